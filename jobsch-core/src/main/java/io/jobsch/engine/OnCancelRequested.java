package io.jobsch.engine;

import io.jobsch.plan.JobPlan;
import io.jobsch.result.JobState;
import io.jobsch.result.NodeState;
import io.jobsch.result.Reason;
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
      drop(turn, queued.get(), Reasons.cancelled(event.why()));
      state = Optional.of(JobState.CANCELLED);
    } else {
      running.ifPresent(job -> stop(turn, job, event));
      state = running.map(RunningJob::state);
    }
    turn.effect(new Effect.CancelAnswered(event.request(), event.job(), state));
  }

  private static void drop(Turn turn, QueuedJob job, Reason reason) {
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

  private static void stop(Turn turn, RunningJob job, Event.CancelRequested event) {
    boolean more = !job.toStop(JobPlan.ROOT, event.urgency()).isEmpty();
    if (more || job.state() != JobState.CANCELLING) {
      new Stopping(turn, job)
          .stop(JobPlan.ROOT, StopCause.CANCEL, event.urgency(), Reasons.cancelled(event.why()));
    }
  }
}
