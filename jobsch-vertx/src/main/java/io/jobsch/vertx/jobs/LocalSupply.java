package io.jobsch.vertx.jobs;

import io.jobsch.local.InProcessTransport;
import io.jobsch.local.LocalCrew;
import io.jobsch.local.LocalThreads;
import io.jobsch.local.LocalWorker;
import io.jobsch.process.KillPolicy;
import io.jobsch.process.ProcessRunner;
import io.jobsch.process.ProcessRunners;
import io.jobsch.runtime.SystemTimers;
import io.jobsch.spi.WorkerTransport;
import io.jobsch.workers.WorkerId;
import java.nio.file.Path;
import java.util.Optional;

/** A number of workers in the scheduler's own process, called {@code w1}, {@code w2} and so on. */
public final class LocalSupply implements WorkerSupply {
  private final int number;
  private final Path directory;
  private final InProcessTransport transport = new InProcessTransport();
  private Optional<Running> running = Optional.empty();

  /**
   * So many workers.
   *
   * @param number how many, 0 or more
   * @param directory where they run their commands
   */
  public LocalSupply(int number, Path directory) {
    this.number = number;
    this.directory = directory.toAbsolutePath().normalize();
  }

  /** What it takes to have workers; where there are none, nothing of it is started. */
  private static final class Running {
    private final LocalThreads threads = new LocalThreads();
    private final SystemTimers timers = new SystemTimers();
    private final ProcessRunner runner = ProcessRunners.ofThisSystem();
    private final LocalCrew crew;

    Running(InProcessTransport transport) {
      crew =
          new LocalCrew(LocalCrew.SECRETS, KillPolicy.DEFAULT, transport, runner, timers, threads);
    }

    void close() {
      crew.close();
      runner.close();
      timers.close();
      threads.close();
    }
  }

  @Override
  public WorkerTransport transport() {
    return transport;
  }

  @Override
  public synchronized void start() {
    if (number > 0) {
      Running started = new Running(transport);
      running = Optional.of(started);
      for (int i = 1; i <= number; i++) {
        started.crew.join(LocalWorker.named("w" + i), directory);
      }
    }
  }

  @Override
  public Optional<Contact> contact(WorkerId worker) {
    return Optional.of(new Contact("in the scheduler's process", Version.TEXT, Optional.empty()));
  }

  @Override
  public synchronized void close() {
    running.ifPresent(Running::close);
    running = Optional.empty();
  }
}
