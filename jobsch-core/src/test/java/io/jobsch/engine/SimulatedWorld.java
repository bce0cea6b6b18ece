package io.jobsch.engine;

import io.jobsch.Chance;
import io.jobsch.plan.AttemptId;
import io.jobsch.plan.JobId;
import io.jobsch.plan.JobPlan;
import io.jobsch.plan.PlanNode;
import io.jobsch.plan.Planner;
import io.jobsch.result.JobResult;
import io.jobsch.result.NodeResult;
import io.jobsch.result.NodeState;
import io.jobsch.result.Reason;
import io.jobsch.workers.News;
import io.jobsch.workers.Order;
import io.jobsch.workers.Urgency;
import io.jobsch.workers.WorkerId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * A world in which everything goes wrong that may go wrong, all from one seed: jobs come and are
 * cancelled, workers come, go, start anew, are cut off and come again; messages are late, repeated,
 * out of order, and lost where a connection was; the scheduler itself dies. Then the faults stop,
 * and everything that can run must come to its end.
 *
 * <p>What it takes for granted, as the engine does: messages are lost only where a connection is,
 * after which the worker joins again; a worker that is said to be lost runs nothing any more; the
 * first word of a life of a worker does not come after that of its next.
 */
final class SimulatedWorld {
  private static final int MOST_JOBS = 7;
  private static final int MOST_WORKERS = 4;
  private static final int REST = 4_000;

  private final Random random;
  private final WatchedEngine engine;
  private final RandomJobs jobs;
  private final Consumer<Object> trace;
  private final SortedMap<WorkerId, SimulatedWorker> workers = new TreeMap<>();
  private final Map<JobId, JobPlan> submitted = new LinkedHashMap<>();
  private final List<Event> news = new ArrayList<>();
  private final List<Order> orders = new ArrayList<>();
  private Now now = new Now(0, Instant.parse("2026-01-01T00:00:00Z"));
  private boolean faults = true;
  private long requests;

  SimulatedWorld(long seed, Walked walked, Consumer<Object> trace) {
    this.random = Chance.of(seed);
    this.engine = new WatchedEngine(settings(), walked);
    this.jobs = new RandomJobs(random);
    this.trace = trace;
  }

  private EngineSettings settings() {
    return random.nextInt(4) == 0
        ? EngineSettings.DEFAULT.withReserveAfter(
            Optional.of(Duration.ofSeconds(random.nextInt(60))))
        : EngineSettings.DEFAULT;
  }

  void run(int happenings) {
    for (int i = 0; i < happenings; i++) {
      something();
    }
    faults = false;
    settle();
    int widest =
        InOrder.of(engine.state().queue()).stream()
            .mapToInt(job -> job.plan().roles().size())
            .max()
            .orElse(0);
    for (int i = 0; i < widest; i++) {
      WorkerId id = new WorkerId("late" + i);
      join(SimulatedWorker.generalist(id, random, this::say));
    }
    settle();
    Check.that(
        InOrder.of(engine.state().queue()).isEmpty(),
        "jobs wait in vain: %s",
        StateDump.of(engine.state()));
  }

  // What happens.

  private void something() {
    int lot = random.nextInt(100);
    if (lot < 8) {
      submit();
    } else if (lot < 11) {
      cancel();
    } else if (lot < 16) {
      join();
    } else if (lot < 18) {
      some(SimulatedWorker::isConnected).ifPresent(this::cut);
    } else if (lot < 22) {
      some(worker -> !worker.isConnected()).ifPresent(SimulatedWorker::join);
    } else if (lot < 24) {
      some(worker -> !worker.isConnected()).ifPresent(this::declareLost);
    } else if (lot < 25) {
      some(worker -> true).ifPresent(this::restart);
    } else if (lot < 26) {
      some(SimulatedWorker::isConnected).ifPresent(SimulatedWorker::changeSuitability);
    } else if (lot < 27 && random.nextInt(3) == 0) {
      some(SimulatedWorker::isConnected).ifPresent(SimulatedWorker::leave);
    } else if (lot < 28 && random.nextInt(2) == 0) {
      schedulerDies();
    } else if (lot < 32) {
      pass(random.nextInt(2_000) * 1_000_000L);
    } else if (lot < 37) {
      passToNextTime();
    } else if (lot < 55) {
      some(worker -> !worker.running().isEmpty()).ifPresent(worker -> worker.endSome(false));
    } else if (lot < 77) {
      deliverOrder();
    } else {
      deliverNews(1 + (random.nextInt(3) == 0 ? random.nextInt(4) : 0));
    }
  }

  private Optional<SimulatedWorker> some(Predicate<SimulatedWorker> which) {
    List<SimulatedWorker> found = workers.values().stream().filter(which).toList();
    return found.isEmpty()
        ? Optional.empty()
        : Optional.of(found.get(random.nextInt(found.size())));
  }

  private void submit() {
    if (submitted.size() < MOST_JOBS) {
      JobId id = new JobId(String.format("%032x", submitted.size() + 1));
      submitted.put(id, Planner.plan(jobs.next()));
      news.add(new Event.Submitted(id, submitted.get(id)));
    }
  }

  private void cancel() {
    if (!submitted.isEmpty()) {
      JobId id = List.copyOf(submitted.keySet()).get(random.nextInt(submitted.size()));
      Urgency urgency = random.nextInt(3) == 0 ? Urgency.AT_ONCE : Urgency.GRACEFUL;
      news.add(new Event.CancelRequested(++requests, id, urgency, "on request"));
    }
  }

  private void join() {
    if (workers.size() < MOST_WORKERS) {
      WorkerId id = new WorkerId("w" + (workers.size() + 1));
      join(new SimulatedWorker(id, random, this::say));
    }
  }

  private void join(SimulatedWorker worker) {
    workers.put(worker.id(), worker);
    worker.join();
  }

  private void say(News said) {
    news.add(new Event.WorkerSaid(said));
  }

  /** The connection of a worker breaks; part of what was on its way is lost with it. */
  private void cut(SimulatedWorker worker) {
    worker.disconnect();
    news.removeIf(it -> isFrom(it, worker) && random.nextBoolean());
    orders.removeIf(it -> it.to().worker().equals(worker.id()) && random.nextBoolean());
  }

  private static boolean isFrom(Event event, SimulatedWorker worker) {
    return event instanceof Event.WorkerSaid said && said.news().worker().equals(worker.id());
  }

  private void declareLost(SimulatedWorker worker) {
    worker.leaseRunsOut();
    engine
        .state()
        .pool()
        .find(worker.id())
        .ifPresent(
            it ->
                news.add(new Event.WorkerLost(it.id(), it.incarnation(), it.id() + " is silent")));
  }

  private void restart(SimulatedWorker worker) {
    cut(worker);
    news.removeIf(
        it ->
            it instanceof Event.WorkerSaid said
                && said.news() instanceof News.Joined joined
                && joined.worker().equals(worker.id()));
    worker.restart();
    worker.join();
  }

  private void schedulerDies() {
    news.removeIf(it -> !(it instanceof Event.WorkerSaid) || random.nextBoolean());
    orders.removeIf(it -> random.nextBoolean());
    workers.values().stream().filter(SimulatedWorker::isConnected).forEach(this::cut);
    long down = Duration.ofSeconds(random.nextInt(20)).toNanos();
    long ticks =
        random.nextInt(4) == 0 ? random.nextInt(1_000_000) : now.ticks() + down; // set back
    now = new Now(ticks, now.at().plusNanos(down));
    carryOut(engine.recover(now));
  }

  private void pass(long nanos) {
    now = new Now(now.ticks() + nanos, now.at().plusNanos(nanos));
    workers.values().forEach(worker -> worker.watch(now.ticks()));
    news.addAll(engine.takeDue(now));
  }

  private void passToNextTime() {
    long next = engine.nextDeadline().orElse(Long.MAX_VALUE);
    for (SimulatedWorker worker : workers.values()) {
      next = Math.min(next, worker.nextTimeout().orElse(Long.MAX_VALUE));
    }
    if (next < Long.MAX_VALUE) {
      pass(Math.max(0, next - now.ticks()));
    }
  }

  private void deliverOrder() {
    if (!orders.isEmpty()) {
      int at = faults && random.nextInt(4) == 0 ? random.nextInt(orders.size()) : 0;
      boolean again = faults && random.nextInt(10) == 0;
      Order order = again ? orders.get(at) : orders.remove(at);
      SimulatedWorker worker = workers.get(order.to().worker());
      worker.accept(order, now.ticks(), order instanceof Order.Start it && isWanted(it));
    }
  }

  private boolean isWanted(Order.Start order) {
    return engine.state().running(order.attempt()).isPresent()
        && engine.state().jobOf(order.to().worker()).isPresent();
  }

  private void deliverNews(int most) {
    List<Event> batch = new ArrayList<>();
    for (int i = 0; i < most && !news.isEmpty(); i++) {
      int at = faults && random.nextInt(3) == 0 ? random.nextInt(news.size()) : 0;
      boolean again = faults && random.nextInt(12) == 0 && news.get(at) instanceof Event.WorkerSaid;
      Event event = again ? news.get(at) : news.remove(at);
      batch.add(event);
      if (event instanceof Event.Submitted && random.nextInt(10) == 0) {
        batch.add(event);
      }
    }
    trace.accept(now);
    trace.accept(batch);
    Step step = engine.step(now, batch);
    trace.accept(step);
    carryOut(step);
  }

  private void carryOut(Step step) {
    for (Effect effect : step.effects()) {
      if (effect instanceof Effect.Tell tell) {
        orders.add(tell.order());
      } else if (effect instanceof Effect.Report report) {
        checkTruth(report.result());
      }
    }
  }

  /** What is reported as ended has ended in the world, but for what is said to be there still. */
  private void checkTruth(JobResult result) {
    List<PlanNode> plan = submitted.get(result.id()).nodes();
    List<NodeResult> nodes = result.root().all().toList();
    for (PlanNode node : plan) {
      NodeResult told = nodes.get(node.index());
      boolean survives =
          told.reason().filter(it -> it.code() == Reason.Code.UNKILLABLE).isPresent()
              || told.state() == NodeState.LOST;
      AttemptId attempt = new AttemptId(result.id(), node.index(), 1);
      for (SimulatedWorker worker : workers.values()) {
        Check.that(survives || !worker.runs(attempt), "%s is %s, and runs", attempt, told.state());
      }
    }
  }

  // How it ends.

  private void settle() {
    for (int i = 0; i < REST; i++) {
      if (!calm()) {
        return;
      }
    }
    throw new AssertionError(
        "does not come to rest: " + StateDump.of(engine.state()) + "\nnews: " + news);
  }

  /** Whether there was anything to do. */
  private boolean calm() {
    if (!news.isEmpty()) {
      deliverNews(3);
    } else if (!orders.isEmpty()) {
      deliverOrder();
    } else if (some(worker -> !worker.isConnected()).isPresent()) {
      workers.values().stream()
          .filter(worker -> !worker.isConnected())
          .forEach(SimulatedWorker::join);
    } else if (some(SimulatedWorld::canEnd).isPresent()) {
      some(SimulatedWorld::canEnd).orElseThrow().endSome(true);
    } else if (!engine.state().running().isEmpty()) {
      passToNextTime();
    } else {
      return false;
    }
    return true;
  }

  private static boolean canEnd(SimulatedWorker worker) {
    return worker.running().stream().anyMatch(SimulatedWorker.Process::canEnd);
  }
}
