package io.jobsch.process;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/**
 * What commands with a timeout may have left behind after their own end. Most leave nothing; these
 * are found out and forgotten soon, so that a long timeout does not cost memory, and a look at its
 * end, for each command that ever had one.
 */
final class Leftovers {
  private static final Logger LOG = System.getLogger(Leftovers.class.getName());

  /** Long enough to serve all commands of a busy second with one look. */
  private static final Duration CHECK_AFTER = Duration.ofSeconds(1);

  /** On a machine so busy that no look is complete, looking must not add much to that. */
  private static final int PAUSE_PER_LOOK = 10;

  private final ProcessTable table;
  private final Killer killer;
  private final RunnerThreads threads;
  private final Consumer<Tag> over;
  private final Map<ProcessTree, Watched> watched = new HashMap<>();
  private List<ProcessTree> unchecked = new ArrayList<>();
  private Optional<Duration> closingGrace = Optional.empty();

  private record Watched(KillPolicy killing, Future<?> timeout) {}

  /**
   * @param over told the tag of each tree of which there is nothing left to kill, or to hope for
   */
  Leftovers(ProcessTable table, Killer killer, RunnerThreads threads, Consumer<Tag> over) {
    this.table = table;
    this.killer = killer;
    this.threads = threads;
    this.over = over;
  }

  /**
   * The tree's own process has ended, its timeout has not run out.
   *
   * @param timeout what will call {@link #kill}; cancelled if there is nothing to kill
   */
  synchronized void watch(ProcessTree tree, KillPolicy killing, Future<?> timeout) {
    if (closingGrace.isPresent()) {
      kill(tree, new KillPolicy(closingGrace.get(), killing.bound()));
      return;
    }
    watched.put(tree, new Watched(killing, timeout));
    check(List.of(tree), CHECK_AFTER);
  }

  /** Together with those for whom a check is due already, if there are any. */
  private synchronized void check(List<ProcessTree> trees, Duration after) {
    boolean due = !unchecked.isEmpty();
    trees.stream().filter(watched::containsKey).forEach(unchecked::add);
    if (!due && !unchecked.isEmpty()) {
      // Reading the process table is not for the clock's thread.
      threads.after(after, () -> threads.executeSurely(this::check));
    }
  }

  /**
   * Kills what is left of a tree. Nobody waits for that, so only an operator is told of trouble.
   */
  synchronized void kill(ProcessTree tree, KillPolicy killing) {
    watched.remove(tree);
    Kill kill = new Kill(tree, killing, () -> false);
    kill.survivors()
        .thenAccept(
            survivors -> {
              over.accept(tree.tag());
              report(survivors);
            });
    killer.begin(kill);
  }

  /** Kills what is left of every tree, and of those that are yet to come. */
  synchronized void killAll(Duration grace) {
    closingGrace = Optional.of(grace);
    Map.copyOf(watched)
        .forEach((tree, of) -> kill(tree, new KillPolicy(grace, of.killing().bound())));
  }

  private void check() {
    long began = System.nanoTime();
    List<ProcessTree> unknown = takeUnchecked();
    try {
      if (forgetTheEmpty(unknown)) {
        return;
      }
    } catch (RuntimeException | Error e) {
      LOG.log(Level.ERROR, "looking for what commands left behind failed, and is tried again", e);
    }
    check(unknown, pauseAfter(System.nanoTime() - began));
  }

  /** Says whether that could be told from what was seen. */
  private boolean forgetTheEmpty(List<ProcessTree> candidates) {
    boolean complete = true;
    long oldest = candidates.stream().mapToLong(t -> t.own().start()).min().orElse(0);
    // Twice, as for a kill: what forks meanwhile may be missing from one look.
    for (int look = 0; look < 2; look++) {
      Snapshot now = Snapshot.take(table, oldest);
      complete &= now.isComplete();
      candidates.removeIf(tree -> !tree.members(now).isEmpty());
    }
    if (complete) {
      candidates.forEach(this::forget);
    }
    return complete;
  }

  private static Duration pauseAfter(long looked) {
    Duration proportional = Duration.ofNanos(PAUSE_PER_LOOK * looked);
    return proportional.compareTo(CHECK_AFTER) > 0 ? proportional : CHECK_AFTER;
  }

  private synchronized List<ProcessTree> takeUnchecked() {
    List<ProcessTree> taken = unchecked;
    unchecked = new ArrayList<>();
    return taken;
  }

  private synchronized void forget(ProcessTree tree) {
    Optional.ofNullable(watched.remove(tree))
        .ifPresent(
            of -> {
              of.timeout().cancel(false);
              over.accept(tree.tag());
            });
  }

  private static void report(List<String> survivors) {
    if (!survivors.isEmpty()) {
      LOG.log(
          Level.WARNING,
          "what a command left behind was still there at its timeout, and cannot be killed: {0}",
          survivors);
    }
  }
}
