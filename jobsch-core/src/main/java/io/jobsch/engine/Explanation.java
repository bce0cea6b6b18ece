package io.jobsch.engine;

import io.jobsch.result.Waiting;
import io.jobsch.spec.RoleName;
import io.jobsch.workers.Matching;
import io.jobsch.workers.WorkerId;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
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
    Allocation allocation = new Allocation(state);
    if (allocation.matchConnected(job.plan()) instanceof Matching.Outcome.Obstacle never) {
      return notYetTold().isEmpty()
          ? new Waiting(tooFew(never), true)
          : new Waiting(waitsForAnswers(), false);
    }
    return new Waiting(waitsForTurn(allocation), false);
  }

  private String waitsForTurn(Allocation allocation) {
    List<String> said = new ArrayList<>();
    if (allocation.matchIdle(job.plan()) instanceof Matching.Outcome.Obstacle now) {
      said.add(waitsFor(now));
    }
    int ahead = state.queue().ahead(job);
    if (ahead > 0) {
      said.add(ahead + (ahead == 1 ? " job" : " jobs") + " ahead");
    }
    return said.isEmpty() ? "its turn has not come" : String.join("; ", said);
  }

  private String tooFew(Matching.Outcome.Obstacle obstacle) {
    int needed = obstacle.roles().size();
    int there = obstacle.suiting().size();
    String suiting =
        there == 0
            ? "no connected worker suits " + (needed == 1 ? "it" : "any of them")
            : "only "
                + listed(obstacle.suiting())
                + (there == 1 ? " suits" : " suit")
                + (needed == 1 ? " it" : " any of them");
    return (needed == 1 ? "role " : "roles ")
        + braced(obstacle.roles())
        + (needed == 1 ? " needs a worker, " : " need " + needed + " workers, ")
        + suiting;
  }

  private String waitsFor(Matching.Outcome.Obstacle obstacle) {
    List<String> busy = new ArrayList<>();
    for (WorkerRun worker : state.pool().all()) {
      if (!worker.isIdle()
          && !worker.isQuarantined()
          && obstacle.roles().stream().anyMatch(worker::suits)) {
        busy.add(
            worker.id()
                + worker
                    .assignment()
                    .map(it -> ", busy with job " + it.job())
                    .orElse(", busy killing what it left"));
      }
    }
    return "waits for " + String.join(", or ", shortened(busy));
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
