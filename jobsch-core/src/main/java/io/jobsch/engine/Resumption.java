package io.jobsch.engine;

import io.jobsch.plan.PlanNode;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

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
    worker.strays().forEach(stray -> Orders.killStray(turn, worker, stray));
  }

  /** What is being stopped is not started any more, should it not have been. */
  private static void order(Turn turn, RunningJob job, int index) {
    Optional<NodeRun.Stop> stop = job.node(index).stop();
    if (stop.isPresent()) {
      Orders.stop(turn, job, index, stop.get());
    } else if (job.node(index).confirmed()) {
      Orders.watch(turn, job, index);
    } else {
      Orders.start(turn, job, index);
    }
  }

  /**
   * What is left is counted by the time of day at which the group began, and is no more than there
   * was, should the clock have been set back in between.
   */
  private static void watch(Turn turn, RunningJob job, int group, Duration timeout) {
    Instant started = job.node(group).startedAt().orElseThrow();
    Duration spent = notNegative(Duration.between(started, turn.at()));
    Duration left = notNegative(timeout.minus(spent));
    turn.effect(
        new Effect.SetDeadline(new Deadline.GroupTimeout(job.id(), group), turn.now().after(left)));
  }

  private static Duration notNegative(Duration duration) {
    return duration.isNegative() ? Duration.ZERO : duration;
  }
}
