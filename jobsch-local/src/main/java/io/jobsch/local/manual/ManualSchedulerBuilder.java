package io.jobsch.local.manual;

import io.jobsch.JobHandle;
import io.jobsch.JobListener;
import io.jobsch.process.KillPolicy;
import io.jobsch.spec.SpecLimits;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;

/**
 * Settings of a {@link ManualScheduler}; what is not set has its usual value. To be used by one
 * thread.
 */
public final class ManualSchedulerBuilder {
  private final List<ManualWorker> workers = new ArrayList<>();
  private OptionalInt number = OptionalInt.empty();
  private KillPolicy killing = KillPolicy.DEFAULT;
  private Duration lossNoticedAfter = Duration.ZERO;
  private Instant startsAt = Instant.parse("2026-01-01T00:00:00Z");
  private Optional<Duration> reserveAfter = Optional.empty();
  private SpecLimits limits = SpecLimits.DEFAULT;
  private Optional<JobListener> listener = Optional.empty();
  private Consumer<JobHandle> onSubmit = job -> {};
  private Consumer<ManualScheduler> onStart = scheduler -> {};

  ManualSchedulerBuilder() {}

  /**
   * So many workers, called {@code w1}, {@code w2} and so on, that suit every role; unless told, as
   * many as the largest job so far has roles.
   *
   * @throws IllegalArgumentException if it is less than 1
   */
  public ManualSchedulerBuilder workers(int exactly) {
    if (exactly < 1) {
      throw new IllegalArgumentException("workers: expected 1 or more, found " + exactly);
    }
    number = OptionalInt.of(exactly);
    return this;
  }

  /**
   * A worker of its own kind; may be called again for more. Where there is one, there are no
   * others: it does not go with {@link #workers}.
   *
   * @throws IllegalArgumentException if there is one of that name already
   */
  public ManualSchedulerBuilder worker(ManualWorker worker) {
    if (workers.stream().anyMatch(it -> it.id().equals(worker.id()))) {
      throw new IllegalArgumentException("worker: there is already one called " + worker.id());
    }
    workers.add(worker);
    return this;
  }

  /** How long a command has from TERM to KILL; unless told, 10 s. */
  public ManualSchedulerBuilder killGrace(Duration grace) {
    killing = new KillPolicy(grace, killing.bound());
    return this;
  }

  /**
   * How long after a worker vanished the scheduler knows it: at once unless told; with workers on
   * other machines, their lease and the grace beyond.
   *
   * @param time 0 or more
   */
  public ManualSchedulerBuilder lossNoticedAfter(Duration time) {
    if (time.isNegative()) {
      throw new IllegalArgumentException("loss noticed after: expected 0 or more, found " + time);
    }
    lossNoticedAfter = time;
    return this;
  }

  /**
   * The time of day at which it starts, from 1970 to 2262; unless told, the beginning of 2026 in
   * UTC.
   */
  public ManualSchedulerBuilder startsAt(Instant time) {
    startsAt = time;
    return this;
  }

  /**
   * A job that has waited longer than this has workers reserved for it, also where it shares them
   * with one that is served before it: no job of the same or a lower priority that came later
   * delays it beyond its time. The hundred that have waited longest are looked at. Unless told,
   * only the first that waits has workers reserved, of those that share some: that keeps more
   * workers busy.
   *
   * @param waited 0 or more
   */
  public ManualSchedulerBuilder reserveAfter(Duration waited) {
    if (waited.isNegative()) {
      throw new IllegalArgumentException("reserve after: expected 0 or more, found " + waited);
    }
    reserveAfter = Optional.of(waited);
    return this;
  }

  /** How large a job may be; unless told, {@link SpecLimits#DEFAULT}. */
  public ManualSchedulerBuilder limits(SpecLimits largest) {
    limits = largest;
    return this;
  }

  /** Is told everything from the first job on. */
  public ManualSchedulerBuilder listener(JobListener first) {
    listener = Optional.of(first);
    return this;
  }

  /**
   * Is given each job that is submitted, before {@code submit} returns; may be called again for
   * more.
   */
  public ManualSchedulerBuilder onSubmit(Consumer<JobHandle> each) {
    onSubmit = onSubmit.andThen(each);
    return this;
  }

  /**
   * Is given each scheduler that this starts, before {@code start} returns; as {@code onSubmit}.
   */
  public ManualSchedulerBuilder onStart(Consumer<? super ManualScheduler> each) {
    onStart = onStart.andThen(each);
    return this;
  }

  /**
   * Starts it.
   *
   * @throws IllegalArgumentException if workers were asked for in both ways, or it is to start
   *     before 1970 or after 2262
   */
  public ManualScheduler start() {
    if (number.isPresent() && !workers.isEmpty()) {
      throw new IllegalArgumentException(
          "workers: expected either a number of them or each by name, found both");
    }
    ManualScheduler scheduler = new ManualScheduler(settings());
    onStart.accept(scheduler);
    return scheduler;
  }

  ManualSettings settings() {
    return new ManualSettings(
        List.copyOf(workers),
        number,
        killing,
        lossNoticedAfter,
        startsAt,
        reserveAfter,
        limits,
        listener,
        onSubmit);
  }
}
