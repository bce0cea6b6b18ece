package io.jobsch.local;

import io.jobsch.JobHandle;
import io.jobsch.JobListener;
import io.jobsch.engine.EngineSettings;
import io.jobsch.process.KillPolicy;
import io.jobsch.spec.SpecLimits;
import io.jobsch.workers.RolePattern;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Consumer;

/** What a {@link LocalSchedulerBuilder} has gathered. */
record LocalSettings(
    Path directory,
    List<LocalWorker> workers,
    OptionalInt number,
    List<RolePattern> patterns,
    Set<String> secrets,
    KillPolicy killing,
    long outputLimit,
    Optional<Duration> reserveAfter,
    SpecLimits limits,
    Optional<JobListener> listener,
    Consumer<JobHandle> onSubmit) {
  /** What its engine is told. */
  EngineSettings engine() {
    return EngineSettings.DEFAULT
        .withKillAllowance(killing.longest())
        .withReserveAfter(reserveAfter);
  }

  /** Whether there are as many workers as the largest job so far has roles. */
  boolean isElastic() {
    return workers.isEmpty() && number.isEmpty();
  }

  /** A worker of the usual kind. */
  LocalWorker usual(int counted) {
    LocalWorker worker = LocalWorker.named("w" + counted).in(directory);
    for (RolePattern pattern : patterns) {
      worker = worker.suits(pattern.glob());
    }
    return worker;
  }
}
