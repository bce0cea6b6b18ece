package io.jobsch.local;

import io.jobsch.agent.AgentSettings;
import io.jobsch.agent.DirectorySuitability;
import io.jobsch.agent.PredicateSuitability;
import io.jobsch.agent.WorkerAgent;
import io.jobsch.agent.WorkerSuitability;
import io.jobsch.process.KillPolicy;
import io.jobsch.process.ProcessRunner;
import io.jobsch.spi.Timers;
import io.jobsch.workers.Incarnation;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;

/**
 * Workers of this process: they run their commands in its name, and are reached over an {@link
 * InProcessTransport}. Safe for use by any thread.
 */
public final class LocalCrew implements AutoCloseable {
  /** Variables that hold what no command may see, unless told otherwise. */
  public static final Set<String> SECRETS = Set.of("JOBSCH_TOKEN", "JOBSCH_WORKER_TOKEN");

  /** Workers live as long as their scheduler: there is no other life to tell them from. */
  private static final Incarnation ONLY = new Incarnation("1");

  private final Set<String> secrets;
  private final KillPolicy killing;
  private final InProcessTransport transport;
  private final ProcessRunner runner;
  private final Timers timers;
  private final Executor executor;
  private final List<WorkerAgent> agents = new ArrayList<>();

  /**
   * Nobody yet.
   *
   * @param secrets variables of this process that no command gets to see
   * @param killing how they kill
   * @param transport how they are reached
   * @param runner runs their commands; not closed with them
   * @param timers tell them the time
   * @param executor runs what takes time
   */
  public LocalCrew(
      Set<String> secrets,
      KillPolicy killing,
      InProcessTransport transport,
      ProcessRunner runner,
      Timers timers,
      Executor executor) {
    this.secrets = Set.copyOf(secrets);
    this.killing = killing;
    this.transport = transport;
    this.runner = runner;
    this.timers = timers;
    this.executor = executor;
  }

  /** How many there are. */
  public synchronized int size() {
    return agents.size();
  }

  /**
   * One more. The transport has to be open.
   *
   * @param directory where it runs commands, unless it has a directory of its own; absolute
   */
  public synchronized void join(LocalWorker worker, Path directory) {
    Path place = worker.directory().orElse(directory);
    AgentSettings settings =
        new AgentSettings(worker.id(), ONLY, place, environment(), killing, Optional.empty());
    WorkerAgent agent =
        new WorkerAgent(
            settings, runner, suitability(worker, place), timers, transport.upstream(), executor);
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
    secrets.forEach(shown::remove);
    return shown;
  }

  /** They take no more work, and kill what runs; the runner's close waits for that. */
  @Override
  public synchronized void close() {
    agents.forEach(WorkerAgent::close);
  }
}
