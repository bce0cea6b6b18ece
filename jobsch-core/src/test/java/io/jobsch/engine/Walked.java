package io.jobsch.engine;

import io.jobsch.result.JobState;
import io.jobsch.result.NodeState;
import io.jobsch.result.Reason;
import io.jobsch.workers.News;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Where tests have been: which arrows were taken, which kinds of values were seen, and how often
 * which situation arose. A test of chance that never meets what it is there for is worth nothing,
 * and nobody would notice.
 */
final class Walked {
  /** What can go wrong at a bad moment. */
  enum Situation {
    CANCEL_OF_A_QUEUED_JOB,
    CANCEL_WHILE_A_COMMAND_STARTS,
    CANCEL_WHILE_ANOTHER_STOP_IS_UNDER_WAY,
    LOSS_WHILE_KILLING,
    LOSS_OF_SEVERAL_COMMANDS_AT_ONCE,
    LOSS_OF_A_WORKER_WHOSE_TURN_HAS_NOT_COME,
    LOSS_OF_A_WORKER_THAT_IS_DONE,
    EXIT_AND_DEADLINE_IN_ONE_BATCH,
    NESTED_TIMEOUT_WHILE_STOPPING,
    START_ISSUED_AGAIN,
    STRAY_ON_REJOIN,
    LATE_END,
    REFUSED_START,
    OVERDUE_END,
    QUARANTINED_WORKER_REJOINS,
    WORKER_BEGINS_TO_DRAIN_WHILE_IT_PLAYS,
    WORKER_DRAINS_NO_MORE,
    JOB_STARTS_BEHIND_ONE_THAT_CANNOT,
    JOB_STARTS_BEHIND_ONE_THAT_WAITS,
    JOB_OVERTAKES_BY_ITS_PRIORITY,
    BACKFILL_ACROSS_A_RESERVATION,
    BACKFILL_ON_WORKERS_THAT_ARE_NOT_NEEDED,
    JOB_MAKES_WAY_FOR_ONE_THAT_HAS_WAITED_TOO_LONG,
    JOB_THAT_HAS_WAITED_TOO_LONG_RESERVES_BEHIND_ANOTHER,
    RECOVERY_WHILE_COMMANDS_RUN,
    RECOVERY_WHILE_STOPPING,
  }

  private final SortedSet<String> arrows = new TreeSet<>();
  private final SortedSet<String> kinds = new TreeSet<>();
  private final Set<Reason.Code> reasons = EnumSet.noneOf(Reason.Code.class);
  private final Set<StopCause> causes = EnumSet.noneOf(StopCause.class);
  private final SortedMap<Situation, Integer> situations = new TreeMap<>();

  void arrow(NodeState from, NodeState to) {
    arrows.add("node " + from + " -> " + to);
  }

  void arrow(JobState from, JobState to) {
    arrows.add("job " + from + " -> " + to);
  }

  void met(Situation situation) {
    situations.merge(situation, 1, Integer::sum);
  }

  void cause(StopCause cause) {
    causes.add(cause);
  }

  void reason(Reason reason) {
    reasons.add(reason.code());
  }

  void took(List<Event> events) {
    for (Event event : events) {
      kind(event);
      if (event instanceof Event.WorkerSaid said) {
        kind(said.news());
        if (said.news() instanceof News.Ended ended) {
          kind(ended.ending());
        }
      } else if (event instanceof Event.DeadlineReached reached) {
        kind(reached.deadline());
      }
    }
  }

  void gave(Step step) {
    step.facts().forEach(this::kind);
    for (Effect effect : step.effects()) {
      kind(effect);
      if (effect instanceof Effect.Tell tell) {
        kind(tell.order());
      }
    }
  }

  private void kind(Object value) {
    kinds.add(value.getClass().getName());
  }

  void addAll(Walked other) {
    arrows.addAll(other.arrows);
    kinds.addAll(other.kinds);
    reasons.addAll(other.reasons);
    causes.addAll(other.causes);
    other.situations.forEach(
        (situation, times) -> situations.merge(situation, times, Integer::sum));
  }

  SortedSet<String> arrows() {
    return arrows;
  }

  SortedSet<String> kinds() {
    return kinds;
  }

  Set<Reason.Code> reasons() {
    return reasons;
  }

  Set<StopCause> causes() {
    return causes;
  }

  SortedMap<Situation, Integer> situations() {
    return situations;
  }
}
