package io.jobsch.engine;

import io.jobsch.Chance;
import io.jobsch.plan.AttemptId;
import io.jobsch.plan.JobId;
import io.jobsch.plan.Planner;
import io.jobsch.spec.JobSpec;
import io.jobsch.spec.Jobs;
import io.jobsch.workers.Ending;
import io.jobsch.workers.ExitStatus;
import io.jobsch.workers.Incarnation;
import io.jobsch.workers.News;
import io.jobsch.workers.Order;
import io.jobsch.workers.RolePattern;
import io.jobsch.workers.Suitability;
import io.jobsch.workers.WorkerId;
import io.jobsch.workers.Written;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * A world in which nothing goes wrong, but workers are few and jobs are many, so that nearly all of
 * them wait, and who starts when is a question at every step. All from one seed. No command takes
 * longer than its timeout; so who waits in front and was told a time by which it can start, starts
 * by then, unless workers come or go, or somebody more urgent comes.
 */
final class CrowdedPool {
  private static final List<String> ROLES = List.of("a", "b", "c", "d");
  private static final EngineSettings NO_KILLS =
      EngineSettings.DEFAULT.withKillAllowance(Duration.ZERO);

  private final Random random;
  private final WatchedEngine engine;
  private final SortedMap<WorkerId, Suitability> workers = new TreeMap<>();
  private final SortedMap<Long, List<News>> ends = new TreeMap<>();
  private final SortedMap<JobId, Long> promised = new TreeMap<>();
  private Now now = new Now(0, Instant.parse("2026-01-01T00:00:00Z"));
  private long jobs;
  private long lives;

  CrowdedPool(long seed, Walked walked) {
    this.random = Chance.of(seed);
    EngineSettings settings =
        random.nextInt(4) == 0
            ? NO_KILLS.withReserveAfter(Optional.of(Duration.ofSeconds(random.nextInt(30))))
            : NO_KILLS;
    this.engine = new WatchedEngine(settings, walked);
  }

  void run(int happenings) {
    int size = 2 + random.nextInt(4);
    for (int i = 0; i < size; i++) {
      join(new WorkerId("w" + i));
    }
    for (int i = 0; i < happenings; i++) {
      int lot = random.nextInt(20);
      if (lot < 9 && InOrder.of(engine.state().queue()).size() < 7) {
        submit();
      } else if (lot < 18) {
        pass();
      } else if (lot == 18) {
        lose();
      } else if (workers.size() < 6) {
        join(new WorkerId("w" + random.nextInt(6)));
      }
    }
    while (!ends.isEmpty()) {
      pass();
    }
    for (QueuedJob job : InOrder.of(engine.state().queue())) {
      Check.that(
          engine.engine().waiting(job.id()).orElseThrow().hopeless(),
          "%s waits, and nothing runs",
          job.id());
    }
  }

  private void submit() {
    List<JobSpec> parts = new ArrayList<>();
    boolean bounded = random.nextInt(4) > 0;
    int width = 1 + random.nextInt(random.nextInt(3) == 0 ? 4 : 2);
    for (int i = 0; i < width; i++) {
      JobSpec part = Jobs.sh("true").role(ROLES.get(random.nextInt(ROLES.size())));
      parts.add(bounded ? part.timeout(Duration.ofSeconds(1 + random.nextInt(20))) : part);
    }
    JobSpec job = random.nextInt(5) == 0 ? Jobs.sequence(parts) : Jobs.parallel(parts);
    boolean urgent = random.nextInt(12) == 0;
    jobs++;
    step(
        new Event.Submitted(
            new JobId(String.format("%032x", jobs)), Planner.plan(urgent ? job.priority(1) : job)));
    if (urgent) {
      promised.clear();
    }
  }

  private void join(WorkerId id) {
    if (workers.containsKey(id)) {
      return;
    }
    workers.put(id, suitability());
    promised.clear(); // a job further in front may have become possible
    lives++;
    step(
        new Event.WorkerSaid(
            new News.Joined(
                id, life(id), new News.Profile(workers.get(id), "none"), new TreeSet<>())));
  }

  private Suitability suitability() {
    return random.nextInt(3) == 0
        ? new Suitability.Everything()
        : new Suitability.Patterns(
            Stream.generate(() -> ROLES.get(random.nextInt(ROLES.size())))
                .limit(1 + random.nextInt(2))
                .map(RolePattern::new)
                .toList());
  }

  private void lose() {
    List<WorkerId> some = List.copyOf(workers.keySet());
    if (some.size() > 1) {
      WorkerId id = some.get(random.nextInt(some.size()));
      Incarnation life = life(id);
      workers.remove(id);
      ends.values().forEach(all -> all.removeIf(it -> it.worker().equals(id)));
      promised.clear();
      step(new Event.WorkerLost(id, life, "gone"));
    }
  }

  private Incarnation life(WorkerId id) {
    return engine
        .state()
        .pool()
        .find(id)
        .map(WorkerRun::incarnation)
        .orElseGet(() -> new Incarnation(id + "." + lives));
  }

  /** Up to the next end of a command; all that end then, end in one batch. */
  private void pass() {
    if (ends.isEmpty()) {
      return;
    }
    long then = Math.max(now.ticks(), ends.firstKey());
    now = new Now(then, now.at().plusNanos(then - now.ticks()));
    List<News> due = ends.remove(ends.firstKey());
    step(due.stream().map(Event.WorkerSaid::new).toArray(Event[]::new));
  }

  private void step(Event... events) {
    Step step = engine.step(now, List.of(events));
    for (Fact fact : step.facts()) {
      if (fact instanceof Fact.GangAllocated it) {
        Long latest = promised.remove(it.job());
        Check.that(
            latest == null || latest >= now.ticks(),
            "%s was to start by %s, and starts at %s",
            it.job(),
            latest,
            now.ticks());
      }
    }
    for (Effect effect : step.effects()) {
      if (effect instanceof Effect.Tell tell && tell.order() instanceof Order.Start it) {
        run(it);
      } else if (effect instanceof Effect.Tell tell && tell.order() instanceof Order.Stop it) {
        stop(it);
      }
    }
    new AllocationInvariants(engine.state(), now.ticks(), NO_KILLS)
        .promise()
        .ifPresent(it -> promised.merge(it.getKey(), it.getValue(), Math::min));
  }

  private void run(Order.Start order) {
    Duration longest = order.launch().timeout().orElse(Duration.ofSeconds(30));
    long takes = random.nextInt(3) == 0 ? longest.toNanos() : random.nextLong(longest.toNanos());
    ended(order.to().worker(), order.attempt(), now.ticks() + takes);
  }

  private void ended(WorkerId worker, AttemptId attempt, long ticks) {
    ends.computeIfAbsent(ticks, key -> new ArrayList<>())
        .add(
            new News.Ended(
                worker,
                life(worker),
                attempt,
                new Ending.Exited(new ExitStatus.Code(random.nextInt(8) == 0 ? 1 : 0)),
                new Written(0, 0)));
  }

  private void stop(Order.Stop order) {
    ends.values()
        .forEach(
            all ->
                all.removeIf(
                    it -> it instanceof News.Ended end && end.attempt().equals(order.attempt())));
    ends.values().removeIf(List::isEmpty);
    ended(order.to().worker(), order.attempt(), now.ticks());
  }
}
