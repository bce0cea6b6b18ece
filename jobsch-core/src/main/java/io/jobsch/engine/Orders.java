package io.jobsch.engine;

import io.jobsch.plan.AttemptId;
import io.jobsch.plan.PlanNode;
import io.jobsch.workers.Launch;
import io.jobsch.workers.Order;
import io.jobsch.workers.Urgency;
import io.jobsch.workers.WorkerId;
import java.time.Duration;

/** The orders that a running command is owed; issuing one again is harmless. */
final class Orders {
  private Orders() {}

  static void start(Turn turn, RunningJob job, int index) {
    PlanNode.CommandNode command = (PlanNode.CommandNode) job.planned(index);
    WorkerId worker = job.workerOf(index);
    AttemptId attempt = job.attempt(index);
    Launch launch =
        new Launch(
            command.pointer(),
            command.role(),
            command.command(),
            command.environment().merged(),
            command.cwd(),
            command.timeout());
    turn.effect(new Effect.Tell(new Order.Start(turn.address(worker), attempt, launch)));
    watch(turn, job, index);
  }

  /** A command that its worker kills when its timeout runs out should be over soon after. */
  static void watch(Turn turn, RunningJob job, int index) {
    job.planned(index).timeout().ifPresent(timeout -> backstop(turn, job.attempt(index), timeout));
  }

  static void stop(Turn turn, RunningJob job, int index, NodeRun.Stop stop) {
    AttemptId attempt = job.attempt(index);
    turn.effect(
        new Effect.Tell(
            new Order.Stop(turn.address(job.workerOf(index)), attempt, stop.urgency())));
    backstop(turn, attempt, Duration.ZERO);
  }

  /** What a worker is known to have; it gets no work before that has ended. */
  static void killStray(Turn turn, WorkerRun worker, AttemptId stray) {
    kill(turn, worker, stray);
    backstop(turn, stray, Duration.ZERO);
  }

  /** What a worker may have, and nobody wants. */
  static void kill(Turn turn, WorkerRun worker, AttemptId stray) {
    turn.effect(new Effect.Tell(new Order.Stop(turn.address(worker.id()), stray, Urgency.AT_ONCE)));
  }

  private static void backstop(Turn turn, AttemptId attempt, Duration allowed) {
    Duration longest =
        allowed.plus(turn.settings().killAllowance()).plus(turn.settings().backstop());
    turn.effect(new Effect.SetDeadline(new Deadline.Backstop(attempt), turn.now().after(longest)));
  }
}
