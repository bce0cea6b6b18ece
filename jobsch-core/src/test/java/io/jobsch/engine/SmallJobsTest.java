package io.jobsch.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.jobsch.plan.AttemptId;
import io.jobsch.plan.JobId;
import io.jobsch.plan.JobPlan;
import io.jobsch.plan.PlanNode;
import io.jobsch.plan.Planner;
import io.jobsch.result.JobResult;
import io.jobsch.result.JobState;
import io.jobsch.result.NodeResult;
import io.jobsch.result.NodeState;
import io.jobsch.spec.JobSpec;
import io.jobsch.spec.Jobs;
import io.jobsch.workers.Ending;
import io.jobsch.workers.ExitStatus;
import io.jobsch.workers.Incarnation;
import io.jobsch.workers.News;
import io.jobsch.workers.Order;
import io.jobsch.workers.Suitability;
import io.jobsch.workers.WorkerId;
import io.jobsch.workers.Written;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * All small jobs: every tree of up to three commands, every way to share roles among them, every
 * outcome of each, every order in which they can end, on one to three workers; against a few lines
 * that say what the states of the nodes must be.
 */
class SmallJobsTest {
  /** What becomes of a command when it is run. */
  private enum Fate {
    SUCCEEDS(NodeState.SUCCEEDED),
    FAILS(NodeState.FAILED),
    TIMES_OUT(NodeState.TIMED_OUT),
    CANNOT_START(NodeState.FAILED),
    IS_LOST(NodeState.LOST);

    final NodeState state;

    Fate(NodeState state) {
      this.state = state;
    }
  }

  /** How long the commands take: all sums of different ones differ, so that all orders occur. */
  private static final List<List<Integer>> DURATIONS =
      List.of(
          List.of(1, 2, 4),
          List.of(1, 4, 2),
          List.of(2, 1, 4),
          List.of(2, 4, 1),
          List.of(4, 1, 2),
          List.of(4, 2, 1));

  /** Which commands share a role, up to their names. */
  private static final List<List<String>> ROLES =
      List.of(
          List.of("a", "a", "a"),
          List.of("a", "a", "b"),
          List.of("a", "b", "a"),
          List.of("a", "b", "b"),
          List.of("a", "b", "c"));

  private record Case(JobPlan plan, List<Fate> fates, List<Integer> durations, int workers) {
    /** The commands are numbered in reading order. */
    int command(PlanNode node) {
      return (int)
          plan.nodes().stream()
              .limit(node.index())
              .filter(it -> it instanceof PlanNode.CommandNode)
              .count();
    }

    @Override
    public String toString() {
      return plan.spec() + " " + fates + " " + durations + " on " + workers + " workers";
    }
  }

  @Test
  void every_small_job_ends_as_its_tree_says() {
    int cases = 0;
    for (int commands = 1; commands <= 3; commands++) {
      for (List<String> roles : rolesOf(commands)) {
        for (JobSpec tree : trees(0, commands, roles)) {
          cases += everyOutcome(Planner.plan(tree), commands);
        }
      }
    }
    assertThat(cases).as("cases").isGreaterThan(50_000);
  }

  private static int everyOutcome(JobPlan plan, int commands) {
    int cases = 0;
    for (int fates = 0; fates < Math.pow(Fate.values().length, commands); fates++) {
      for (List<Integer> durations : durationsOf(commands)) {
        for (int workers = 1; workers <= 3; workers++) {
          check(new Case(plan, fates(fates, commands), durations, workers));
          cases++;
        }
      }
    }
    return cases;
  }

  private static List<List<String>> rolesOf(int commands) {
    return ROLES.stream().map(it -> it.subList(0, commands)).distinct().toList();
  }

  private static List<List<Integer>> durationsOf(int commands) {
    return switch (commands) {
      case 1 -> List.of(List.of(1));
      case 2 -> List.of(List.of(1, 2), List.of(2, 1));
      default -> DURATIONS;
    };
  }

  private static List<Fate> fates(int number, int commands) {
    List<Fate> fates = new ArrayList<>();
    int rest = number;
    for (int i = 0; i < commands; i++) {
      fates.add(Fate.values()[rest % Fate.values().length]);
      rest /= Fate.values().length;
    }
    return fates;
  }

  /** Every tree over the commands from one to another; a group within has two parts at least. */
  private static List<JobSpec> trees(int from, int to, List<String> roles) {
    List<JobSpec> found = new ArrayList<>();
    if (to - from == 1) {
      JobSpec command = Jobs.sh("c" + from).role(roles.get(from)).timeout(Duration.ofHours(1));
      found.add(command);
      if (roles.size() == 1) {
        found.add(Jobs.sequence(command));
        found.add(Jobs.parallel(command));
      }
      return found;
    }
    for (List<JobSpec> parts : splits(from, to, roles)) {
      found.add(Jobs.sequence(parts));
      found.add(Jobs.parallel(parts));
    }
    return found;
  }

  /** Every way to make two parts or more of the commands from one to another. */
  private static List<List<JobSpec>> splits(int from, int to, List<String> roles) {
    List<List<JobSpec>> found = new ArrayList<>();
    for (int cut = from + 1; cut < to; cut++) {
      for (JobSpec first : trees(from, cut, roles)) {
        for (JobSpec rest : trees(cut, to, roles)) {
          found.add(List.of(first, rest));
        }
        for (List<JobSpec> rest : to - cut > 1 ? splits(cut, to, roles) : noParts()) {
          List<JobSpec> parts = new ArrayList<>(List.of(first));
          parts.addAll(rest);
          found.add(parts);
        }
      }
    }
    return found;
  }

  private static List<List<JobSpec>> noParts() {
    return List.of();
  }

  private static void check(Case given) {
    try {
      Optional<JobResult> result = new Run(given).result();
      if (given.workers < given.plan.roles().size()) {
        Check.that(result.isEmpty(), "ran without enough workers");
      } else {
        Model model = new Model(given);
        List<NodeState> found = result.orElseThrow().root().all().map(NodeResult::state).toList();
        Check.that(found.equals(model.states()), "expected %s, found %s", model.states(), found);
        JobState state =
            model.states().get(0) == NodeState.SUCCEEDED ? JobState.SUCCEEDED : JobState.FAILED;
        Check.that(result.get().state() == state, "expected %s, found %s", state, result);
        Optional<String> first = result.get().reason().map(it -> it.node().toString());
        Check.that(
            first.equals(model.firstFailure()),
            "expected to fail at %s, found %s",
            model.firstFailure(),
            result.get().reason());
      }
    } catch (RuntimeException | AssertionError e) {
      throw new AssertionError(given + ": " + e.getMessage(), e);
    }
  }

  /**
   * What must become of a job, said by recursion over its tree: when each node begins and ends were
   * nothing lost, and what a loss makes of that.
   */
  private static final class Model {
    private static final int NEVER = Integer.MAX_VALUE;

    private final Case given;
    private final int[] begin;
    private final int[] end;
    private final NodeState[] states;
    private final int loss;

    Model(Case given) {
      this.given = given;
      int nodes = given.plan.nodes().size();
      begin = IntStream.range(0, nodes).map(i -> NEVER).toArray();
      end = begin.clone();
      states = new NodeState[nodes];
      Arrays.fill(states, NodeState.SKIPPED);
      run(JobPlan.ROOT, 0);
      loss =
          IntStream.range(0, nodes)
              .filter(i -> states[i] == NodeState.LOST)
              .map(i -> end[i])
              .min()
              .orElse(NEVER);
      if (loss < NEVER) {
        lose();
      }
    }

    List<NodeState> states() {
      return List.of(states);
    }

    /** Runs a node from that time on, and says whether it succeeds. */
    private boolean run(int index, int time) {
      begin[index] = time;
      if (given.plan.node(index) instanceof PlanNode.GroupNode group) {
        boolean succeeded = true;
        int at = time;
        int last = time;
        for (int child : group.children()) {
          if (group.stopsAtFailure() && !succeeded) {
            break;
          }
          succeeded &= run(child, at);
          last = Math.max(last, end[child]);
          at = group.stopsAtFailure() ? end[child] : time;
        }
        end[index] = last;
        states[index] = succeeded ? NodeState.SUCCEEDED : NodeState.FAILED;
      } else {
        int command = given.command(given.plan.node(index));
        end[index] = time + given.durations.get(command);
        states[index] = given.fates.get(command).state;
      }
      return states[index] == NodeState.SUCCEEDED;
    }

    /** At the first loss, what runs with it is lost, what else runs is cancelled. */
    private void lose() {
      Object lostRole =
          given.plan.nodes().stream()
              .filter(node -> states[node.index()] == NodeState.LOST && end[node.index()] == loss)
              .map(node -> ((PlanNode.CommandNode) node).role())
              .findFirst()
              .orElseThrow();
      for (int i = states.length - 1; i >= 0; i--) {
        if (begin[i] > loss || begin[i] == loss && i > 0) {
          states[i] = NodeState.SKIPPED;
        } else if (end[i] >= loss) {
          states[i] = stopped(given.plan.node(i), lostRole);
        }
      }
    }

    private NodeState stopped(PlanNode node, Object lostRole) {
      if (node instanceof PlanNode.CommandNode command) {
        return command.role().equals(lostRole) ? NodeState.LOST : NodeState.CANCELLED;
      }
      boolean holdsLoss =
          ((PlanNode.GroupNode) node)
              .children().stream()
                  .anyMatch(
                      child ->
                          states[child] == NodeState.LOST
                              || states[child] == NodeState.FAILED && end[child] >= loss);
      return holdsLoss ? NodeState.FAILED : NodeState.CANCELLED;
    }

    /** The first command that is lost or, if none is, that does not succeed. */
    Optional<String> firstFailure() {
      return given.plan.nodes().stream()
          .filter(node -> node instanceof PlanNode.CommandNode)
          .filter(
              node ->
                  loss < NEVER
                      ? states[node.index()] == NodeState.LOST
                      : states[node.index()] != NodeState.SUCCEEDED
                          && states[node.index()] != NodeState.SKIPPED)
          .min(Comparator.comparingInt(node -> loss < NEVER ? 0 : end[node.index()]))
          .map(node -> node.pointer().toString());
    }
  }

  /** The same by the engine, with commands that end when their time has come. */
  private static final class Run {
    private static final JobId JOB = new JobId("0".repeat(32));

    private final Case given;
    private final BiFunction<Now, List<Event>, Step> engine;
    private final SortedMap<AttemptId, Order.Start> running = new TreeMap<>();
    private final SortedMap<AttemptId, Integer> ends = new TreeMap<>();
    private final TreeSet<AttemptId> stopping = new TreeSet<>();
    private Optional<JobResult> result = Optional.empty();
    private int time;

    Run(Case given) {
      this.given = given;
      this.engine = engine(given);
      for (int i = 1; i <= given.workers; i++) {
        WorkerId id = new WorkerId("w" + i);
        News.Profile profile = new News.Profile(new Suitability.Everything(), "small");
        say(new News.Joined(id, new Incarnation("1"), profile, new TreeSet<>()));
      }
      step(new Event.Submitted(JOB, given.plan));
      while (!running.isEmpty()) {
        next();
      }
    }

    /** Where there are just enough workers the invariants are watched; more of them only rest. */
    private static BiFunction<Now, List<Event>, Step> engine(Case given) {
      return given.workers == given.plan.roles().size()
          ? new WatchedEngine(EngineSettings.DEFAULT, new Walked())::step
          : new Engine(EngineSettings.DEFAULT)::step;
    }

    Optional<JobResult> result() {
      return result;
    }

    private void next() {
      AttemptId attempt =
          stopping.isEmpty()
              ? Collections.min(ends.keySet(), Comparator.comparing(ends::get))
              : stopping.first();
      if (stopping.isEmpty()) {
        time = ends.get(attempt);
      }
      Order.Start start = running.get(attempt);
      Fate fate = given.fates.get(given.command(given.plan.node(attempt.node())));
      if (fate == Fate.IS_LOST && stopping.isEmpty()) {
        lose(start.to().worker());
        return;
      }
      boolean stopped = stopping.remove(attempt);
      running.remove(attempt);
      ends.remove(attempt);
      say(
          new News.Ended(
              start.to().worker(),
              start.to().incarnation(),
              attempt,
              stopped ? killed(Ending.Cause.ORDER) : ending(fate),
              Written.NOTHING));
    }

    private void lose(WorkerId worker) {
      running.values().removeIf(it -> it.to().worker().equals(worker));
      ends.keySet().retainAll(running.keySet());
      step(new Event.WorkerLost(worker, new Incarnation("1"), "lost"));
    }

    private static Ending ending(Fate fate) {
      return switch (fate) {
        case SUCCEEDS -> new Ending.Exited(new ExitStatus.Code(0));
        case FAILS -> new Ending.Exited(new ExitStatus.Code(1));
        case TIMES_OUT -> killed(Ending.Cause.TIMEOUT);
        case CANNOT_START ->
            new Ending.NotStarted(Ending.NotStarted.Kind.NOT_FOUND, "no such program");
        case IS_LOST -> throw new AssertionError("a worker that is lost says nothing");
      };
    }

    private static Ending killed(Ending.Cause cause) {
      return new Ending.Killed(cause, Optional.empty());
    }

    private void say(News news) {
      step(new Event.WorkerSaid(news));
    }

    private void step(Event event) {
      Now now = new Now(time, Instant.EPOCH.plusNanos(time));
      for (Effect effect : engine.apply(now, List.of(event)).effects()) {
        if (effect instanceof Effect.Tell tell && tell.order() instanceof Order.Start it) {
          running.put(it.attempt(), it);
          ends.put(it.attempt(), time + duration(it.attempt()));
        } else if (effect instanceof Effect.Tell tell && tell.order() instanceof Order.Stop it) {
          stopping.add(it.attempt());
        } else if (effect instanceof Effect.Report report) {
          result = Optional.of(report.result());
        }
      }
    }

    private int duration(AttemptId attempt) {
      return given.durations.get(given.command(given.plan.node(attempt.node())));
    }
  }
}
