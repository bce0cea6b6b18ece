package io.jobsch.process;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;

/** One kill in progress: a tree, how it is killed, and what came of it. */
final class Kill {
  private final ProcessTree tree;
  private final KillPlan plan;
  private final KillPolicy policy;
  private final BooleanSupplier ownProcessRuns;
  private final CompletableFuture<List<String>> survivors = new CompletableFuture<>();

  /**
   * Begins its grace.
   *
   * @param ownProcessRuns whether the parent of the tree's own process has not seen it end yet; a
   *     process may run under another user's name, and be hidden
   */
  Kill(ProcessTree tree, KillPolicy policy, BooleanSupplier ownProcessRuns) {
    this.tree = tree;
    this.policy = policy;
    this.ownProcessRuns = ownProcessRuns;
    this.plan = new KillPlan(policy, System.nanoTime());
  }

  void hasten(Duration grace) {
    plan.hasten(grace, System.nanoTime());
  }

  /** Whether the tree's own process was sent that signal. */
  boolean hasSent(KillSignal signal) {
    return plan.hasSent(signal, tree.own());
  }

  /** Whether what has these tags is of its tree, and to be killed as soon as it is seen. */
  boolean killsOnSight(Set<Tag> tags) {
    return tags.contains(tree.tag()) && plan.killsOnSight();
  }

  /** Takes in a look; when that was the last one, the outcome is told. */
  KillPlan.Next look(Snapshot now, KillOrders orders) {
    Collection<Sighting> members = members(now);
    KillPlan.Next next =
        now.isBlind()
            ? plan.lookBlindly(System.nanoTime())
            : plan.look(members, now.isComplete(), System.nanoTime(), orders);
    if (next.isLast()) {
      survivors.complete(members.stream().map(Sighting::toString).toList());
    }
    return next;
  }

  private Collection<Sighting> members(Snapshot now) {
    if (now.isBlind()) {
      return ownProcess("(or what is left of its tree: the process table cannot be read)");
    }
    Collection<Sighting> seen = tree.members(now);
    return seen.isEmpty() && ownProcessRuns.getAsBoolean() ? ownProcess("(hidden)") : seen;
  }

  private Collection<Sighting> ownProcess(String as) {
    return List.of(new Sighting(tree.own(), 0, '?', 1, as));
  }

  /** The start of its tree, before which nothing of it can be. */
  long start() {
    return tree.own().start();
  }

  /** How long it takes at most from now on, if the system does what we ask it for. */
  Duration atMost() {
    return Duration.ofNanos(Nanos.of(policy.grace()) + Nanos.of(policy.bound()));
  }

  /** Completed when it is over, with what is still there: nothing, if all went well. */
  CompletableFuture<List<String>> survivors() {
    return survivors;
  }
}
