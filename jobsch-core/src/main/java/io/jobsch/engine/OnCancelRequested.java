package io.jobsch.engine;

import io.jobsch.plan.JobPlan;
import io.jobsch.result.JobState;
import io.jobsch.result.NodeState;
import io.jobsch.result.Reason;
import io.jobsch.workers.Urgency;
import java.util.Optional;
import java.util.stream.IntStream;

/** A job that waits is over at once; one that runs is stopped. Asking again changes nothing. */
final class OnCancelRequested {
  private OnCancelRequested() {}

  static void react(Turn turn, Event.CancelRequested event) {
    Optional<QueuedJob> queued = turn.state().queue().find(event.job());
    Optional<RunningJob> running = turn.state().running(event.job());
    Optional<JobState> state;
    if (queued.isPresent()) {
      drop(turn, queued.get());
      state = Optional.of(JobState.CANCELLED);
    } else {
      running.ifPresent(job -> stop(turn, job, event.urgency()));
      state = running.map(RunningJob::state);
    }
    turn.effect(new Effect.CancelAnswered(event.request(), event.job(), state));
  }

  private static void drop(Turn turn, QueuedJob job) {
    Reason reason = Reasons.cancelled();
    turn.decide(
        new Fact.NodesDropped(
            job.id(),
            IntStream.range(JobPlan.ROOT, job.plan().size()).boxed().toList(),
            NodeState.CANCELLED,
            reason,
            turn.at()));
    turn.decide(new Fact.JobEnded(job.id(), JobState.CANCELLED, Optional.of(reason), turn.at()));
    turn.effect(new Effect.Report(Views.dropped(job, reason, turn.at())));
  }

  private static void stop(Turn turn, RunningJob job, Urgency urgency) {
    boolean more = !job.toStop(JobPlan.ROOT, urgency).isEmpty();
    if (more || job.state() != JobState.CANCELLING) {
      new Stopping(turn, job).stop(JobPlan.ROOT, StopCause.CANCEL, urgency, Reasons.cancelled());
    }
  }
}
