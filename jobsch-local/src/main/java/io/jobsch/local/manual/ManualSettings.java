package io.jobsch.local.manual;

import io.jobsch.JobHandle;
import io.jobsch.JobListener;
import io.jobsch.engine.EngineSettings;
import io.jobsch.process.KillPolicy;
import io.jobsch.spec.SpecLimits;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;

/** What a {@link ManualSchedulerBuilder} has gathered. */
record ManualSettings(
    List<ManualWorker> workers,
    OptionalInt number,
    KillPolicy killing,
    Duration lossNoticedAfter,
    Instant startsAt,
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
}
