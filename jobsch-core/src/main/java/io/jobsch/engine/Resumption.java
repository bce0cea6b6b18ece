package io.jobsch.engine;

import io.jobsch.plan.PlanNode;
import java.time.Duration;
import java.time.Instant;

/**
 * Issues again what may not have reached the world: after a recovery everything, and for a worker
 * that comes again what it was owed. Orders are bound to their attempt, so that none is carried out
 * twice.
 */
final class Resumption {
  private Resumption() {}

  static void everything(Turn turn) {
    for (RunningJob job : turn.state().running()) {
      for (PlanNode node : job.plan().nodes()) {
        if (node instanceof PlanNode.GroupNode && job.node(node.index()).isRunning()) {
          node.timeout().ifPresent(timeout -> watch(turn, job, node.index(), timeout));
        }
      }
    }
    for (WorkerRun worker : turn.state().pool().all()) {
      AskSuitability.of(turn, worker, turn.state().queue().demanded());
      orders(turn, worker);
    }
  }

  static void orders(Turn turn, WorkerRun worker) {
    turn.state()
        .jobOf(worker.id())
        .ifPresent(job -> job.runningOn(worker.id()).forEach(index -> order(turn, job, index)));
  }

  private static void order(Turn turn, RunningJob job, int index) {
    if (!job.node(index).confirmed()) {
      Orders.start(turn, job, index);
    }
    job.node(index).stop().ifPresent(stop -> Orders.stop(turn, job, index, stop));
  }

  /** Ticks do not outlive their process: what is left is counted by the time of day. */
  private static void watch(Turn turn, RunningJob job, int group, Duration timeout) {
    Instant started = job.node(group).startedAt().orElseThrow();
    Duration left = timeout.minus(Duration.between(started, turn.at()));
    Duration fair = left.isNegative() ? Duration.ZERO : left;
    turn.effect(
        new Effect.SetDeadline(new Deadline.GroupTimeout(job.id(), group), turn.now().after(fair)));
  }
}
