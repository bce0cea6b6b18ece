package io.jobsch.local;

import io.jobsch.JobHandle;
import io.jobsch.JobListener;
import io.jobsch.process.KillPolicy;
import io.jobsch.spec.SpecLimits;
import io.jobsch.workers.RolePattern;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Settings of a {@link LocalScheduler}; what is not set has its usual value. To be used by one
 * thread.
 */
public final class LocalSchedulerBuilder {
  private Path directory = Path.of("");
  private OptionalInt number = OptionalInt.empty();
  private final List<LocalWorker> workers = new ArrayList<>();
  private final List<RolePattern> patterns = new ArrayList<>();
  private final Set<String> secrets = new HashSet<>(LocalCrew.SECRETS);
  private KillPolicy killing = KillPolicy.DEFAULT;
  private long outputLimit = SpoolingOutputStore.DEFAULT_LIMIT;
  private Optional<Duration> reserveAfter = Optional.empty();
  private SpecLimits limits = SpecLimits.DEFAULT;
  private Optional<JobListener> listener = Optional.empty();
  private Consumer<JobHandle> onSubmit = job -> {};
  private Consumer<LocalScheduler> onStart = scheduler -> {};

  LocalSchedulerBuilder() {}

  /**
   * So many workers, called {@code w1}, {@code w2} and so on; unless told, as many as the largest
   * job so far has roles.
   *
   * @throws IllegalArgumentException if it is less than 1
   */
  public LocalSchedulerBuilder workers(int exactly) {
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
  public LocalSchedulerBuilder worker(LocalWorker worker) {
    if (workers.stream().anyMatch(it -> it.id().equals(worker.id()))) {
      throw new IllegalArgumentException("worker: there is already one called " + worker.id());
    }
    workers.add(worker);
    return this;
  }

  /** The directory in which the workers run commands; unless told, the current one. */
  public LocalSchedulerBuilder directory(Path workingDirectory) {
    directory = workingDirectory;
    return this;
  }

  /**
   * The workers suit roles of these patterns only ({@code server*}); may be called again for more.
   */
  public LocalSchedulerBuilder suits(String pattern) {
    patterns.add(new RolePattern(pattern));
    return this;
  }

  /** How long a command has from TERM to KILL; unless told, 10 s. */
  public LocalSchedulerBuilder killGrace(Duration grace) {
    killing = new KillPolicy(grace, killing.bound());
    return this;
  }

  /** How many bytes are kept of each stream of a command; unless told, 10 MiB. */
  public LocalSchedulerBuilder outputLimit(long bytes) {
    outputLimit = bytes;
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
  public LocalSchedulerBuilder reserveAfter(Duration waited) {
    if (waited.isNegative()) {
      throw new IllegalArgumentException("reserve after: expected 0 or more, found " + waited);
    }
    reserveAfter = Optional.of(waited);
    return this;
  }

  /** How large a job may be; unless told, {@link SpecLimits#DEFAULT}. */
  public LocalSchedulerBuilder limits(SpecLimits largest) {
    limits = largest;
    return this;
  }

  /** A variable of this process that no command gets to see. */
  public LocalSchedulerBuilder secret(String variable) {
    secrets.add(variable);
    return this;
  }

  /** Is told everything from the first job on. */
  public LocalSchedulerBuilder listener(JobListener first) {
    listener = Optional.of(first);
    return this;
  }

  /**
   * Is given each job that is submitted, before {@code submit} returns; may be called again for
   * more.
   */
  public LocalSchedulerBuilder onSubmit(Consumer<JobHandle> each) {
    onSubmit = onSubmit.andThen(each);
    return this;
  }

  /**
   * Is given each scheduler that this starts, before {@code start} returns; as {@code onSubmit}.
   */
  public LocalSchedulerBuilder onStart(Consumer<? super LocalScheduler> each) {
    onStart = onStart.andThen(each);
    return this;
  }

  /**
   * Starts it.
   *
   * @throws IllegalArgumentException if a directory is not there, or workers were asked for in both
   *     ways
   */
  public LocalScheduler start() {
    if (number.isPresent() && !workers.isEmpty()) {
      throw new IllegalArgumentException(
          "workers: expected either a number of them or each by name, found both");
    }
    LocalScheduler scheduler = new LocalScheduler(settings());
    onStart.accept(scheduler);
    return scheduler;
  }

  LocalSettings settings() {
    return new LocalSettings(
        existing(directory),
        workers.stream().map(this::inPlace).toList(),
        number,
        List.copyOf(patterns),
        Set.copyOf(secrets),
        killing,
        outputLimit,
        reserveAfter,
        limits,
        listener,
        onSubmit);
  }

  private LocalWorker inPlace(LocalWorker worker) {
    return worker.in(existing(worker.directory().orElse(directory)));
  }

  private static Path existing(Path directory) {
    Path absolute = directory.toAbsolutePath().normalize();
    if (!Files.isDirectory(absolute)) {
      throw new IllegalArgumentException(
          "directory: expected one that exists for the workers to run in, found " + absolute);
    }
    return absolute;
  }
}
