package io.jobsch.local.manual;

import io.jobsch.agent.AgentSettings;
import io.jobsch.agent.WorkerAgent;
import io.jobsch.local.InProcessTransport;
import io.jobsch.runtime.VirtualTimers;
import io.jobsch.workers.Incarnation;
import io.jobsch.workers.WorkerId;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The scripted workers of a scheduler: each the worker of production over a runner that runs
 * scripts. May be called by any thread; what happens to a worker happens in turns.
 */
final class Crew {
  /** A path that exists wherever a test runs; nothing is looked for there. */
  private static final Path NOWHERE = Path.of("/");

  private static final long FIRST_PID = 1001;

  private final ManualSettings settings;
  private final Playbook playbook;
  private final InProcessTransport transport;
  private final VirtualTimers timers;
  private final Turns turns;
  private final AtomicLong pids = new AtomicLong(FIRST_PID);
  private final AtomicInteger provided = new AtomicInteger();
  private final Map<WorkerId, ManualWorker> known = new ConcurrentHashMap<>();
  private final Map<WorkerId, Life> lives = new ConcurrentHashMap<>();
  private final Map<WorkerId, Integer> livesBegun = new ConcurrentHashMap<>();

  Crew(
      ManualSettings settings,
      Playbook playbook,
      InProcessTransport transport,
      VirtualTimers timers,
      Turns turns) {
    this.settings = settings;
    this.playbook = playbook;
    this.transport = transport;
    this.timers = timers;
    this.turns = turns;
  }

  /** A worker from when it joins until it vanishes. */
  private record Life(
      Incarnation incarnation, WorkerAgent agent, ScriptedRunner runner, Wire wire) {}

  /** Those that are there from the start. */
  void start() {
    settings.workers().forEach(this::add);
    settings.number().ifPresent(this::grow);
  }

  /** A job needs so many workers. */
  void provide(int needed) {
    if (settings.isElastic()) {
      grow(needed);
    }
  }

  private void grow(int number) {
    for (int count = provided.get(); count < number; count = provided.get()) {
      if (provided.compareAndSet(count, count + 1)) {
        add(ManualWorker.named("w" + (count + 1)));
      }
    }
  }

  void add(ManualWorker worker) {
    if (known.putIfAbsent(worker.id(), worker) != null) {
      throw new IllegalArgumentException("worker: there is already one called " + worker.id());
    }
    turns.execute(() -> in(worker.presence().joinsAfter(), () -> begin(worker)));
  }

  void vanish(WorkerId id) {
    Life life = Optional.ofNullable(lives.get(id)).orElseThrow(() -> unexpected(id, "is there"));
    turns.execute(() -> end(id, life));
  }

  void comeBack(WorkerId id) {
    ManualWorker worker =
        Optional.ofNullable(known.get(id))
            .filter(it -> livesBegun.containsKey(id) && !lives.containsKey(id))
            .orElseThrow(() -> unexpected(id, "has vanished"));
    turns.execute(() -> begin(worker.toStay()));
  }

  private IllegalArgumentException unexpected(WorkerId id, String expected) {
    String found =
        lives.containsKey(id) ? "is there" : known.containsKey(id) ? "is not there" : "is unknown";
    return new IllegalArgumentException(
        "worker " + id + ": expected one that " + expected + ", found that it " + found);
  }

  private void begin(ManualWorker worker) {
    if (lives.containsKey(worker.id())) {
      return;
    }
    int number = livesBegun.merge(worker.id(), 1, Integer::sum);
    Life life = life(worker, new Incarnation(Integer.toString(number)));
    lives.put(worker.id(), life);
    transport.add(worker.id(), life.agent());
    life.agent().join();
    Presence presence = worker.presence();
    presence
        .vanishesAfter()
        .ifPresent(
            time ->
                in(
                    time,
                    () -> {
                      end(worker.id(), life);
                      presence
                          .comesBackAfter()
                          .ifPresent(later -> in(later, () -> begin(worker.toStay())));
                    }));
  }

  private Life life(ManualWorker worker, Incarnation incarnation) {
    ScriptedRunner runner = new ScriptedRunner(playbook, timers, pids::getAndIncrement);
    ManualSuitability suitability = worker.suitability();
    Wire wire = new Wire(transport.upstream(), timers, suitability.answersAfter());
    AgentSettings agentSettings =
        new AgentSettings(
            worker.id(), incarnation, NOWHERE, Map.of(), settings.killing(), Optional.empty());
    WorkerAgent agent =
        new WorkerAgent(agentSettings, runner, suitability.ofWorker(), timers, wire, turns);
    return new Life(incarnation, agent, runner, wire);
  }

  private void end(WorkerId id, Life life) {
    if (lives.remove(id, life)) {
      transport.remove(id);
      life.wire().cut();
      life.runner().vanish();
      in(
          settings.lossNoticedAfter(),
          () -> transport.lost(id, life.incarnation(), id + " has vanished"));
    }
  }

  private void in(Duration delay, Runnable what) {
    if (delay.isZero()) {
      what.run();
    } else {
      timers.in(delay, what);
    }
  }
}
