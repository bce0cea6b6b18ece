package io.jobsch;

import io.jobsch.engine.Engine;
import io.jobsch.engine.Fact;
import io.jobsch.engine.WorkerSnapshot;
import io.jobsch.plan.JobId;
import io.jobsch.workers.WorkerId;
import io.jobsch.workers.WorkerState;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * Finds out which workers have another state than before: looks at those that the facts are about,
 * so that a step costs what it changes, however many workers there are. Used on the loop alone.
 */
final class WorkerFeed {
  private final Map<WorkerId, WorkerSnapshot> last = new HashMap<>();
  private final Map<JobId, Collection<WorkerId>> gangs = new HashMap<>();
  private final Consumer<WorkerEvent> told;

  WorkerFeed(Consumer<WorkerEvent> told) {
    this.told = told;
  }

  void settled(List<Fact> facts, Engine engine, Instant at) {
    SortedSet<WorkerId> touched = new TreeSet<>();
    Map<WorkerId, String> farewells = new HashMap<>();
    for (Fact fact : facts) {
      touched.addAll(workersOf(fact));
      if (fact instanceof Fact.WorkerGone gone) {
        farewells.put(gone.worker(), gone.why());
      }
    }
    for (WorkerId id : touched) {
      compare(id, engine.worker(id), Optional.ofNullable(farewells.get(id)), at);
    }
  }

  private Collection<WorkerId> workersOf(Fact fact) {
    if (fact instanceof Fact.WorkerJoined it) {
      return List.of(it.worker());
    } else if (fact instanceof Fact.WorkerGone it) {
      return List.of(it.worker());
    } else if (fact instanceof Fact.WorkerQuarantined it) {
      return List.of(it.worker());
    } else if (fact instanceof Fact.StrayEnded it) {
      return List.of(it.worker());
    } else if (fact instanceof Fact.GangAllocated it) {
      gangs.put(it.job(), List.copyOf(it.gang().values()));
      return it.gang().values();
    } else if (fact instanceof Fact.JobEnded it) {
      return Optional.ofNullable(gangs.remove(it.job())).orElse(List.of());
    }
    return List.of();
  }

  private void compare(
      WorkerId id, Optional<WorkerSnapshot> now, Optional<String> farewell, Instant at) {
    Optional<WorkerSnapshot> before = Optional.ofNullable(last.remove(id));
    now.ifPresent(it -> last.put(id, it));
    if (before.isPresent() && !isSameLife(before.get(), now)) {
      told.accept(
          new WorkerEvent(id, WorkerState.GONE, Optional.empty(), Optional.empty(), farewell, at));
    }
    if (now.isPresent() && !looksLike(now.get(), before)) {
      tell(now.get(), at);
    }
  }

  private static boolean isSameLife(WorkerSnapshot before, Optional<WorkerSnapshot> now) {
    return now.filter(it -> it.incarnation().equals(before.incarnation())).isPresent();
  }

  private static boolean looksLike(WorkerSnapshot now, Optional<WorkerSnapshot> before) {
    return before
        .filter(it -> it.incarnation().equals(now.incarnation()))
        .filter(it -> it.state() == now.state() && it.job().equals(now.job()))
        .isPresent();
  }

  private void tell(WorkerSnapshot now, Instant at) {
    Optional<String> why =
        now.state() == WorkerState.QUARANTINED ? now.problem() : Optional.empty();
    told.accept(new WorkerEvent(now.id(), now.state(), now.job(), now.role(), why, at));
  }
}
