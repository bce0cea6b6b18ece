package io.jobsch.launcher.view;

import io.jobsch.JobEvent;
import io.jobsch.plan.JobId;
import io.jobsch.plan.JobPlan;
import io.jobsch.plan.PlanNode;
import io.jobsch.plan.Planner;
import io.jobsch.result.CommandResult;
import io.jobsch.result.JobResult;
import io.jobsch.result.JobState;
import io.jobsch.result.NodeResult;
import io.jobsch.result.NodeState;
import io.jobsch.result.Output;
import io.jobsch.result.Reason;
import io.jobsch.spec.JobSpec;
import io.jobsch.spec.Pointer;
import io.jobsch.spec.RoleName;
import io.jobsch.workers.ExitStatus;
import io.jobsch.workers.StreamName;
import io.jobsch.workers.WorkerId;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * A job that runs in the words of a test: what happens is told to a view, and what the view has
 * written can be read. Time passes only when the story says so.
 */
final class Story {
  private static final JobId ID = new JobId("0123456789abcdef0123456789abcdef");
  private static final Instant START = Instant.parse("2026-11-23T10:00:00Z");

  private final JobPlan plan;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final Map<Pointer, ByteArrayOutputStream> stdout = new HashMap<>();
  private final Map<Pointer, ByteArrayOutputStream> stderr = new HashMap<>();
  private final Map<Pointer, NodeState> states = new HashMap<>();
  private final Map<Pointer, Reason> reasons = new HashMap<>();
  private final SortedMap<RoleName, WorkerId> workers = new TreeMap<>();
  private final RunView view;
  private Optional<Reason> first = Optional.empty();
  private Instant now = START;

  private Story(JobSpec job, Function<Stage, RunView> view) {
    plan = Planner.plan(job);
    int number = 1;
    for (RoleName role : plan.roles()) {
      workers.put(role, new WorkerId("w" + number++));
    }
    this.view = view.apply(new Stage(new JobNodes(plan), this));
  }

  static Story of(JobSpec job, Function<Stage, RunView> view) {
    return new Story(job, view);
  }

  /** What a view is made of. */
  record Stage(JobNodes nodes, Story story) {
    Outlet out() {
      return outlet(story.out, false);
    }

    Outlet err() {
      return outlet(story.err, false);
    }

    Outlet terminal() {
      return outlet(story.out, true);
    }

    InstantSource clock() {
      return () -> story.now;
    }

    private static Outlet outlet(OutputStream stream, boolean terminal) {
      return new Outlet(stream, terminal, gone -> {});
    }
  }

  Story queued() {
    return job(JobState.QUEUED, new TreeMap<>());
  }

  Story started() {
    return job(JobState.RUNNING, workers);
  }

  Story cancelling() {
    return job(JobState.CANCELLING, workers);
  }

  private Story job(JobState state, SortedMap<RoleName, WorkerId> gang) {
    view.on(new JobEvent.JobChanged(ID, state, Optional.empty(), gang, now));
    return this;
  }

  Story runs(String... pointers) {
    Arrays.stream(pointers)
        .forEach(each -> node(each, NodeState.RUNNING, Optional.empty(), Optional.empty()));
    return this;
  }

  Story succeeds(String... pointers) {
    Arrays.stream(pointers)
        .forEach(
            each ->
                node(
                    each,
                    NodeState.SUCCEEDED,
                    Optional.empty(),
                    Optional.of(new ExitStatus.Code(0))));
    return this;
  }

  Story exits(String pointer, int code) {
    Reason reason = reason(Reason.Code.EXITED, pointer, "exit code " + code);
    return node(
        pointer, NodeState.FAILED, Optional.of(reason), Optional.of(new ExitStatus.Code(code)));
  }

  Story fails(String pointer, Reason.Code code, String message) {
    return node(
        pointer, NodeState.FAILED, Optional.of(reason(code, pointer, message)), Optional.empty());
  }

  Story timesOut(String pointer, String message) {
    Reason reason = reason(Reason.Code.TIMED_OUT, pointer, message);
    return node(pointer, NodeState.TIMED_OUT, Optional.of(reason), Optional.empty());
  }

  Story skips(String pointer) {
    return node(pointer, NodeState.SKIPPED, first, Optional.empty());
  }

  private Reason reason(Reason.Code code, String pointer, String message) {
    Reason reason = new Reason(code, Pointer.parse(pointer), message);
    first = first.or(() -> Optional.of(reason));
    return reason;
  }

  private Story node(
      String pointer, NodeState state, Optional<Reason> reason, Optional<ExitStatus> exit) {
    Pointer node = Pointer.parse(pointer);
    states.put(node, state);
    reason.ifPresent(it -> reasons.put(node, it));
    Optional<WorkerId> worker =
        plan.nodes().stream()
            .filter(each -> each.pointer().equals(node))
            .filter(PlanNode.CommandNode.class::isInstance)
            .map(each -> workers.get(((PlanNode.CommandNode) each).role()))
            .findFirst();
    view.on(new JobEvent.NodeChanged(ID, node, state, reason, worker, exit, now));
    return this;
  }

  Story prints(String pointer, String text) {
    return writes(pointer, StreamName.STDOUT, text.getBytes(StandardCharsets.UTF_8));
  }

  Story complains(String pointer, String text) {
    return writes(pointer, StreamName.STDERR, text.getBytes(StandardCharsets.UTF_8));
  }

  Story writes(String pointer, StreamName stream, byte[] bytes) {
    Pointer node = Pointer.parse(pointer);
    ByteArrayOutputStream all =
        (stream == StreamName.STDOUT ? stdout : stderr)
            .computeIfAbsent(node, any -> new ByteArrayOutputStream());
    view.on(new JobEvent.OutputWritten(ID, node, stream, all.size(), bytes));
    all.writeBytes(bytes);
    return this;
  }

  Story after(double seconds) {
    now = now.plus(Duration.ofMillis(Math.round(seconds * 1000)));
    return this;
  }

  Story note(String text) {
    view.note(text);
    return this;
  }

  Story tick() {
    ((TerminalView) view).tick();
    return this;
  }

  Story ends(JobState state) {
    Optional<Reason> reason =
        state == JobState.CANCELLED
            ? Optional.of(new Reason(Reason.Code.CANCELLED, Pointer.ROOT, "cancelled on request"))
            : first;
    view.on(new JobEvent.JobChanged(ID, state, reason, workers, now));
    view.finished(
        new JobResult(
            ID,
            state,
            reason,
            START,
            Optional.of(START),
            Optional.of(now),
            workers,
            result(plan.node(JobPlan.ROOT), plan.spec())));
    return closed();
  }

  Story closed() {
    view.close();
    return this;
  }

  private NodeResult result(PlanNode node, JobSpec spec) {
    List<Integer> children =
        node instanceof PlanNode.GroupNode group ? group.children() : List.<Integer>of();
    List<NodeResult> work =
        IntStream.range(0, children.size())
            .mapToObj(i -> result(plan.node(children.get(i)), spec.work().get(i)))
            .toList();
    return new NodeResult(
        node.pointer(),
        spec,
        states.getOrDefault(node.pointer(), NodeState.PENDING),
        Optional.ofNullable(reasons.get(node.pointer())),
        Optional.empty(),
        Optional.empty(),
        node instanceof PlanNode.CommandNode command
            ? Optional.of(command(command))
            : Optional.empty(),
        work);
  }

  private CommandResult command(PlanNode.CommandNode command) {
    return new CommandResult(
        command.role(),
        Optional.of(workers.get(command.role())),
        1,
        Optional.empty(),
        new Kept(stdout.getOrDefault(command.pointer(), new ByteArrayOutputStream())),
        new Kept(stderr.getOrDefault(command.pointer(), new ByteArrayOutputStream())));
  }

  private record Kept(ByteArrayOutputStream all) implements Output {
    @Override
    public long written() {
      return all.size();
    }

    @Override
    public long missing() {
      return 0;
    }

    @Override
    public void writeTo(OutputStream target) throws IOException {
      all.writeTo(target);
    }

    @Override
    public byte[] tail(int bytes) {
      byte[] whole = all.toByteArray();
      return Arrays.copyOfRange(whole, Math.max(0, whole.length - bytes), whole.length);
    }

    @Override
    public Slice slice(long from, int most) {
      throw new UnsupportedOperationException("views show what they are told, and tails");
    }
  }

  /** What was written to stdout since this was last asked. */
  String out() {
    return take(out);
  }

  byte[] outBytes() {
    byte[] bytes = out.toByteArray();
    out.reset();
    return bytes;
  }

  /** What was written to stderr since this was last asked. */
  String err() {
    return take(err);
  }

  private static String take(ByteArrayOutputStream stream) {
    String text = stream.toString(StandardCharsets.UTF_8);
    stream.reset();
    return text;
  }
}
