package io.jobsch.launcher.view;

import static io.jobsch.spec.Jobs.exec;
import static io.jobsch.spec.Jobs.parallel;
import static io.jobsch.spec.Jobs.sequence;
import static io.jobsch.spec.Jobs.sh;
import static org.assertj.core.api.Assertions.assertThat;

import io.jobsch.JobEvent;
import io.jobsch.plan.JobId;
import io.jobsch.plan.Planner;
import io.jobsch.result.NodeState;
import io.jobsch.spec.JobSpec;
import io.jobsch.spec.Pointer;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TreeLinesTest {
  private static final Instant START = Instant.parse("2026-11-23T10:00:00Z");

  private static final JobSpec TWO_ROLES =
      sequence(
              exec("make", "all").role("builder"),
              parallel(
                  sh("./serve --port 0").name("serve").role("server"),
                  sh("for i in 1 2 3\ndo ./ask $i\ndone").role("client")),
              sh("make clean").role("builder"))
          .name("release");

  private Board board;

  private TreeLinesTest job(JobSpec job) {
    board = new Board(new JobNodes(Planner.plan(job)));
    return this;
  }

  private TreeLinesTest is(String node, NodeState state, int second) {
    board.on(
        new JobEvent.NodeChanged(
            new JobId("0".repeat(32)),
            Pointer.parse(node),
            state,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            START.plusSeconds(second)));
    return this;
  }

  private TreeLinesTest halfway() {
    return job(TWO_ROLES)
        .is("", NodeState.RUNNING, 0)
        .is("/work/0", NodeState.RUNNING, 0)
        .is("/work/0", NodeState.SUCCEEDED, 3)
        .is("/work/1", NodeState.RUNNING, 3)
        .is("/work/1/work/0", NodeState.RUNNING, 3)
        .is("/work/1/work/1", NodeState.RUNNING, 3)
        .is("/work/1/work/1", NodeState.FAILED, 5);
  }

  private String draw(int columns, int lines, Paint paint, Glyphs glyphs) {
    return String.join(
        "\n", new TreeLines(board, paint, glyphs).draw(columns, lines, START.plusSeconds(9)));
  }

  private String draw(int columns, int lines) {
    return draw(columns, lines, Paint.PLAIN, Glyphs.UNICODE);
  }

  @Test
  void shows_every_node_with_its_role_state_and_time() {
    assertThat(halfway().draw(100, 20))
        .isEqualTo(
            """
            ● release                                         running    9.00 s
            ├─ ✓ make all                            builder  succeeded  3.00 s
            ├─ ● in parallel                                  running    6.00 s
            │  ├─ ● serve                            server   running    6.00 s
            │  └─ ✗ for i in 1 2 3 do ./ask $i done  client   failed     2.00 s
            └─ ○ make clean                          builder  pending""");
  }

  @Test
  void cuts_what_does_not_fit() {
    assertThat(halfway().draw(60, 20))
        .isEqualTo(
            """
            ● release                             running    9.00 s
            ├─ ✓ make all                builder  succeeded  3.00 s
            ├─ ● in parallel                      running    6.00 s
            │  ├─ ● serve                server   running    6.00 s
            │  └─ ✗ for i in 1 2 3 do …  client   failed     2.00 s
            └─ ○ make clean              builder  pending""");
  }

  @Test
  void a_narrow_terminal_shows_the_tree_alone() {
    assertThat(halfway().draw(24, 20, Paint.PLAIN, Glyphs.ASCII))
        .isEqualTo(
            """
            * release
            |- + make all
            |- * in parallel
            |  |- * serve
            |  `- x for i in 1 2 ...
            `- . make clean""");
  }

  @Test
  void where_there_is_no_room_what_runs_and_what_failed_goes_first() {
    assertThat(halfway().draw(100, 6)).hasLineCount(6);
    assertThat(halfway().draw(100, 5))
        .isEqualTo(
            """
            ● release                                        running    9.00 s
            └─ ● in parallel                                 running    6.00 s
               ├─ ● serve                            server  running    6.00 s
               └─ ✗ for i in 1 2 3 do ./ask $i done  client  failed     2.00 s
            … and 1 pending, 1 succeeded""");
  }

  @Test
  void states_have_colours() {
    assertThat(
            job(sequence(sh("a"), sh("b")))
                .is("", NodeState.RUNNING, 0)
                .is("/work/0", NodeState.RUNNING, 0)
                .is("/work/0", NodeState.SUCCEEDED, 1)
                .draw(80, 20, Paint.COLOURED, Glyphs.ASCII)
                .replace('\u001b', '^'))
        .isEqualTo(
            """
            ^[36m*^[0m in sequence  ^[36mrunning^[0m    9.00 s
            ^[2m|- ^[0m^[32m+^[0m a         ^[32msucceeded^[0m  1.00 s
            ^[2m`- ^[0m^[2m.^[0m b         ^[2mpending^[0m""");
  }

  @Test
  void no_line_is_wider_than_the_screen_however_deep_the_job_is() {
    JobSpec deep = sh("echo 漢字漢字漢字漢字");
    for (int i = 1; i < 60; i++) {
      deep = sequence(deep);
    }
    job(deep);

    for (int columns : new int[] {1, 2, 3, 10, 49, 50, 80, 200}) {
      assertThat(draw(columns, 100).split("\n"))
          .hasSize(60)
          .allSatisfy(
              line -> assertThat(Columns.of(line)).isLessThanOrEqualTo(Math.max(2, columns)));
    }
  }

  @Test
  void a_job_of_thousands_shows_a_few_and_counts_the_rest() {
    job(parallel(IntStream.range(0, 5000).mapToObj(i -> sh("true " + i)).toList()).maxParallel(2))
        .is("", NodeState.RUNNING, 0);
    for (int i = 0; i < 1000; i++) {
      is("/work/" + i, NodeState.RUNNING, 1).is("/work/" + i, NodeState.SUCCEEDED, 2);
    }
    is("/work/1000", NodeState.RUNNING, 3).is("/work/1001", NodeState.RUNNING, 3);

    assertThat(draw(80, 6))
        .isEqualTo(
            """
            ● in parallel   running    9.00 s
            ├─ ● true 1000  running    6.00 s
            ├─ ● true 1001  running    6.00 s
            ├─ ○ true 1002  pending
            └─ ○ true 1003  pending
            … and 3996 pending, 1000 succeeded""");
  }
}
