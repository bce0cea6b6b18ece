package io.jobsch.local.junit;

import io.jobsch.JobHandle;
import io.jobsch.Scheduler;
import io.jobsch.local.LocalScheduler;
import io.jobsch.local.LocalSchedulerBuilder;
import io.jobsch.local.manual.ManualScheduler;
import io.jobsch.local.manual.ManualSchedulerBuilder;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import org.opentest4j.TestAbortedException;

/** What one test was given. Used by one thread at a time. */
final class Kit {
  private static final Set<Class<?>> LENT =
      Set.of(
          ManualScheduler.class,
          ManualSchedulerBuilder.class,
          LocalScheduler.class,
          LocalSchedulerBuilder.class);

  private final List<JobHandle> jobs = new CopyOnWriteArrayList<>();
  private final Deque<Scheduler> started = new ConcurrentLinkedDeque<>();
  private final Map<Class<?>, Lent> lent = new HashMap<>();
  private Optional<TestDirectory> directory = Optional.empty();

  Kit() {
    ThreadsLeft.begin();
  }

  /** A scheduler or a builder, and how many workers it was asked to have. */
  private record Lent(Object what, int workers) {
    Object askedFor(int wanted) {
      if (wanted != workers && wanted != 0) {
        throw new IllegalArgumentException(
            "workers: expected the same wherever a test is given its scheduler, found "
                + workers
                + " and "
                + wanted);
      }
      return what;
    }
  }

  /** Whether a test can have something of that type. */
  static boolean has(Class<?> type) {
    return type == Path.class || LENT.contains(type);
  }

  /** Whether it is of jobsch's, so that it is clear who is asked for it. */
  static boolean isOurs(Class<?> type) {
    return LENT.contains(type);
  }

  Object give(Class<?> type, int workers) {
    return type == Path.class
        ? directory()
        : lent.computeIfAbsent(type, any -> new Lent(make(type, workers), workers))
            .askedFor(workers);
  }

  private Object make(Class<?> type, int workers) {
    if (type == ManualScheduler.class) {
      return manual(workers).start();
    }
    if (type == ManualSchedulerBuilder.class) {
      return manual(workers);
    }
    return type == LocalScheduler.class ? local(workers).start() : local(workers);
  }

  private ManualSchedulerBuilder manual(int workers) {
    ManualSchedulerBuilder builder =
        ManualScheduler.builder().onSubmit(jobs::add).onStart(started::push);
    return workers == 0 ? builder : builder.workers(workers);
  }

  private LocalSchedulerBuilder local(int workers) {
    LocalSchedulerBuilder builder =
        LocalScheduler.builder().directory(directory()).onSubmit(jobs::add).onStart(started::push);
    return workers == 0 ? builder : builder.workers(workers);
  }

  private Path directory() {
    if (directory.isEmpty()) {
      directory = Optional.of(TestDirectory.create());
    }
    return directory.get().path();
  }

  /**
   * Takes everything back.
   *
   * @param test what to call it
   * @param failure how it failed, if it did
   * @throws AssertionError if something was left behind
   */
  void close(String test, Optional<Throwable> failure, PrintStream report) {
    ShownJobs shown = ShownJobs.of(jobs);
    List<String> left = unfinished();
    started.forEach(it -> close(it).ifPresent(left::add));
    left.addAll(ProcessesLeft.kill(jobs.stream().map(JobHandle::id).collect(Collectors.toSet())));
    directory.flatMap(TestDirectory::delete).ifPresent(left::add);
    left.addAll(ThreadsLeft.end());
    report(test, failure, left, shown, report);
  }

  /** A few of many, as they are shown. */
  private List<String> unfinished() {
    List<JobHandle> all = jobs.stream().filter(job -> !job.result().isDone()).toList();
    List<String> left = new ArrayList<>();
    for (JobHandle job : all.subList(0, Math.min(all.size(), ShownJobs.MOST))) {
      left.add("job " + job.id() + ", which was not over" + Standing.whyItWaits(job));
    }
    if (all.size() > left.size()) {
      left.add("and " + (all.size() - left.size()) + " more jobs, which were not over");
    }
    return left;
  }

  /** The others are closed all the same. */
  private static Optional<String> close(Scheduler scheduler) {
    try {
      scheduler.close();
      return Optional.empty();
    } catch (RuntimeException e) {
      return Optional.of("a scheduler, which cannot be closed: " + e);
    }
  }

  private static void report(
      String test,
      Optional<Throwable> failure,
      List<String> left,
      ShownJobs shown,
      PrintStream report) {
    boolean failed = failure.filter(it -> !(it instanceof TestAbortedException)).isPresent();
    if (!shown.text().isEmpty() && (failed || !left.isEmpty())) {
      report.print("The jobs of " + test + ":\n" + shown);
    }
    if (!left.isEmpty()) {
      throw new AssertionError(test + " left behind:\n  " + String.join("\n  ", left));
    }
  }
}
