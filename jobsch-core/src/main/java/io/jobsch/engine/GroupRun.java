package io.jobsch.engine;

import io.jobsch.result.NodeState;
import io.jobsch.result.Reason;
import java.util.Optional;

/**
 * What a group remembers of its parts, so that the end of one costs the same however many it has.
 */
final class GroupRun {
  private int started;
  private int running;
  private int ended;
  private Optional<Reason> firstFailure = Optional.empty();
  private Optional<Reason> gravest = Optional.empty();

  void childStarted() {
    started++;
    running++;
  }

  void childEnded(NodeState state, Optional<Reason> reason) {
    running--;
    ended++;
    if (state != NodeState.SUCCEEDED) {
      firstFailure = firstFailure.or(() -> reason);
    }
    if (state != NodeState.CANCELLED) { // it was stopped since another part is lost
      gravest = gravest.or(() -> reason.filter(Reason::isGrave));
    }
  }

  void childDropped(Reason reason) {
    ended++;
    firstFailure = firstFailure.or(() -> Optional.of(reason));
  }

  /** The position among its children of the one that comes next. */
  int started() {
    return started;
  }

  int running() {
    return running;
  }

  int ended() {
    return ended;
  }

  /** Why it cannot have succeeded. */
  Optional<Reason> firstFailure() {
    return firstFailure;
  }

  /** Why nobody can say that its processes are gone. */
  Optional<Reason> gravest() {
    return gravest;
  }
}
