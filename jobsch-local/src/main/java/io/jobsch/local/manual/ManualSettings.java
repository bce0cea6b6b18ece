package io.jobsch.local.manual;

import io.jobsch.JobHandle;
import io.jobsch.JobListener;
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
    SpecLimits limits,
    Optional<JobListener> listener,
    Consumer<JobHandle> onSubmit) {
  /** Whether there are as many workers as the largest job so far has roles. */
  boolean isElastic() {
    return workers.isEmpty() && number.isEmpty();
  }
}
