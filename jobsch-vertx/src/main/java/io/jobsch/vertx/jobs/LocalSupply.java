package io.jobsch.vertx.jobs;

import io.jobsch.local.InProcessTransport;
import io.jobsch.local.LocalCrew;
import io.jobsch.local.LocalThreads;
import io.jobsch.local.LocalWorker;
import io.jobsch.process.KillPolicy;
import io.jobsch.process.PlainProcessRunner;
import io.jobsch.process.ProcessRunner;
import io.jobsch.runtime.SystemTimers;
import io.jobsch.spi.WorkerTransport;
import io.jobsch.workers.WorkerId;
import java.nio.file.Path;
import java.util.Optional;

/** A number of workers in the scheduler's own process, called {@code w1}, {@code w2} and so on. */
public final class LocalSupply implements WorkerSupply {
  private final int number;
  private final Path directory;
  private final LocalThreads threads = new LocalThreads();
  private final SystemTimers timers = new SystemTimers();
  private final ProcessRunner runner = new PlainProcessRunner();
  private final InProcessTransport transport = new InProcessTransport();
  private final LocalCrew crew =
      new LocalCrew(LocalCrew.SECRETS, KillPolicy.DEFAULT, transport, runner, timers, threads);

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

  @Override
  public WorkerTransport transport() {
    return transport;
  }

  @Override
  public void start() {
    for (int i = 1; i <= number; i++) {
      crew.join(LocalWorker.named("w" + i), directory);
    }
  }

  @Override
  public Optional<Contact> contact(WorkerId worker) {
    return Optional.of(new Contact("in the scheduler's process", Version.TEXT, Optional.empty()));
  }

  @Override
  public void close() {
    crew.close();
    runner.close();
    timers.close();
    threads.close();
  }
}
