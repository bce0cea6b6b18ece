package io.jobsch.vertx.worker;

import io.jobsch.agent.AgentSettings;
import io.jobsch.agent.DirectorySuitability;
import io.jobsch.agent.PredicateSuitability;
import io.jobsch.agent.Upstream;
import io.jobsch.agent.WorkerAgent;
import io.jobsch.agent.WorkerSuitability;
import io.jobsch.local.LocalThreads;
import io.jobsch.process.ProcessRunner;
import io.jobsch.process.ProcessRunners;
import io.jobsch.runtime.SystemTimers;
import io.jobsch.spi.Timers;
import io.jobsch.vertx.wire.Terms;
import io.jobsch.workers.Incarnation;
import io.jobsch.workers.WorkerId;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** What the workers of one process share: how they run commands, threads, the time. */
final class Workshop implements AutoCloseable {
  private final WorkerOptions options;
  private final LocalThreads threads = new LocalThreads();
  private final SystemTimers timers = new SystemTimers();
  private final ProcessRunner runner = ProcessRunners.ofThisSystem();

  Workshop(WorkerOptions options) {
    this.options = options;
  }

  Timers timers() {
    return timers;
  }

  WorkerAgent agent(WorkerId id, Incarnation incarnation, Upstream upstream) {
    AgentSettings settings =
        new AgentSettings(
            id,
            incarnation,
            options.directory(),
            environment(),
            options.killing(),
            Optional.of(Terms.DEFAULT.lease()));
    return new WorkerAgent(settings, runner, suitability(), timers, upstream, threads);
  }

  private WorkerSuitability suitability() {
    return options
        .suitability()
        .<WorkerSuitability>map(it -> new PredicateSuitability(it, options.patterns()))
        .orElseGet(() -> new DirectorySuitability(options.directory(), options.patterns()));
  }

  private Map<String, String> environment() {
    Map<String, String> shown = new LinkedHashMap<>(System.getenv());
    options.secrets().forEach(shown::remove);
    return shown;
  }

  /** Kills what is left, and gives everything back; blocks until that is done. */
  @Override
  public void close() {
    runner.close();
    timers.close();
    threads.close();
  }
}
