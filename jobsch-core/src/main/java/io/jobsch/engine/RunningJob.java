package io.jobsch.engine;

import io.jobsch.plan.AttemptId;
import io.jobsch.plan.JobId;
import io.jobsch.plan.JobPlan;
import io.jobsch.plan.PlanNode;
import io.jobsch.result.JobState;
import io.jobsch.result.NodeState;
import io.jobsch.result.Reason;
import io.jobsch.spec.RoleName;
import io.jobsch.workers.Gang;
import io.jobsch.workers.Urgency;
import io.jobsch.workers.WorkerId;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** A job that has its workers. Changed by facts alone. */
final class RunningJob {
  /** Whose time bound runs out first. */
  static final Comparator<RunningJob> BY_END =
      (one, other) -> {
        int byEnd = Long.compare(one.endTicks, other.endTicks);
        return byEnd != 0
            ? byEnd
            : Long.compare(one.submitted.sequence(), other.submitted.sequence());
      };

  private static final GroupRun[] NO_GROUPS = {};

  private final QueuedJob submitted;
  private final long number;
  private final long endTicks;
  private final Instant startedAt;
  private final Gang gang;
  private final List<PlanNode> planned;
  private final NodeRun[] nodes;
  private final GroupRun[] groups;
  private JobState state = JobState.QUEUED.to(JobState.RUNNING);
  private Optional<Reason> firstFailure = Optional.empty();
  private Optional<Reason> gravest = Optional.empty();
  private Optional<Reason> cancelled = Optional.empty();

  RunningJob(QueuedJob submitted, long number, Gang gang, long endTicks, Instant startedAt) {
    this.submitted = submitted;
    this.number = number;
    this.endTicks = endTicks;
    this.gang = gang;
    this.startedAt = startedAt;
    this.planned = List.copyOf(submitted.plan().nodes());
    this.nodes = new NodeRun[planned.size()];
    Arrays.fill(nodes, NodeRun.PENDING);
    this.groups = groups(planned);
  }

  /** One for each node, to be found by its index; a job that is one command needs none. */
  private static GroupRun[] groups(List<PlanNode> planned) {
    if (planned.get(JobPlan.ROOT) instanceof PlanNode.CommandNode) {
      return NO_GROUPS;
    }
    GroupRun[] groups = new GroupRun[planned.size()];
    Arrays.setAll(groups, index -> new GroupRun());
    return groups;
  }

  JobId id() {
    return submitted.id();
  }

  JobPlan plan() {
    return submitted.plan();
  }

  /** The node at that index. */
  PlanNode planned(int index) {
    return planned.get(index);
  }

  QueuedJob submitted() {
    return submitted;
  }

  /** In the order in which jobs got their workers. */
  long number() {
    return number;
  }

  /** By when it is over, by its time bound; {@link TimeBound#NONE} if it has none. */
  long endTicks() {
    return endTicks;
  }

  Instant startedAt() {
    return startedAt;
  }

  Gang gang() {
    return gang;
  }

  JobState state() {
    return state;
  }

  NodeRun node(int index) {
    return nodes[index];
  }

  GroupRun group(int index) {
    return groups[index];
  }

  /**
   * Which node failed first, and why; one of which processes may be left comes before all others.
   */
  Optional<Reason> failure() {
    return gravest.or(() -> firstFailure);
  }

  Optional<Reason> gravest() {
    return gravest;
  }

  /** Why it was cancelled, if it was. */
  Optional<Reason> cancelled() {
    return cancelled;
  }

  AttemptId attempt(int index) {
    return new AttemptId(id(), index, nodes[index].attempt());
  }

  /**
   * Whether that attempt, which is one of this job's, is the one that runs now. Workers may name
   * what there never was.
   */
  boolean runs(AttemptId attempt) {
    return attempt.number() > 0
        && attempt.node() >= 0
        && attempt.node() < nodes.length
        && nodes[attempt.node()].isRunning()
        && nodes[attempt.node()].attempt() == attempt.number();
  }

  /** The commands below a node, itself included, that run; in reading order. */
  List<Integer> runningCommands(int root) {
    return below(root)
        .filter(index -> nodes[index].isRunning())
        .filter(index -> planned(index) instanceof PlanNode.CommandNode)
        .boxed()
        .toList();
  }

  /** The running commands below a node that are not being stopped that urgently already. */
  List<Integer> toStop(int root, Urgency urgency) {
    return runningCommands(root).stream()
        .filter(index -> !nodes[index].isStopped(urgency))
        .toList();
  }

  /** The nodes below a node, itself included, whose turn has not come; in reading order. */
  List<Integer> pending(int root) {
    return below(root).filter(index -> nodes[index].state() == NodeState.PENDING).boxed().toList();
  }

  /**
   * In reading order, all that is below a node follows it at once, and has a parent not before it.
   */
  private IntStream below(int root) {
    int end = root + 1;
    while (end < nodes.length && planned(end).parent() >= root) {
      end++;
    }
    return IntStream.range(root, end);
  }

  /** The running commands that a worker plays. */
  List<Integer> runningOn(WorkerId worker) {
    return playedBy(worker, runningCommands(JobPlan.ROOT));
  }

  /** The commands whose turn has not come, and that a worker is to play. */
  List<Integer> waitingFor(WorkerId worker) {
    return playedBy(
        worker,
        pending(JobPlan.ROOT).stream()
            .filter(index -> planned(index) instanceof PlanNode.CommandNode)
            .toList());
  }

  private List<Integer> playedBy(WorkerId worker, List<Integer> commands) {
    return commands.stream().filter(index -> worker.equals(workerOf(index))).toList();
  }

  WorkerId workerOf(int command) {
    RoleName role = ((PlanNode.CommandNode) planned(command)).role();
    return Optional.ofNullable(gang.get(role)).orElseThrow();
  }

  void started(int index, int attempt, Instant at) {
    nodes[index] = nodes[index].started(attempt, at);
    parentOf(index).ifPresent(GroupRun::childStarted);
  }

  void confirmed(int index) {
    nodes[index] = nodes[index].asConfirmed();
  }

  void ended(Fact.NodeEnded fact) {
    int index = fact.node();
    nodes[index] = nodes[index].ended(fact.state(), fact.reason(), fact.exit(), fact.at());
    parentOf(index).ifPresent(group -> group.childEnded(fact.state(), fact.reason()));
    boolean byItself = fact.state() != NodeState.SUCCEEDED && fact.state() != NodeState.CANCELLED;
    if (byItself) {
      firstFailure = firstFailure.or(fact::reason);
      gravest = gravest.or(() -> fact.reason().filter(Reason::isGrave));
    }
  }

  void dropped(Fact.NodesDropped fact) {
    for (int index : fact.nodes()) {
      nodes[index] =
          nodes[index].ended(fact.state(), Optional.of(fact.reason()), Optional.empty(), fact.at());
      parentOf(index).ifPresent(group -> group.childDropped(fact.reason()));
    }
  }

  void stopped(Fact.StopDecided fact) {
    if (fact.cause() == StopCause.CANCEL && state != JobState.CANCELLING) {
      state = state.to(JobState.CANCELLING);
      cancelled = Optional.of(fact.reason());
    }
    if (fact.cause() == StopCause.TIMEOUT) {
      firstFailure = firstFailure.or(() -> Optional.of(fact.reason()));
    }
    if (fact.cause() == StopCause.LOSS) {
      gravest = gravest.or(() -> Optional.of(fact.reason()));
    }
    NodeRun.Stop stop = new NodeRun.Stop(fact.cause(), fact.urgency(), fact.reason());
    below(fact.node())
        .filter(index -> nodes[index].isRunning())
        .forEach(index -> nodes[index] = nodes[index].stopped(stop));
  }

  private Optional<GroupRun> parentOf(int index) {
    int parent = planned(index).parent();
    return parent == JobPlan.NO_PARENT ? Optional.empty() : Optional.of(groups[parent]);
  }
}
