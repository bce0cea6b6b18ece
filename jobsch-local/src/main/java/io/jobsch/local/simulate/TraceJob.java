package io.jobsch.local.simulate;

import io.jobsch.spec.RecordedJob;
import io.jobsch.spec.SpecRules;
import java.time.Duration;

/** A job of a workload. */
public sealed interface TraceJob {
  /** When it was submitted, counted from an origin that it has in common with the others. */
  Duration submit();

  /**
   * A job that is known from outside only, as the traces of batch systems have it: so many
   * processors for so long. It is played as a parallel group of that many commands, each with a
   * role of its own.
   *
   * @param submit see {@link TraceJob#submit}; from 0 to {@link RecordedJob#LATEST}
   * @param processors how many workers it needs; 1 or more
   * @param takes how long each of its commands takes; from 0 to {@link SpecRules#LONGEST_TIMEOUT}
   * @param requested the timeout of each; above 0, and no longer than that either. A command that
   *     takes longer is stopped
   */
  record Rigid(Duration submit, int processors, Duration takes, Duration requested)
      implements TraceJob {
    /** Checks every value. */
    public Rigid {
      if (processors < 1) {
        throw new IllegalArgumentException("processors: expected 1 or more, found " + processors);
      }
      requireWithin("submit", submit, RecordedJob.LATEST);
      requireWithin("takes", takes, SpecRules.LONGEST_TIMEOUT);
      SpecRules.timeout(requested)
          .ifPresent(
              problem -> {
                throw new IllegalArgumentException("requested: " + problem);
              });
    }

    private static void requireWithin(String what, Duration value, Duration latest) {
      if (value.isNegative() || value.compareTo(latest) > 0) {
        throw new IllegalArgumentException(
            what + ": " + SpecRules.notWithin(latest, SpecRules.seconds(value)));
      }
    }
  }

  /**
   * A job of our own kind.
   *
   * @param recorded what it is, and how its commands went
   */
  record Recorded(RecordedJob recorded) implements TraceJob {
    @Override
    public Duration submit() {
      return recorded.submit();
    }
  }
}
