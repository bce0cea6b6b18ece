package io.jobsch.engine;

import static io.jobsch.result.JobState.FAILED;
import static io.jobsch.result.JobState.RUNNING;
import static io.jobsch.result.JobState.SUCCEEDED;
import static io.jobsch.spec.Jobs.parallel;
import static io.jobsch.spec.Jobs.sequence;
import static io.jobsch.spec.Jobs.sh;
import static io.jobsch.workers.Urgency.AT_ONCE;
import static org.assertj.core.api.Assertions.assertThat;

import io.jobsch.result.JobResult;
import io.jobsch.result.Reason;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** How jobs move on: what starts when, and what becomes of the rest when something fails. */
class GroupsTest {
  @RegisterExtension final EngineScenario scenario = new EngineScenario();

  @Test
  void a_command_alone_is_a_job() {
    scenario
        .workers("w1")
        .submit("job", sh("a"))
        .expectStart("", "w1")
        .started("")
        .expectStates(RUNNING, "/ running")
        .succeeds("")
        .expectEnd(SUCCEEDED, "/ succeeded")
        .expectIdle("w1");
  }

  @Test
  void a_command_that_fails_fails_its_job() {
    scenario
        .workers("w1")
        .submit("job", sh("a"))
        .expectStart("", "w1")
        .exits("", 3)
        .expectEnd(FAILED, "/ failed")
        .because(Reason.Code.EXITED, "", "exit code 3")
        .expectIdle("w1");
  }

  @Test
  void an_end_may_come_before_the_news_of_the_start_and_what_may_still_run_is_killed() {
    scenario
        .workers("w1")
        .submit("job", sequence(sh("a"), sh("b")))
        .expectStart("/work/0", "w1")
        .succeeds("/work/0")
        .expectStart("/work/1", "w1")
        .started("/work/0")
        .expectStop("/work/0", AT_ONCE)
        .started("/work/1")
        .succeeds("/work/1")
        .expectEnd(SUCCEEDED, "/ succeeded", "/work/0 succeeded", "/work/1 succeeded");
  }

  @Test
  void a_sequence_runs_its_parts_one_after_the_other() {
    scenario
        .workers("w1")
        .submit("job", sequence(sh("a"), sh("b"), sh("c")))
        .expectStart("/work/0", "w1")
        .started("/work/0")
        .nothingElse()
        .succeeds("/work/0")
        .expectStart("/work/1", "w1")
        .succeeds("/work/1")
        .expectStart("/work/2", "w1")
        .expectStates(
            RUNNING, "/ running", "/work/0 succeeded", "/work/1 succeeded", "/work/2 running")
        .succeeds("/work/2")
        .expectEnd(
            SUCCEEDED,
            "/ succeeded",
            "/work/0 succeeded",
            "/work/1 succeeded",
            "/work/2 succeeded");
  }

  @Test
  void a_sequence_stops_at_the_first_part_that_does_not_succeed() {
    scenario
        .workers("w1")
        .submit("job", sequence(sh("a"), sh("b"), parallel(sh("c"), sh("d"))))
        .expectStart("/work/0", "w1")
        .succeeds("/work/0")
        .expectStart("/work/1", "w1")
        .exits("/work/1", 1)
        .expectEnd(
            FAILED,
            "/ failed",
            "/work/0 succeeded",
            "/work/1 failed",
            "/work/2 skipped",
            "/work/2/work/0 skipped",
            "/work/2/work/1 skipped")
        .because(Reason.Code.EXITED, "/work/1", "exit code 1")
        .nodeBecause("/work/2/work/1", Reason.Code.EXITED, "/work/1")
        .nodeBecause("", Reason.Code.EXITED, "/work/1");
  }

  @Test
  void the_parts_of_a_parallel_group_start_together_and_it_ends_with_the_last() {
    scenario
        .workers("w1")
        .submit("job", parallel(sh("a"), sh("b"), sh("c")))
        .expectStart("/work/0", "w1")
        .expectStart("/work/1", "w1")
        .expectStart("/work/2", "w1")
        .succeeds("/work/2")
        .succeeds("/work/0")
        .expectStates(
            RUNNING, "/ running", "/work/0 succeeded", "/work/1 running", "/work/2 succeeded")
        .succeeds("/work/1")
        .expectEnd(
            SUCCEEDED,
            "/ succeeded",
            "/work/0 succeeded",
            "/work/1 succeeded",
            "/work/2 succeeded");
  }

  @Test
  void a_parallel_group_runs_on_when_a_part_fails_and_fails_with_the_first_in_time() {
    scenario
        .workers("w1")
        .submit("job", parallel(sh("a"), sh("b"), sh("c")))
        .expectStart("/work/0", "w1")
        .expectStart("/work/1", "w1")
        .expectStart("/work/2", "w1")
        .exits("/work/2", 7)
        .exits("/work/0", 1)
        .succeeds("/work/1")
        .expectEnd(FAILED, "/ failed", "/work/0 failed", "/work/1 succeeded", "/work/2 failed")
        .because(Reason.Code.EXITED, "/work/2", "exit code 7");
  }

  @Test
  void no_more_parts_run_at_once_than_a_parallel_group_allows() {
    scenario
        .workers("w1")
        .submit("job", parallel(sh("a"), sh("b"), sh("c"), sh("d")).maxParallel(2))
        .expectStart("/work/0", "w1")
        .expectStart("/work/1", "w1")
        .exits("/work/1", 1)
        .expectStart("/work/2", "w1")
        .together(
            () -> {
              scenario.succeeds("/work/2");
              scenario.succeeds("/work/0");
            })
        .expectStart("/work/3", "w1")
        .succeeds("/work/3")
        .expectEnd(
            FAILED,
            "/ failed",
            "/work/0 succeeded",
            "/work/1 failed",
            "/work/2 succeeded",
            "/work/3 succeeded");
  }

  @Test
  void groups_nest() {
    scenario
        .workers("w1", "w2")
        .submit(
            "job",
            sequence(
                parallel(sequence(sh("a"), sh("b")), sh("c").role("other")), sh("d").role("other")))
        .expectStart("/work/0/work/0/work/0", "w1")
        .expectStart("/work/0/work/1", "w2")
        .succeeds("/work/0/work/1")
        .succeeds("/work/0/work/0/work/0")
        .expectStart("/work/0/work/0/work/1", "w1")
        .succeeds("/work/0/work/0/work/1")
        .expectStart("/work/1", "w2")
        .succeeds("/work/1")
        .expectEnd(
            SUCCEEDED,
            "/ succeeded",
            "/work/0 succeeded",
            "/work/0/work/0 succeeded",
            "/work/0/work/0/work/0 succeeded",
            "/work/0/work/0/work/1 succeeded",
            "/work/0/work/1 succeeded",
            "/work/1 succeeded");
  }

  @Test
  void a_part_that_fails_deep_down_stops_every_sequence_above_it_and_no_parallel_group() {
    scenario
        .workers("w1")
        .submit("job", sequence(parallel(sequence(sh("a"), sh("b")), sh("c")), sh("d")))
        .expectStart("/work/0/work/0/work/0", "w1")
        .expectStart("/work/0/work/1", "w1")
        .exits("/work/0/work/0/work/0", 2)
        .expectStates(
            RUNNING,
            "/ running",
            "/work/0 running",
            "/work/0/work/0 failed",
            "/work/0/work/0/work/0 failed",
            "/work/0/work/0/work/1 skipped",
            "/work/0/work/1 running",
            "/work/1 pending")
        .succeeds("/work/0/work/1")
        .expectEnd(
            FAILED,
            "/ failed",
            "/work/0 failed",
            "/work/0/work/0 failed",
            "/work/0/work/0/work/0 failed",
            "/work/0/work/0/work/1 skipped",
            "/work/0/work/1 succeeded",
            "/work/1 skipped")
        .because(Reason.Code.EXITED, "/work/0/work/0/work/0", "exit code 2");
  }

  @Test
  void the_result_says_who_played_what_and_when() {
    scenario
        .workers("w1", "w2")
        .submit("job", sequence(sh("a").role("server"), sh("b").role("client")))
        .expectStart("/work/0", "w2")
        .expectPlays("w1", "client")
        .expectPlays("w2", "server")
        .after(Duration.ofSeconds(5))
        .exits("/work/0", 4)
        .expectEnd(FAILED, "/ failed", "/work/0 failed", "/work/1 skipped");
    JobResult result = scenario.result();
    assertThat(result.workers()).hasToString("{client=w1, server=w2}");
    assertThat(result.node("/work/0").exitCode()).contains(4);
    assertThat(result.node("/work/0").startedAt()).contains(result.submittedAt());
    assertThat(result.node("/work/0").finishedAt()).contains(result.submittedAt().plusSeconds(5));
    assertThat(result.node("/work/1").startedAt()).isEmpty();
    assertThat(result.finishedAt()).contains(result.submittedAt().plusSeconds(5));
    assertThat(scenario.live()).isEmpty();
  }
}
