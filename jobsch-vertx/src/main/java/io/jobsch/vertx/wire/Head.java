package io.jobsch.vertx.wire;

import io.jobsch.workers.Epoch;
import io.jobsch.workers.Incarnation;
import io.jobsch.workers.WorkerId;

/**
 * What every frame begins with: whom it is about, in which conversation.
 *
 * @param worker from whom or for whom it is
 * @param incarnation in which of its lives
 * @param epoch that of the scheduler; from a worker, the newest that it has seen
 * @param session names the conversation in which sequence numbers and offsets count; made up by the
 *     scheduler, empty before there is one
 */
public record Head(WorkerId worker, Incarnation incarnation, Epoch epoch, String session) {
  /** Before there is a conversation. */
  public static final String NO_SESSION = "";

  /** The same in another conversation. */
  public Head in(String other) {
    return new Head(worker, incarnation, epoch, other);
  }
}
