package io.jobsch.vertx.bus;

import io.jobsch.plan.AttemptId;
import io.jobsch.vertx.wire.Content;
import io.jobsch.vertx.wire.Conversation;
import io.jobsch.vertx.wire.Frame;
import io.jobsch.vertx.wire.Head;
import io.jobsch.vertx.wire.Terms;
import io.jobsch.workers.Order;
import io.jobsch.workers.StreamName;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executor;

/**
 * A conversation with one life of a worker. It outlives connections. Used on the transport's
 * context.
 */
final class Session {
  /** Output of so many attempts that are over is known as such, should it come again. */
  private static final int OVER = 1_000;

  private final Head head;
  private final Terms terms;
  private final Wire wire;
  private final Conversation conversation;
  private final Map<StreamKey, InStream> streams = new HashMap<>();
  private final Set<AttemptId> over = new LinkedHashSet<>();
  private volatile Peer peer;
  private volatile String software;
  private long greeting;
  private boolean resumed;
  private boolean connected = true;
  private volatile long lastHeard;
  private long lastFrame;
  private boolean closed;

  private record StreamKey(AttemptId attempt, StreamName stream) {}

  /** One that begins with a greeting. */
  Session(Head head, Frame.Hello hello, Peer peer, Terms terms, Wire wire, long now) {
    this.head = head;
    this.terms = terms;
    this.wire = wire;
    this.conversation = new Conversation(() -> head, this::send);
    this.peer = peer;
    this.software = hello.software();
    this.greeting = hello.greeting();
    this.lastHeard = now;
  }

  Head head() {
    return head;
  }

  Peer peer() {
    return peer;
  }

  String software() {
    return software;
  }

  long greeting() {
    return greeting;
  }

  long lastHeard() {
    return lastHeard;
  }

  boolean isConnected() {
    return connected;
  }

  boolean isAbout(Head other) {
    return head.incarnation().equals(other.incarnation()) && head.session().equals(other.session());
  }

  void heard(long now) {
    lastHeard = now;
    lastFrame = now;
  }

  /** So long nobody could hear it. */
  void forgive(long away) {
    lastHeard += away;
  }

  /** When something came from it, whoever could hear it. */
  long lastFrame() {
    return lastFrame;
  }

  void disconnected() {
    connected = false;
  }

  /** The worker has come back over another way, and goes on where it was. */
  void resume(Frame.Hello hello, Peer over, long now) {
    peer = over;
    software = hello.software();
    greeting = hello.greeting();
    resumed = true;
    connected = true;
    heard(now);
    welcome(hello);
    conversation.resume(now);
  }

  void welcome(Frame.Hello hello) {
    send(new Frame.Welcome(head, greeting, resumed, terms, conversation.ack(), hello.sentAt()));
  }

  /** Puts something in line, until {@link #flush}. */
  void say(Content content, long now) {
    conversation.say(content, now);
    if (content instanceof Content.Told told && told.order() instanceof Order.Acknowledge it) {
      over(it.attempt());
    }
  }

  /** Sends what waits to be sent. */
  void flush() {
    conversation.flush();
  }

  int unconfirmed() {
    return conversation.unconfirmed();
  }

  void confirmed(long ack, long now) {
    conversation.confirmed(ack, now);
  }

  /** Says again what has waited long enough for its confirmation. */
  void repeat(long now) {
    if (connected) {
      conversation.repeat(now);
    }
  }

  List<Content> take(Frame.Message message, long now) {
    return conversation.take(message, now);
  }

  /** Confirms what has come, unless something that was sent meanwhile has. */
  void acknowledge() {
    conversation.acknowledge();
  }

  void heartbeat(Frame.Alive alive) {
    send(new Frame.Heartbeat(head, conversation.ack(), alive.sentAt()));
  }

  void probe() {
    send(new Frame.Probe(head));
  }

  private void send(Frame frame) {
    if (connected) {
      wire.send(peer, frame);
    }
  }

  /**
   * Output has come.
   *
   * @param intake where it goes
   * @param onContext has something done on the transport's context
   * @param done is called, on any thread, when it is dealt with
   */
  void output(Frame.Output frame, OutputIntake intake, Executor onContext, Runnable done) {
    if (over.contains(frame.attempt())) {
      stored(frame.attempt(), frame.stream(), frame.offset() + frame.bytes().length());
      done.run();
      return;
    }
    StreamKey key = new StreamKey(frame.attempt(), frame.stream());
    InStream stream =
        streams.computeIfAbsent(
            key,
            absent ->
                new InStream(
                    key.attempt,
                    key.stream,
                    terms.window(),
                    intake,
                    upTo -> onContext.execute(() -> stored(key.attempt, key.stream, upTo))));
    if (stream.arrived(frame, done)) {
      stored(key.attempt, key.stream, stream.stored());
    }
  }

  private void stored(AttemptId attempt, StreamName stream, long upTo) {
    send(new Frame.Stored(head, attempt, stream, upTo, upTo + terms.window()));
  }

  private void over(AttemptId attempt) {
    over.add(attempt);
    if (over.size() > OVER) {
      over.remove(over.iterator().next());
    }
    for (StreamName stream : StreamName.values()) {
      InStream gone = streams.remove(new StreamKey(attempt, stream));
      if (gone != null) {
        gone.close();
      }
    }
  }

  void end() {
    flush();
    send(new Frame.Unknown(head));
    close();
  }

  /** Nothing is said in it any more. */
  boolean isClosed() {
    return closed;
  }

  void close() {
    closed = true;
    streams.values().forEach(InStream::close);
    streams.clear();
  }
}
