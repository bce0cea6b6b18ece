package io.jobsch.local.check;

import static io.jobsch.local.check.JobAssert.assertThat;
import static io.jobsch.local.manual.Scripts.anything;
import static io.jobsch.local.manual.Scripts.command;
import static io.jobsch.local.manual.Scripts.exits;
import static io.jobsch.local.manual.Scripts.neverEnds;
import static io.jobsch.local.manual.Scripts.prints;
import static io.jobsch.spec.Jobs.exec;
import static io.jobsch.spec.Jobs.parallel;
import static io.jobsch.spec.Jobs.sequence;
import static io.jobsch.spec.Jobs.sh;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.jobsch.JobHandle;
import io.jobsch.local.manual.ManualScheduler;
import io.jobsch.result.JobResult;
import io.jobsch.result.JobState;
import io.jobsch.result.NodeState;
import io.jobsch.result.Reason;
import io.jobsch.spec.Pointer;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class JobAssertTest {
  private static final String ID = "00000000000000000000000000000001";

  /** One part that succeeded, one that failed, one that was skipped, one that ran out of time. */
  private static final JobResult RESULT = result();

  private static final String TREE =
      "job "
          + ID
          + ": failed, /work/0/work/1: exit code 3\n"
          + "  the root (nightly): failed after 5.5 s\n"
          + "    /work/0 (sequence_group): failed after 5 s\n"
          + "      /work/0/work/0 (make all): succeeded on w1 after 0 s, exit code 0\n"
          + "      /work/0/work/1 (test \\u001b): failed on w1 after 5 s, exit code 3\n"
          + "        stdout | one\n"
          + "        stderr | two\\u0007\n"
          + "      /work/0/work/2 (ship it): skipped\n"
          + "    /work/1 (serve): timed_out on w2 after 5.5 s, signal TERM,"
          + " /work/1: took longer than its timeout of 5.5 s\n";

  private static JobResult result() {
    try (ManualScheduler manual = ManualScheduler.start()) {
      manual
          .when(command("test *"))
          .then(prints("one\n").printsError("two\u0007").exits(3).after(ofSeconds(5)));
      manual.when(command("serve")).then(neverEnds());
      return manual.run(
          parallel(
                  sequence(sh("make all"), exec("test", "\u001b"), exec("ship", "it")),
                  exec("serve").role("server").timeout(ofMillis(5500)))
              .name("nightly"));
    }
  }

  @Test
  void what_is_so_may_be_said_in_one_chain() {
    assertThat(RESULT)
        .failed()
        .is(JobState.FAILED)
        .failedAt("/work/0/work/1")
        .withReason(Reason.Code.EXITED)
        .withReason("exit code 3")
        .played("server", "w2")
        .took(ofMillis(5500))
        .waited(ofMillis(0))
        .node("/work/0/work/0")
        .succeeded()
        .exited(0)
        .ranOn("w1")
        .played("default_role")
        .took(ofMillis(0))
        .node("/work/0/work/1")
        .failed()
        .printed("ne")
        .printedExactly("one\n")
        .printedError("two")
        .withReason(Reason.Code.EXITED)
        .node("/work/0/work/2")
        .skipped()
        .node("/work/1")
        .timedOut()
        .endedBySignal(15)
        .withReason("timeout of 5.5 s")
        .node("")
        .failed();
  }

  @Test
  void states_that_the_sample_does_not_have_may_be_said_too() {
    try (ManualScheduler manual = ManualScheduler.start()) {
      manual.when(anything()).then(neverEnds());
      assertThat(manual.run(sequence(exec("a")).timeout(ofSeconds(1)))).timedOut();
      JobHandle lost = manual.submit(exec("a"));
      manual.vanish("w1");
      assertThat(lost.result().join()).node("").lost();
      manual.comeBack("w1");
      JobHandle cancelled = manual.submit(exec("a"));
      cancelled.cancel();
      assertThat(cancelled.result().join()).cancelled().node("").cancelled();
      manual.when(anything()).then(exits(0));
      assertThat(manual.run(exec("a"))).succeeded();
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void what_is_not_so_is_said_with_the_whole_job(String message, Consumer<JobAssert> wrong) {
    assertThatThrownBy(() -> wrong.accept(assertThat(RESULT)))
        .isInstanceOf(AssertionError.class)
        .hasMessage(message + "\n" + TREE);
  }

  static Stream<Arguments> what_is_not_so_is_said_with_the_whole_job() {
    String late = "took longer than its timeout of 5.5 s";
    return Stream.of(
        ofJob("state: expected succeeded, found failed", JobAssert::succeeded),
        ofJob("state: expected cancelled, found failed", JobAssert::cancelled),
        ofJob("state: expected queued, found failed", it -> it.is(JobState.QUEUED)),
        ofJob("state of the root: expected timed_out, found failed", JobAssert::timedOut),
        ofJob(
            "reason: expected lost, found exited (/work/0/work/1: exit code 3)",
            it -> it.withReason(Reason.Code.LOST)),
        ofJob(
            "reason: expected something with \"code 4\", found exited (/work/0/work/1: exit code"
                + " 3)",
            it -> it.withReason("code 4")),
        ofJob(
            "node that failed first: expected \"/work/1\", found \"/work/0/work/1\"",
            it -> it.failedAt("/work/1")),
        ofJob(
            "worker that plays role server: expected w1, found w2",
            it -> it.played("server", "w1")),
        ofJob("worker that plays role db: expected w1, found none", it -> it.played("db", "w1")),
        ofJob("time that it took: expected 5 s, found 5.5 s", it -> it.took(ofSeconds(5))),
        ofJob("time that it waited: expected 5 s, found 0 s", it -> it.waited(ofSeconds(5))),
        ofJob(
            "node: expected one called \"/work/7\", found no such node", it -> it.node("/work/7")),
        ofNode("", "the root: state: expected succeeded, found failed", NodeAssert::succeeded),
        ofNode(
            "",
            "the root: node: expected a command, found a parallel_group",
            node -> node.exited(0)),
        ofNode("/work/0/work/0", "state: expected failed, found succeeded", NodeAssert::failed),
        ofNode(
            "/work/0/work/0", "state: expected cancelled, found succeeded", NodeAssert::cancelled),
        ofNode("/work/0/work/0", "state: expected skipped, found succeeded", NodeAssert::skipped),
        ofNode("/work/0/work/0", "state: expected lost, found succeeded", NodeAssert::lost),
        ofNode(
            "/work/0/work/0", "state: expected timed_out, found succeeded", NodeAssert::timedOut),
        ofNode(
            "/work/0/work/0",
            "state: expected pending, found succeeded",
            node -> node.is(NodeState.PENDING)),
        ofNode(
            "/work/0/work/0",
            "reason: expected exited, found none",
            node -> node.withReason(Reason.Code.EXITED)),
        ofNode(
            "/work/1",
            "reason: expected something with \"signal\", found timed_out (/work/1: " + late + ")",
            node -> node.withReason("signal")),
        ofNode("/work/1", "worker: expected w1, found w2", node -> node.ranOn("w1")),
        ofNode("/work/0/work/2", "worker: expected w1, found none", node -> node.ranOn("w1")),
        ofNode(
            "/work/1",
            "role: expected \"client\", found \"server\"",
            node -> node.played("client")),
        ofNode(
            "/work/1",
            "end of its process: expected exit code 0, found signal TERM",
            node -> node.exited(0)),
        ofNode(
            "/work/0/work/2",
            "end of its process: expected exit code 0, found none",
            node -> node.exited(0)),
        ofNode(
            "/work/1",
            "end of its process: expected signal KILL, found signal TERM",
            node -> node.endedBySignal(9)),
        ofNode(
            "/work/0/work/1",
            "stdout: expected something with \"two\", found \"one\\n\"",
            node -> node.printed("two")),
        ofNode(
            "/work/0/work/1",
            "stdout: expected \"one\", found \"one\\n\"",
            node -> node.printedExactly("one")),
        ofNode(
            "/work/0/work/1",
            "stderr: expected something with \"three\", found \"two\\u0007\"",
            node -> node.printedError("three")),
        ofNode(
            "/work/0/work/1",
            "time that it took: expected 4 s, found 5 s",
            node -> node.took(ofSeconds(4))),
        ofNode(
            "/work/0/work/2",
            "time that it took: expected 4 s, found none",
            node -> node.took(ofSeconds(4))));
  }

  private static Arguments ofJob(String message, Consumer<JobAssert> wrong) {
    return arguments("the job: " + message, wrong);
  }

  private static Arguments ofNode(String pointer, String message, Consumer<NodeAssert> wrong) {
    Consumer<JobAssert> both = job -> wrong.accept(job.node(pointer));
    boolean root = Pointer.parse(pointer).depth() == 0;
    return arguments(root ? message : pointer + ": " + message, both);
  }

  @Test
  void of_what_a_command_wrote_the_last_lines_are_shown() {
    String lines = IntStream.range(0, 30).mapToObj(i -> i + "\n").collect(Collectors.joining());
    try (ManualScheduler manual = ManualScheduler.start()) {
      manual.when(anything()).then(prints(lines).exits(1));

      String text = JobText.of(manual.run(exec("count")));

      assertThat(text.lines().filter(line -> line.contains("|")))
          .hasSize(10)
          .first()
          .isEqualTo("    stdout | 20");
    }
  }

  @Test
  void what_is_long_is_cut() {
    try (ManualScheduler manual = ManualScheduler.start()) {
      manual.when(anything()).then(prints("x".repeat(1500)));
      JobResult result = manual.run(exec("a"));

      assertThatThrownBy(() -> assertThat(result).node("").printed("y"))
          .hasMessageContaining("found \"" + "x".repeat(1000) + "… and 500 more\"");
    }
  }
}
