package io.jobsch.plan;

import static io.jobsch.spec.Jobs.exec;
import static io.jobsch.spec.Jobs.parallel;
import static io.jobsch.spec.Jobs.sequence;
import static io.jobsch.spec.Jobs.sh;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jobsch.plan.PlanNode.CommandNode;
import io.jobsch.plan.PlanNode.GroupNode;
import io.jobsch.spec.Command;
import io.jobsch.spec.InvalidJobException;
import io.jobsch.spec.JobSpec;
import io.jobsch.spec.Pointer;
import io.jobsch.spec.RoleName;
import io.jobsch.spec.SpecLimits;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PlannerTest {
  @Test
  void a_command_alone_is_the_whole_plan() {
    JobSpec job = exec("true").name("n").cwd("d").timeout(Duration.ofSeconds(3));

    JobPlan plan = Planner.plan(job);

    assertThat(plan.spec()).isEqualTo(job);
    assertThat(plan.roles()).containsExactly(RoleName.DEFAULT);
    assertThat(plan.nodes())
        .containsExactly(
            new CommandNode(
                JobPlan.ROOT,
                JobPlan.NO_PARENT,
                Pointer.ROOT,
                Optional.of("n"),
                new RoleName("default_role"),
                new Command.Argv(List.of("true")),
                Environment.EMPTY,
                Optional.of("d"),
                Optional.of(Duration.ofSeconds(3))));
  }

  @Test
  void nodes_are_laid_out_in_reading_order_parents_before_children() {
    JobPlan plan =
        Planner.plan(
            sequence(
                sh("a"),
                parallel(sh("b"), sequence(sh("c")).name("inner"))
                    .maxParallel(7)
                    .timeout(Duration.ofSeconds(9)),
                parallel(sh("d"))));

    assertThat(plan.nodes().stream().map(node -> node.pointer().toString()))
        .containsExactly(
            "",
            "/work/0",
            "/work/1",
            "/work/1/work/0",
            "/work/1/work/1",
            "/work/1/work/1/work/0",
            "/work/2",
            "/work/2/work/0");
    assertThat(plan.nodes().stream().map(PlanNode::index)).containsExactly(0, 1, 2, 3, 4, 5, 6, 7);
    assertThat(plan.nodes().stream().map(PlanNode::parent))
        .containsExactly(JobPlan.NO_PARENT, 0, 0, 2, 2, 4, 0, 6);
    assertThat(plan.nodes().stream().filter(GroupNode.class::isInstance))
        .containsExactly(
            group(0, JobPlan.NO_PARENT, "", "sequence_group", 1, true, List.of(1, 2, 6)),
            new GroupNode(
                2,
                0,
                Pointer.parse("/work/1"),
                Optional.empty(),
                "parallel_group",
                7,
                false,
                List.of(3, 4),
                Optional.of(Duration.ofSeconds(9))),
            new GroupNode(
                4,
                2,
                Pointer.parse("/work/1/work/1"),
                Optional.of("inner"),
                "sequence_group",
                1,
                true,
                List.of(5),
                Optional.empty()),
            group(6, 0, "/work/2", "parallel_group", Integer.MAX_VALUE, false, List.of(7)));
  }

  private static GroupNode group(
      int index,
      int parent,
      String pointer,
      String type,
      int atOnce,
      boolean stopsAtFailure,
      List<Integer> children) {
    return new GroupNode(
        index,
        parent,
        Pointer.parse(pointer),
        Optional.empty(),
        type,
        atOnce,
        stopsAtFailure,
        children,
        Optional.empty());
  }

  @Test
  void the_nearest_role_holds() {
    JobPlan plan =
        Planner.plan(
            sequence(
                    sh("a"),
                    sequence(sh("b"), sh("c").role("near")).role("between"),
                    sequence(sequence(sh("d"))))
                .role("far"));

    assertThat(commands(plan).stream().map(command -> command.role().value()))
        .containsExactly("far", "between", "near", "far");
    assertThat(plan.roles()).map(RoleName::value).containsExactly("between", "far", "near");
  }

  @Test
  void without_any_role_it_is_the_default_one() {
    JobPlan plan = Planner.plan(parallel(sh("a"), sh("b").role("x"), sequence(sh("c"))));

    assertThat(commands(plan).stream().map(command -> command.role().value()))
        .containsExactly("default_role", "x", "default_role");
    assertThat(plan.roles()).map(RoleName::value).containsExactly("default_role", "x");
  }

  @Test
  void a_role_that_no_command_plays_needs_no_worker() {
    assertThat(Planner.plan(sequence(sh("a").role("x")).role("nobody")).roles())
        .map(RoleName::value)
        .containsExactly("x");
  }

  @Test
  void variables_are_merged_key_by_key() {
    JobPlan plan =
        Planner.plan(
            sequence(
                    sh("a"),
                    sequence(sh("b").env("B", "near").env("D", "own"), sh("c"))
                        .env("B", "between")
                        .env("C", "between"))
                .env("A", "far")
                .env("B", "far"));

    assertThat(commands(plan).stream().map(command -> command.environment().merged()))
        .containsExactly(
            Map.of("A", "far", "B", "far"),
            Map.of("A", "far", "B", "near", "C", "between", "D", "own"),
            Map.of("A", "far", "B", "between", "C", "between"));
  }

  @Test
  void an_environment_is_equal_to_one_that_says_the_same() {
    Environment merged = environment(sequence(sh("a").env("A", "1")).env("A", "2").env("B", "3"));
    Environment plain = environment(sequence(sh("a").env("B", "3").env("A", "1")));

    assertThat(merged).isEqualTo(plain).hasSameHashCodeAs(plain).hasToString("{A=1, B=3}");
    assertThat(merged).isNotEqualTo(environment(sequence(sh("a").env("A", "1"))));
  }

  private static Environment environment(JobSpec job) {
    return commands(Planner.plan(job)).get(0).environment();
  }

  @Test
  void the_nearest_directory_holds() {
    JobPlan plan =
        Planner.plan(
            sequence(
                sequence(sh("a"), sh("b").cwd("near"), sequence(sh("c"))).cwd("far"), sh("d")));

    assertThat(commands(plan).stream().map(CommandNode::cwd))
        .containsExactly(
            Optional.of("far"), Optional.of("near"), Optional.of("far"), Optional.empty());
  }

  @Test
  void names_and_timeouts_are_not_inherited() {
    JobPlan plan = Planner.plan(sequence(sh("a")).name("group").timeout(Duration.ofSeconds(1)));

    assertThat(commands(plan).get(0).name()).isEmpty();
    assertThat(commands(plan).get(0).timeout()).isEmpty();
  }

  @Test
  void the_priority_is_that_of_the_root() {
    assertThat(Planner.plan(sequence(sh("a")).priority(-7)).priority()).isEqualTo(-7);
    assertThat(Planner.plan(sequence(sh("a"))).priority()).isZero();
  }

  @Test
  void equal_jobs_have_equal_plans() {
    assertThat(Planner.plan(sequence(sh("a").env("A", "1").env("B", "2"))))
        .isEqualTo(Planner.plan(sequence(sh("a").env("A", "1").env("B", "2"))));
  }

  @Test
  void a_job_that_is_too_large_has_no_plan() {
    SpecLimits limits = new SpecLimits(1, 64, 2, 1, 10);
    assertThat(Planner.plan(sequence(sh("a")), limits).nodes()).hasSize(2);
    assertThatThrownBy(() -> Planner.plan(sequence(sh("a"), sh("b")), limits))
        .isInstanceOf(InvalidJobException.class)
        .hasMessage("/work/1: expected at most 2 nodes in a job");
  }

  private static List<CommandNode> commands(JobPlan plan) {
    return plan.nodes().stream()
        .filter(CommandNode.class::isInstance)
        .map(CommandNode.class::cast)
        .toList();
  }
}
