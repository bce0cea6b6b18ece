package io.jobsch.vertx.wire;

import io.jobsch.plan.AttemptId;
import io.jobsch.workers.StreamName;
import io.vertx.core.buffer.Buffer;
import java.util.List;

/** One message between a scheduler and a worker. Any of them may be lost, doubled or reordered. */
public sealed interface Frame {
  /** Whom it is about. */
  Head head();

  /**
   * A worker would like to begin a conversation, or to go on with the one in the head.
   *
   * @param head see {@link Frame#head}
   * @param greeting counts how often it has begun to greet in this life; one that is said again
   *     because no answer came keeps its number
   * @param software which jobsch it runs
   * @param sentAt its own ticks
   */
  record Hello(Head head, long greeting, String software, long sentAt) implements Frame {}

  /**
   * The answer to it.
   *
   * @param head with the conversation that counts from now on
   * @param greeting that of the greeting that is answered
   * @param resumed whether it is the one that the worker had
   * @param terms what is asked of the worker
   * @param ack up to which number the worker's messages have arrived
   * @param echo the ticks of the greeting
   */
  record Welcome(Head head, long greeting, boolean resumed, Terms terms, long ack, long echo)
      implements Frame {}

  /**
   * A worker is refused.
   *
   * @param head see {@link Frame#head}
   * @param reason why, for programs
   * @param message why, for people
   */
  record Refused(Head head, Reason reason, String message) implements Frame {
    /** Why a worker is refused. */
    public enum Reason {
      /** Its name is in use by another that answers. */
      NAME_IN_USE,
      /** It has sent what is no frame. */
      BAD_FRAME
    }
  }

  /**
   * The scheduler knows nothing of this conversation: the worker has to greet.
   *
   * @param head see {@link Frame#head}
   */
  record Unknown(Head head) implements Frame {}

  /**
   * The scheduler would like to hear that the worker is there.
   *
   * @param head see {@link Frame#head}
   */
  record Probe(Head head) implements Frame {}

  /**
   * A worker is there, and asks for a sign of life.
   *
   * @param head see {@link Frame#head}
   * @param ack up to which number messages have arrived
   * @param sentAt its own ticks
   */
  record Alive(Head head, long ack, long sentAt) implements Frame {}

  /**
   * The sign of life.
   *
   * @param head see {@link Frame#head}
   * @param ack up to which number messages have arrived
   * @param echo the ticks of the question: the lease runs from there
   */
  record Heartbeat(Head head, long ack, long echo) implements Frame {}

  /**
   * Messages have arrived.
   *
   * @param head see {@link Frame#head}
   * @param ack up to which number
   */
  record Ack(Head head, long ack) implements Frame {}

  /**
   * Something is said, once and in its order.
   *
   * @param head see {@link Frame#head}
   * @param seq the number of the first, counted from 1 in each direction
   * @param ack up to which number messages of the other direction have arrived
   * @param contents what is said, one after the other; one at least
   */
  record Message(Head head, long seq, long ack, List<Content> contents) implements Frame {
    /** Keeps them as they are. */
    public Message {
      contents = List.copyOf(contents);
    }
  }

  /**
   * A command has written something.
   *
   * @param head see {@link Frame#head}
   * @param attempt which command
   * @param stream where
   * @param base up to where the worker knows it to be stored
   * @param offset the place of the first byte
   * @param bytes one at least
   */
  record Output(
      Head head, AttemptId attempt, StreamName stream, long base, long offset, Buffer bytes)
      implements Frame {}

  /**
   * What a command has written is stored, and more may come.
   *
   * @param head see {@link Frame#head}
   * @param attempt which command
   * @param stream where it wrote
   * @param upTo all before that is stored
   * @param limit the worker may send up to there
   */
  record Stored(Head head, AttemptId attempt, StreamName stream, long upTo, long limit)
      implements Frame {}
}
