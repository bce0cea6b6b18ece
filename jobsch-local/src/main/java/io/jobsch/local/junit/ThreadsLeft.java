package io.jobsch.local.junit;

import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * The threads of jobsch's that tests leave behind. They do not say whose they are, so they are
 * counted from when the first test begins until the last of those that run together ends.
 */
final class ThreadsLeft {
  private static final String NAMES = "jobsch-";

  /** What closes its threads may do so a moment later. */
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(2);

  private static int tests;
  private static Set<Long> before = Set.of();

  private ThreadsLeft() {}

  /** A test begins. */
  static synchronized void begin() {
    if (tests == 0) {
      before = ours().stream().map(Thread::getId).collect(Collectors.toSet());
    }
    tests++;
  }

  /** A test ends; says what is left, where it is the last. */
  static synchronized List<String> end() {
    tests--;
    return tests > 0
        ? List.of()
        : ours().stream()
            .filter(thread -> !before.contains(thread.getId()))
            .filter(ThreadsLeft::stays)
            .map(thread -> "thread " + thread.getName())
            .sorted()
            .toList();
  }

  private static Set<Thread> ours() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith(NAMES))
        .collect(Collectors.toSet());
  }

  private static boolean stays(Thread thread) {
    try {
      TimeUnit.NANOSECONDS.timedJoin(thread, PATIENCE_NANOS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return thread.isAlive();
  }
}
