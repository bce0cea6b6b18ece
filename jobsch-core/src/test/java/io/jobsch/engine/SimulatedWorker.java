package io.jobsch.engine;

import io.jobsch.plan.AttemptId;
import io.jobsch.spec.RoleName;
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
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * A worker that keeps what workers promise, and fails in every other way: it starts an attempt once
 * in a life, says its end until that is acknowledged, and kills what it is told to, if it can. What
 * it says while it is not connected is lost.
 */
final class SimulatedWorker {
  private final WorkerId id;
  private final Random random;
  private final Consumer<News> network;
  private Suitability suitability;
  private boolean generalist;
  private int life = 1;
  private int suitabilityVersion;
  private int joins;
  private boolean connected;
  private final SortedMap<AttemptId, Process> held = new TreeMap<>();
  private final SortedSet<AttemptId> seen = new TreeSet<>();

  /** A command, for as long as its end has not been acknowledged. */
  static final class Process {
    final AttemptId attempt;
    final Optional<Long> diesAt;
    final boolean wanted;
    final boolean unkillable;
    final boolean mute;
    Optional<Ending.Cause> dying = Optional.empty();
    Optional<Ending> ending = Optional.empty();

    Process(
        AttemptId attempt,
        Optional<Long> diesAt,
        boolean wanted,
        boolean unkillable,
        boolean mute) {
      this.attempt = attempt;
      this.diesAt = diesAt;
      this.wanted = wanted;
      this.unkillable = unkillable;
      this.mute = mute;
    }

    /** Whether its worker will ever say that it has ended. */
    boolean canEnd() {
      return runs() && !(mute && dying.isPresent());
    }

    boolean runs() {
      return ending.isEmpty();
    }
  }

  SimulatedWorker(WorkerId id, Random random, Consumer<News> network) {
    this.id = id;
    this.random = random;
    this.network = network;
    this.suitability = someSuitability();
  }

  /** One that suits everything, for jobs that wait in vain. */
  static SimulatedWorker generalist(WorkerId id, Random random, Consumer<News> network) {
    SimulatedWorker worker = new SimulatedWorker(id, random, network);
    worker.suitability = new Suitability.Everything();
    worker.generalist = true;
    return worker;
  }

  private Suitability someSuitability() {
    return switch (random.nextInt(6)) {
      case 0, 1, 2 -> new Suitability.Everything();
      case 3 -> new Suitability.Patterns(List.of(new RolePattern("a"), new RolePattern("b*")));
      case 4 -> new Suitability.Patterns(List.of(new RolePattern("?")));
      default -> new Suitability.OnRequest();
    };
  }

  WorkerId id() {
    return id;
  }

  Incarnation incarnation() {
    return new Incarnation(id + "." + life);
  }

  boolean isConnected() {
    return connected;
  }

  List<Process> running() {
    return held.values().stream().filter(Process::runs).toList();
  }

  boolean runs(AttemptId attempt) {
    return Optional.ofNullable(held.get(attempt)).filter(Process::runs).isPresent();
  }

  void join() {
    connected = true;
    joins++;
    if (!generalist && random.nextInt(8) == 0) {
      suitability = someSuitability();
    }
    say(
        new News.Joined(
            id,
            incarnation(),
            new News.Profile(suitability, "simulated", drains()),
            new TreeSet<>(held.keySet())));
    held.values().forEach(this::sayEnd);
  }

  /** Draws no lot, so that seeds go on meaning what they meant. */
  private boolean drains() {
    return !generalist && (id + "." + joins).hashCode() % 5 == 0;
  }

  void disconnect() {
    connected = false;
  }

  /** It has not heard of its scheduler for too long: nothing that it ran runs any more. */
  void leaseRunsOut() {
    for (Process process : running()) {
      end(process, new Ending.Killed(Ending.Cause.LEASE, Optional.empty()));
    }
  }

  void restart() {
    held.clear();
    seen.clear();
    life++;
    connected = false;
  }

  void leave() {
    held.clear();
    say(new News.Left(id, incarnation()));
    restart();
  }

  void changeSuitability() {
    if (suitability instanceof Suitability.OnRequest) {
      suitabilityVersion++;
      say(new News.SuitabilityChanged(id, incarnation()));
    }
  }

  /**
   * Takes an order that has arrived.
   *
   * @param wanted whether the scheduler wants the attempt that is to start
   */
  void accept(Order order, long ticks, boolean wanted) {
    if (!connected || !order.to().incarnation().equals(incarnation())) {
      return;
    }
    if (order instanceof Order.Start it) {
      start(it, ticks, wanted);
    } else if (order instanceof Order.Stop it) {
      stop(it.attempt());
    } else if (order instanceof Order.Acknowledge it) {
      held.remove(it.attempt());
    } else if (order instanceof Order.AskSuitability it) {
      answer(it.roles());
    }
  }

  private void start(Order.Start order, long ticks, boolean wanted) {
    AttemptId attempt = order.attempt();
    if (!seen.add(attempt)) {
      Optional.ofNullable(held.get(attempt)).ifPresent(this::sayAgain);
      return;
    }
    Process process =
        new Process(
            attempt,
            order.launch().timeout().map(it -> ticks + it.toNanos()),
            wanted,
            random.nextInt(40) == 0,
            random.nextInt(60) == 0);
    Optional<Process> other =
        running().stream().filter(it -> !it.attempt.job().equals(attempt.job())).findFirst();
    other.ifPresent(
        it ->
            Check.that(
                !wanted || !it.wanted,
                "%s is to start %s, and still runs %s",
                id,
                attempt,
                it.attempt));
    held.put(attempt, process);
    if (other.isPresent() || random.nextInt(40) == 0) {
      end(process, notStarted(Ending.NotStarted.Kind.REFUSED));
    } else if (random.nextInt(20) == 0) {
      end(process, notStarted(Ending.NotStarted.Kind.values()[random.nextInt(3)]));
    } else if (random.nextInt(10) > 0) {
      sayAgain(process);
    }
  }

  private static Ending notStarted(Ending.NotStarted.Kind kind) {
    return new Ending.NotStarted(kind, "not started: " + kind);
  }

  private void stop(AttemptId attempt) {
    Process process = held.get(attempt);
    if (process != null) {
      if (process.runs()) {
        process.dying = process.dying.or(() -> Optional.of(Ending.Cause.ORDER));
      } else {
        sayEnd(process);
      }
      return;
    }
    Process never = new Process(attempt, Optional.empty(), false, false, false);
    if (seen.add(attempt)) {
      held.put(attempt, never);
    }
    end(never, new Ending.Killed(Ending.Cause.ORDER, Optional.empty()));
  }

  private void answer(SortedSet<RoleName> roles) {
    boolean able = random.nextInt(10) > 0;
    SortedMap<RoleName, Boolean> answers = new TreeMap<>();
    for (RoleName role : roles) {
      int lot = (id + role.value() + suitabilityVersion).hashCode();
      answers.put(role, able && lot % 3 != 0);
    }
    say(
        new News.Suits(
            id, incarnation(), answers, able ? Optional.empty() : Optional.of("cannot tell")));
  }

  /** Time has passed: timeouts run out. */
  void watch(long ticks) {
    for (Process process : running()) {
      if (process.diesAt.filter(it -> it <= ticks).isPresent() && process.dying.isEmpty()) {
        process.dying = Optional.of(Ending.Cause.TIMEOUT);
      }
    }
  }

  /** When the next timeout of a command runs out. */
  Optional<Long> nextTimeout() {
    return running().stream()
        .filter(it -> it.dying.isEmpty())
        .flatMap(it -> it.diesAt.stream())
        .min(Long::compare);
  }

  /** One of its commands ends: killed, if it is being killed, or by itself. */
  void endSome(boolean onlySuccess) {
    List<Process> candidates = running().stream().filter(Process::canEnd).toList();
    if (candidates.isEmpty()) {
      return;
    }
    Process process = candidates.get(random.nextInt(candidates.size()));
    boolean exits = process.dying.isEmpty() || random.nextInt(8) == 0;
    if (exits) {
      end(process, onlySuccess ? exited(0) : someEnd());
    } else if (process.unkillable) {
      end(process, new Ending.Unkillable(process.dying.get(), List.of("4711 D")));
    } else {
      end(process, new Ending.Killed(process.dying.get(), Optional.of(ExitStatus.Signal.TERM)));
    }
  }

  private Ending someEnd() {
    return switch (random.nextInt(12)) {
      case 0 -> exited(1 + random.nextInt(3));
      case 1 -> new Ending.Exited(ExitStatus.Signal.KILL);
      case 2 -> random.nextInt(4) == 0 ? new Ending.Lost("its runner died") : exited(0);
      default -> exited(0);
    };
  }

  private static Ending exited(int code) {
    return new Ending.Exited(new ExitStatus.Code(code));
  }

  private void end(Process process, Ending ending) {
    process.ending = Optional.of(ending);
    sayEnd(process);
  }

  private void sayAgain(Process process) {
    if (process.runs()) {
      say(new News.Started(id, incarnation(), process.attempt, 4711));
    } else {
      sayEnd(process);
    }
  }

  private void sayEnd(Process process) {
    process.ending.ifPresent(
        ending -> say(new News.Ended(id, incarnation(), process.attempt, ending, Written.NOTHING)));
  }

  private void say(News news) {
    if (connected) {
      network.accept(news);
    }
  }

  static Duration seconds(Random random, int most) {
    return Duration.ofSeconds(1L + random.nextInt(most));
  }
}
