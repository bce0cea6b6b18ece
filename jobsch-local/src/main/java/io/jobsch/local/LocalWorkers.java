package io.jobsch.local;

import io.jobsch.agent.AgentSettings;
import io.jobsch.agent.DirectorySuitability;
import io.jobsch.agent.PredicateSuitability;
import io.jobsch.agent.WorkerAgent;
import io.jobsch.agent.WorkerSuitability;
import io.jobsch.process.ProcessRunner;
import io.jobsch.spi.Timers;
import io.jobsch.workers.Incarnation;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;

/** The workers of a local scheduler: they run their commands in this process's name. */
final class LocalWorkers {
  /** Workers live as long as their scheduler: there is no other life to tell them from. */
  private static final Incarnation ONLY = new Incarnation("1");

  private final LocalSettings settings;
  private final InProcessTransport transport;
  private final ProcessRunner runner;
  private final Timers timers;
  private final Executor executor;
  private final List<WorkerAgent> agents = new ArrayList<>();

  LocalWorkers(
      LocalSettings settings,
      InProcessTransport transport,
      ProcessRunner runner,
      Timers timers,
      Executor executor) {
    this.settings = settings;
    this.transport = transport;
    this.runner = runner;
    this.timers = timers;
    this.executor = executor;
  }

  /** Those that are there from the start. */
  synchronized void start() {
    settings.workers().forEach(this::join);
    settings.number().ifPresent(this::grow);
  }

  /** A job needs so many workers. */
  synchronized void provide(int needed) {
    if (settings.isElastic()) {
      grow(needed);
    }
  }

  private void grow(int number) {
    while (agents.size() < number) {
      join(settings.usual(agents.size() + 1));
    }
  }

  private void join(LocalWorker worker) {
    Path directory = worker.directory().orElse(settings.directory());
    AgentSettings agentSettings =
        new AgentSettings(
            worker.id(), ONLY, directory, environment(), settings.killing(), Optional.empty());
    WorkerAgent agent =
        new WorkerAgent(
            agentSettings,
            runner,
            suitability(worker, directory),
            timers,
            transport.upstream(),
            executor);
    agents.add(agent);
    transport.add(worker.id(), agent);
    agent.join();
  }

  private static WorkerSuitability suitability(LocalWorker worker, Path directory) {
    return worker
        .suitability()
        .<WorkerSuitability>map(it -> new PredicateSuitability(it, worker.patterns()))
        .orElseGet(() -> new DirectorySuitability(directory, worker.patterns()));
  }

  private Map<String, String> environment() {
    Map<String, String> shown = new LinkedHashMap<>(System.getenv());
    settings.secrets().forEach(shown::remove);
    return shown;
  }

  synchronized void close() {
    agents.forEach(WorkerAgent::close);
  }
}
