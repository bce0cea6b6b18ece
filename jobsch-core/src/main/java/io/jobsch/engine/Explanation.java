package io.jobsch.engine;

import io.jobsch.result.Waiting;
import io.jobsch.spec.RoleName;
import io.jobsch.workers.Matching;
import io.jobsch.workers.WorkerId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;

/** Why a job waits, in words for people, from the state that allocation decides from. */
final class Explanation {
  private static final int NAMED = 3;

  private final State state;
  private final QueuedJob job;

  Explanation(State state, QueuedJob job) {
    this.state = state;
    this.job = job;
  }

  Waiting waiting() {
    Optional<SortedSet<RoleName>> never = tooMany(WorkerClass::size);
    if (never.isPresent()) {
      return notYetTold().isEmpty()
          ? new Waiting(tooFew(never.get()), true)
          : new Waiting(waitsForAnswers(), false);
    }
    return new Waiting(waitsForTurn(), false);
  }

  /**
   * A smallest set of its roles that too few workers suit; empty if there are enough for all.
   *
   * @param present how many workers of a class there are
   */
  private Optional<SortedSet<RoleName>> tooMany(ToIntFunction<WorkerClass> present) {
    Seats seats = job.roleSet().seats(state.pool().classes());
    Matching matching = seats.matching();
    for (int i = 0; i < seats.classes().size(); i++) {
      matching.offer(i, present.applyAsInt(seats.classes().get(i)));
    }
    if (matching.isComplete()) {
      return Optional.empty();
    }
    Matching.Shortage shortage = matching.shortage();
    return Optional.of(
        shortage.kinds().stream()
            .mapToObj(seats.kinds()::get)
            .flatMap(List::stream)
            .sorted()
            .limit(shortage.workers() + 1L)
            .collect(Collectors.toCollection(TreeSet::new)));
  }

  private String waitsForTurn() {
    List<String> said = new ArrayList<>();
    tooMany(WorkerClass::idleCount)
        .map(this::waitsFor)
        .or(this::waitsForReserved)
        .ifPresent(said::add);
    int ahead = state.queue().ahead(job, state.pool().classes());
    if (ahead > 0) {
      said.add(ahead + (ahead == 1 ? " job" : " jobs") + " ahead");
    }
    return said.isEmpty() ? "its turn has not come" : String.join("; ", said);
  }

  private String tooFew(SortedSet<RoleName> roles) {
    SortedSet<WorkerId> there = suiting(roles);
    int needed = roles.size();
    String suiting =
        there.isEmpty()
            ? "no connected worker suits " + (needed == 1 ? "it" : "any of them")
            : "only "
                + listed(there)
                + (there.size() == 1 ? " suits" : " suit")
                + (needed == 1 ? " it" : " any of them");
    return (needed == 1 ? "role " : "roles ")
        + braced(roles)
        + (needed == 1 ? " needs a worker, " : " need " + needed + " workers, ")
        + suiting
        + butDraining(roles);
  }

  private String butDraining(Set<RoleName> roles) {
    SortedSet<WorkerId> draining = new TreeSet<>();
    for (WorkerRun worker : state.pool().all()) {
      if (worker.isDraining()
          && !worker.isQuarantined()
          && roles.stream().anyMatch(worker::suits)) {
        draining.add(worker.id());
      }
    }
    return draining.isEmpty()
        ? ""
        : "; "
            + listed(draining)
            + " would, but "
            + (draining.size() == 1 ? "is" : "are")
            + " draining";
  }

  private SortedSet<WorkerId> suiting(Set<RoleName> roles) {
    SortedSet<WorkerId> suiting = new TreeSet<>();
    for (WorkerRun worker : state.pool().all()) {
      if (worker.mayGetWork() && roles.stream().anyMatch(worker::suits)) {
        suiting.add(worker.id());
      }
    }
    return suiting;
  }

  private String waitsFor(Set<RoleName> roles) {
    List<String> busy = new ArrayList<>();
    for (WorkerId id : suiting(roles)) {
      WorkerRun worker = state.pool().get(id);
      if (!worker.isIdle()) {
        busy.add(
            id
                + worker
                    .assignment()
                    .map(it -> ", busy with job " + it.job())
                    .orElse(", busy killing what it left"));
      }
    }
    return waitsFor(busy);
  }

  /** Idle workers that would do are kept for others; empty if there are enough without those. */
  private Optional<String> waitsForReserved() {
    KeptWorkers kept = KeptWorkers.from(job, state);
    return tooMany(kept::unkept).map(roles -> waitsFor(roles, kept));
  }

  private String waitsFor(Set<RoleName> roles, KeptWorkers kept) {
    List<String> reserved = new ArrayList<>();
    kept.keptFor()
        .forEach(
            (id, other) -> {
              if (roles.stream().anyMatch(state.pool().get(id)::suits)) {
                reserved.add(id + ", reserved for job " + other);
              }
            });
    return waitsFor(reserved);
  }

  private static String waitsFor(List<String> workers) {
    return "waits for " + String.join(", or ", shortened(workers));
  }

  private SortedSet<WorkerId> notYetTold() {
    SortedSet<WorkerId> found = new TreeSet<>();
    for (WorkerRun worker : state.pool().askable()) {
      if (job.plan().roles().stream().anyMatch(role -> worker.knows(role).isEmpty())) {
        found.add(worker.id());
      }
    }
    return found;
  }

  private String waitsForAnswers() {
    return "waits for " + listed(notYetTold()) + " to tell which of its roles they suit";
  }

  private static String braced(Set<RoleName> roles) {
    String all = String.join(", ", shortened(roles.stream().map(RoleName::value).toList()));
    return roles.size() == 1 ? all : "{" + all + "}";
  }

  private static String listed(Set<WorkerId> workers) {
    return shortened(workers.stream().map(WorkerId::value).toList()).stream()
        .collect(Collectors.joining(", "));
  }

  private static List<String> shortened(List<String> names) {
    if (names.size() <= NAMED) {
      return names;
    }
    List<String> some = new ArrayList<>(names.subList(0, NAMED));
    some.add((names.size() - NAMED) + " more");
    return some;
  }
}
