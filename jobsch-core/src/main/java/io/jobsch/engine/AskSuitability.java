package io.jobsch.engine;

import io.jobsch.spec.RoleName;
import io.jobsch.workers.Order;
import java.util.SortedSet;
import java.util.TreeSet;

/** Asks a worker that may get work which roles it suits, where that is not known. */
final class AskSuitability {
  private AskSuitability() {}

  static void of(Turn turn, WorkerRun worker, SortedSet<RoleName> roles) {
    if (!worker.mayGetWork()) {
      return;
    }
    SortedSet<RoleName> unknown = new TreeSet<>();
    for (RoleName role : roles) {
      if (worker.knows(role).isEmpty()) {
        unknown.add(role);
      }
    }
    if (!unknown.isEmpty()) {
      turn.effect(new Effect.Tell(new Order.AskSuitability(turn.address(worker.id()), unknown)));
    }
  }
}
