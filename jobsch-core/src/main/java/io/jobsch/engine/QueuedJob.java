package io.jobsch.engine;

import io.jobsch.plan.JobId;
import io.jobsch.plan.JobPlan;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A job that was put into the queue, and waits there for its workers until it has a {@link #run}.
 * It is itself the link of the chains in which the queue finds it, since a long queue would be made
 * of links otherwise. What its author wanted never changes, and holds also when it waits no longer.
 */
final class QueuedJob {
  /** The order in which jobs are served. */
  static final Comparator<QueuedJob> ORDER = QueuedJob::compareOrder;

  /** Who is done soonest before who takes longer, those without a bound last. */
  static final Comparator<QueuedJob> SHORTEST_FIRST =
      (one, other) -> {
        int byBound = Long.compare(one.bound(), other.bound());
        return byBound != 0 ? byBound : compareOrder(one, other);
      };

  private final JobId id;
  private final JobPlan plan;
  private final Line line;
  private final long sequence;
  private long submittedTicks;
  private final long submittedSecond;
  private final int submittedNano;

  /** In its line, those next to it; see {@link Line}. */
  @Nullable QueuedJob before;

  @Nullable QueuedJob behind;

  /** Of all that wait, those submitted next to it; see {@link WaitingJobs}. */
  @Nullable QueuedJob older;

  @Nullable QueuedJob younger;

  /** See {@link KnownJobs}. */
  int place;

  private Optional<RunningJob> run = Optional.empty();

  /**
   * One that has just been submitted.
   *
   * @param line that of its equals
   * @param sequence its number in the order of submission
   */
  QueuedJob(Fact.JobSubmitted fact, Line line, long sequence) {
    this.id = fact.job();
    this.plan = fact.plan();
    this.line = line;
    this.sequence = sequence;
    this.submittedTicks = fact.ticks();
    this.submittedSecond = fact.at().getEpochSecond();
    this.submittedNano = fact.at().getNano();
  }

  private static int compareOrder(QueuedJob one, QueuedJob other) {
    int byPriority = Integer.compare(other.priority(), one.priority());
    return byPriority != 0 ? byPriority : Long.compare(one.sequence, other.sequence);
  }

  /** Its name. */
  JobId id() {
    return id;
  }

  /** What is to run. */
  JobPlan plan() {
    return plan;
  }

  Line line() {
    return line;
  }

  /** Those that want the same roles. */
  RoleSet roleSet() {
    return line.roleSet();
  }

  /** The higher is served first. */
  int priority() {
    return line.priority();
  }

  /** Its number in the order of submission. */
  long sequence() {
    return sequence;
  }

  /** How long it takes at most, in nanoseconds; see {@link TimeBound}. */
  long bound() {
    return line.bound();
  }

  boolean isBounded() {
    return bound() != TimeBound.NONE;
  }

  /** By when it would be over, if it started then. */
  long endFrom(long ticks) {
    return TimeBound.plus(bound(), ticks);
  }

  /** What has become of it, if it has its workers. */
  Optional<RunningJob> run() {
    return run;
  }

  void started(RunningJob now) {
    run = Optional.of(now);
  }

  /**
   * It is over. An old object that holds a newer one keeps it from the garbage collector until it
   * goes itself.
   */
  void ended() {
    run = Optional.empty();
  }

  /** Since when it waits at least; see {@link Now}. */
  long submittedTicks() {
    return submittedTicks;
  }

  void waitsSince(long ticks) {
    submittedTicks = ticks;
  }

  /** When it was accepted, as a time of day. */
  Instant submittedAt() {
    return Instant.ofEpochSecond(submittedSecond, submittedNano);
  }
}
