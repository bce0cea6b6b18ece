package io.jobsch.local.junit;

import io.jobsch.JobHandle;
import io.jobsch.local.LocalScheduler;
import io.jobsch.local.LocalSchedulerBuilder;
import io.jobsch.local.manual.ManualScheduler;
import io.jobsch.local.manual.ManualSchedulerBuilder;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import org.opentest4j.TestAbortedException;

/** What one test was given. Used by one thread at a time. */
final class Kit {
  private final List<JobHandle> jobs = new CopyOnWriteArrayList<>();
  private Optional<Lent<ManualScheduler>> manual = Optional.empty();
  private Optional<Lent<LocalScheduler>> local = Optional.empty();
  private Optional<TestDirectory> directory = Optional.empty();

  Kit() {
    ThreadsLeft.begin();
  }

  /** A scheduler, and how many workers it was asked to have. */
  private record Lent<T>(T scheduler, int workers) {
    T askedFor(int wanted) {
      if (wanted != workers && wanted != 0) {
        throw new IllegalArgumentException(
            "workers: expected the same wherever a test is given its scheduler, found "
                + workers
                + " and "
                + wanted);
      }
      return scheduler;
    }
  }

  Object give(Class<?> type, int workers) {
    if (type == Path.class) {
      return directory();
    }
    return type == ManualScheduler.class ? manual(workers) : local(workers);
  }

  private ManualScheduler manual(int workers) {
    if (manual.isEmpty()) {
      ManualSchedulerBuilder builder = ManualScheduler.builder().onSubmit(jobs::add);
      manual = Optional.of(new Lent<>(start(builder, workers), workers));
    }
    return manual.get().askedFor(workers);
  }

  private static ManualScheduler start(ManualSchedulerBuilder builder, int workers) {
    return workers == 0 ? builder.start() : builder.workers(workers).start();
  }

  private LocalScheduler local(int workers) {
    if (local.isEmpty()) {
      LocalSchedulerBuilder builder =
          LocalScheduler.builder().directory(directory()).onSubmit(jobs::add);
      local = Optional.of(new Lent<>(start(builder, workers), workers));
    }
    return local.get().askedFor(workers);
  }

  private static LocalScheduler start(LocalSchedulerBuilder builder, int workers) {
    return workers == 0 ? builder.start() : builder.workers(workers).start();
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
    List<String> left = new ArrayList<>();
    List<String> shown = new ArrayList<>();
    for (JobHandle job : jobs) {
      shown.add(Standing.of(job));
      if (!job.result().isDone()) {
        left.add("job " + job.id() + ", which was not over" + Standing.whyItWaits(job));
      }
    }
    try {
      manual.ifPresent(it -> it.scheduler().close());
    } finally {
      local.ifPresent(it -> it.scheduler().close());
      left.addAll(ProcessesLeft.kill(jobs.stream().map(JobHandle::id).collect(Collectors.toSet())));
      directory.flatMap(TestDirectory::delete).ifPresent(left::add);
      left.addAll(ThreadsLeft.end());
    }
    report(test, failure, left, shown, report);
  }

  private static void report(
      String test,
      Optional<Throwable> failure,
      List<String> left,
      List<String> shown,
      PrintStream report) {
    boolean failed = failure.filter(it -> !(it instanceof TestAbortedException)).isPresent();
    if (!shown.isEmpty() && (failed || !left.isEmpty())) {
      report.print("The jobs of " + test + ":\n" + String.join("", shown));
    }
    if (!left.isEmpty()) {
      throw new AssertionError(test + " left behind:\n  " + String.join("\n  ", left));
    }
  }
}
