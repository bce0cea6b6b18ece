package io.jobsch.engine;

import io.jobsch.plan.AttemptId;
import io.jobsch.plan.JobId;
import io.jobsch.plan.PlanNode;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;

/**
 * The deadlines that an engine has set and not cleared, as a host keeps them; and what must hold of
 * them: each time that can run out is watched, at the right time, and no other.
 */
final class DeadlineBook {
  private final Map<Deadline, Long> due = new LinkedHashMap<>();
  private final Set<Deadline> onTheirWay = new LinkedHashSet<>();
  private final Map<Deadline, Long> groups = new LinkedHashMap<>();

  void set(Effect.SetDeadline effect) {
    due.put(effect.deadline(), effect.ticks());
  }

  void clear(Deadline deadline) {
    due.remove(deadline);
  }

  /** The engine has been told of it. */
  void reached(Deadline deadline) {
    onTheirWay.remove(deadline);
  }

  /** The first time of all; empty if none is set. */
  OptionalLong next() {
    return due.values().stream().mapToLong(Long::longValue).min();
  }

  /** Takes out what has come by now: it is told of once. */
  List<Deadline> takeDue(long ticks) {
    List<Deadline> reached =
        due.entrySet().stream()
            .filter(it -> it.getValue() <= ticks)
            .map(Map.Entry::getKey)
            .toList();
    reached.forEach(due::remove);
    onTheirWay.addAll(reached);
    return reached;
  }

  /** A group began: from now on its timeout counts. */
  void started(JobId job, PlanNode group, Now now) {
    group
        .timeout()
        .ifPresent(it -> groups.put(new Deadline.GroupTimeout(job, group.index()), now.after(it)));
  }

  /** The host has forgotten everything, and its ticks begin anew. */
  void restarted(State state, Now now) {
    due.clear();
    onTheirWay.clear();
    groups.clear();
    for (RunningJob job : state.running()) {
      for (PlanNode node : job.plan().nodes()) {
        if (node instanceof PlanNode.GroupNode && job.node(node.index()).isRunning()) {
          node.timeout()
              .ifPresent(
                  timeout -> {
                    Instant began = job.node(node.index()).startedAt().orElseThrow();
                    Duration spent = Duration.between(began, now.at());
                    Duration left = timeout.minus(spent.isNegative() ? Duration.ZERO : spent);
                    groups.put(
                        new Deadline.GroupTimeout(job.id(), node.index()),
                        now.after(left.isNegative() ? Duration.ZERO : left));
                  });
        }
      }
    }
  }

  void check(State state) {
    for (RunningJob job : state.running()) {
      for (PlanNode node : job.plan().nodes()) {
        check(job, node);
      }
    }
    for (WorkerRun worker : state.pool().all()) {
      for (AttemptId stray : worker.strays()) {
        Deadline deadline = new Deadline.Backstop(stray);
        Check.that(
            worker.isQuarantined() || isWatched(deadline), "stray, and not set: %s", deadline);
      }
    }
    for (Deadline deadline : due.keySet()) {
      Check.that(isOfInterest(state, deadline), "set, and of no interest any more: %s", deadline);
    }
  }

  private void check(RunningJob job, PlanNode node) {
    NodeRun run = job.node(node.index());
    if (!run.isRunning()) {
      return;
    }
    if (node instanceof PlanNode.GroupNode) {
      Deadline deadline = new Deadline.GroupTimeout(job.id(), node.index());
      if (node.timeout().isPresent() && run.stop().isEmpty()) {
        Check.that(
            onTheirWay.contains(deadline) || groups.get(deadline).equals(due.get(deadline)),
            "%s: expected at %s, found at %s",
            deadline,
            groups.get(deadline),
            due.get(deadline));
      }
    } else if (node.timeout().isPresent() || run.stop().isPresent()) {
      Deadline deadline = new Deadline.Backstop(job.attempt(node.index()));
      Check.that(isWatched(deadline), "not set: %s", deadline);
    }
  }

  private boolean isWatched(Deadline deadline) {
    return onTheirWay.contains(deadline) || due.containsKey(deadline);
  }

  private static boolean isOfInterest(State state, Deadline deadline) {
    if (deadline instanceof Deadline.GroupTimeout it) {
      return state.running(it.job()).filter(job -> job.node(it.node()).isRunning()).isPresent();
    }
    AttemptId attempt = ((Deadline.Backstop) deadline).attempt();
    return state.running(attempt).isPresent()
        || state.pool().all().stream().anyMatch(worker -> worker.strays().contains(attempt));
  }

  /** Whether anything is watched for a job; nothing is, once it is over. */
  boolean knows(JobId job) {
    return due.keySet().stream()
        .anyMatch(
            it ->
                it instanceof Deadline.GroupTimeout group
                    ? group.job().equals(job)
                    : ((Deadline.Backstop) it).attempt().job().equals(job));
  }
}
