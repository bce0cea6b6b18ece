package io.jobsch.engine;

import static io.jobsch.result.JobState.CANCELLED;
import static io.jobsch.result.JobState.CANCELLING;
import static io.jobsch.result.JobState.FAILED;
import static io.jobsch.result.JobState.RUNNING;
import static io.jobsch.result.JobState.SUCCEEDED;
import static io.jobsch.spec.Jobs.parallel;
import static io.jobsch.spec.Jobs.sequence;
import static io.jobsch.spec.Jobs.sh;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;

import io.jobsch.result.Reason;
import io.jobsch.workers.Ending;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What becomes of what takes too long. */
class TimeoutsTest {
  @RegisterExtension final EngineScenario scenario = new EngineScenario();

  @Test
  void a_command_that_takes_too_long_is_killed_by_its_worker() {
    scenario
        .workers("w1")
        .submit("job", sequence(sh("a").timeout(ofMillis(1500)), sh("b")))
        .expectStart("/work/0", "w1")
        .after(ofSeconds(2))
        .isKilled("/work/0", Ending.Cause.TIMEOUT)
        .expectEnd(FAILED, "/ failed", "/work/0 timed_out", "/work/1 skipped")
        .because(Reason.Code.TIMED_OUT, "/work/0", "took longer than its timeout of 1.5 s");
  }

  @Test
  void a_group_that_takes_too_long_is_stopped_and_timed_out_only_when_all_is_gone() {
    scenario
        .workers("w1")
        .submit("job", parallel(sh("a"), sh("b"), sequence(sh("c"), sh("d"))).timeout(ofSeconds(5)))
        .expectStart("/work/0", "w1")
        .expectStart("/work/1", "w1")
        .expectStart("/work/2/work/0", "w1")
        .after(ofSeconds(4))
        .succeeds("/work/0")
        .after(ofSeconds(1))
        .expectStop("/work/1", "/work/2/work/0")
        .expectStates(
            RUNNING,
            "/ running",
            "/work/0 succeeded",
            "/work/1 running",
            "/work/2 running",
            "/work/2/work/0 running",
            "/work/2/work/1 skipped")
        .isKilled("/work/1")
        .isKilled("/work/2/work/0")
        .expectEnd(
            FAILED,
            "/ timed_out",
            "/work/0 succeeded",
            "/work/1 timed_out",
            "/work/2 timed_out",
            "/work/2/work/0 timed_out",
            "/work/2/work/1 skipped")
        .because(Reason.Code.TIMED_OUT, "", "took longer than its timeout of 5 s")
        .nodeBecause("/work/2/work/1", Reason.Code.TIMED_OUT, "")
        .nodeBecause("/work/2/work/0", Reason.Code.TIMED_OUT, "");
  }

  @Test
  void a_group_within_a_job_that_takes_too_long_leaves_the_others_running() {
    scenario
        .workers("w1")
        .submit("job", parallel(sequence(sh("a")).timeout(ofSeconds(5)), sh("b")))
        .expectStart("/work/0/work/0", "w1")
        .expectStart("/work/1", "w1")
        .after(ofSeconds(5))
        .expectStop("/work/0/work/0")
        .isKilled("/work/0/work/0")
        .expectStates(
            RUNNING,
            "/ running",
            "/work/0 timed_out",
            "/work/0/work/0 timed_out",
            "/work/1 running")
        .succeeds("/work/1")
        .expectEnd(
            FAILED,
            "/ failed",
            "/work/0 timed_out",
            "/work/0/work/0 timed_out",
            "/work/1 succeeded")
        .because(Reason.Code.TIMED_OUT, "/work/0", "took longer than its timeout of 5 s");
  }

  @Test
  void a_group_that_ends_in_time_is_not_stopped() {
    scenario
        .workers("w1")
        .submit("job", sequence(sequence(sh("a")).timeout(ofSeconds(5)), sh("b")))
        .expectStart("/work/0/work/0", "w1")
        .after(ofSeconds(4))
        .succeeds("/work/0/work/0")
        .expectStart("/work/1", "w1")
        .after(ofSeconds(60))
        .succeeds("/work/1")
        .expectEnd(
            SUCCEEDED,
            "/ succeeded",
            "/work/0 succeeded",
            "/work/0/work/0 succeeded",
            "/work/1 succeeded");
  }

  @Test
  void the_timeout_of_a_group_counts_from_its_own_start() {
    scenario
        .workers("w1")
        .submit("job", sequence(sh("a"), sequence(sh("b")).timeout(ofSeconds(5))))
        .expectStart("/work/0", "w1")
        .after(ofSeconds(60))
        .succeeds("/work/0")
        .expectStart("/work/1/work/0", "w1")
        .after(ofMillis(4999))
        .nothingElse()
        .after(ofMillis(1))
        .expectStop("/work/1/work/0")
        .isKilled("/work/1/work/0")
        .expectEnd(
            FAILED,
            "/ failed",
            "/work/0 succeeded",
            "/work/1 timed_out",
            "/work/1/work/0 timed_out");
  }

  @Test
  void an_exit_in_the_batch_of_the_deadline_wins() {
    scenario
        .workers("w1")
        .submit("job", sequence(sh("a")).timeout(ofSeconds(5)))
        .expectStart("/work/0", "w1")
        .together(
            () -> {
              scenario.after(ofSeconds(5));
              scenario.succeeds("/work/0");
            })
        .expectEnd(SUCCEEDED, "/ succeeded", "/work/0 succeeded");
  }

  @Test
  void what_starts_in_the_batch_of_the_deadline_of_its_group_is_stopped_in_it() {
    scenario
        .workers("w1")
        .submit("job", sequence(sh("a"), sh("b")).timeout(ofSeconds(5)))
        .expectStart("/work/0", "w1")
        .together(
            () -> {
              scenario.after(ofSeconds(5));
              scenario.succeeds("/work/0");
            })
        .expectStart("/work/1", "w1")
        .expectStop("/work/1")
        .isKilled("/work/1")
        .expectEnd(FAILED, "/ timed_out", "/work/0 succeeded", "/work/1 timed_out");
  }

  @Test
  void a_command_that_exits_while_it_is_killed_keeps_its_exit_but_its_group_has_timed_out() {
    scenario
        .workers("w1")
        .submit("job", sequence(sh("a"), sh("b")).timeout(ofSeconds(5)))
        .expectStart("/work/0", "w1")
        .after(ofSeconds(5))
        .expectStop("/work/0")
        .succeeds("/work/0")
        .expectEnd(FAILED, "/ timed_out", "/work/0 succeeded", "/work/1 skipped")
        .because(Reason.Code.TIMED_OUT, "", "took longer than its timeout of 5 s");
  }

  @Test
  void the_inner_of_two_timeouts_comes_first_and_keeps_the_blame() {
    scenario
        .workers("w1")
        .submit(
            "job",
            sequence(sequence(sh("a"), sh("b")).timeout(ofSeconds(5)), sh("c"))
                .timeout(ofSeconds(8)))
        .expectStart("/work/0/work/0", "w1")
        .after(ofSeconds(5))
        .expectStop("/work/0/work/0")
        .after(ofSeconds(3))
        .isKilled("/work/0/work/0")
        .expectEnd(
            FAILED,
            "/ timed_out",
            "/work/0 timed_out",
            "/work/0/work/0 timed_out",
            "/work/0/work/1 skipped",
            "/work/1 skipped")
        .because(Reason.Code.TIMED_OUT, "/work/0", "took longer than its timeout of 5 s")
        .nodeBecause("/work/0/work/0", Reason.Code.TIMED_OUT, "/work/0")
        .nodeBecause("/work/1", Reason.Code.TIMED_OUT, "");
  }

  @Test
  void the_inner_deadline_changes_nothing_once_the_outer_has_stopped_it() {
    scenario
        .workers("w1")
        .submit("job", sequence(sequence(sh("a")).timeout(ofSeconds(8))).timeout(ofSeconds(5)))
        .expectStart("/work/0/work/0", "w1")
        .after(ofSeconds(5))
        .expectStop("/work/0/work/0")
        .after(ofSeconds(3))
        .nothingElse()
        .isKilled("/work/0/work/0")
        .expectEnd(FAILED, "/ timed_out", "/work/0 timed_out", "/work/0/work/0 timed_out")
        .because(Reason.Code.TIMED_OUT, "", "took longer than its timeout of 5 s")
        .nodeBecause("/work/0", Reason.Code.TIMED_OUT, "");
  }

  @Test
  void a_deadline_that_comes_while_the_job_is_cancelled_changes_nothing() {
    scenario
        .workers("w1")
        .submit("job", sequence(sh("a")).timeout(ofSeconds(5)))
        .expectStart("/work/0", "w1")
        .after(ofSeconds(4))
        .cancel()
        .expectStop("/work/0")
        .expectAnswer(CANCELLING)
        .after(ofSeconds(1))
        .nothingElse()
        .isKilled("/work/0")
        .expectEnd(CANCELLED, "/ cancelled", "/work/0 cancelled")
        .because(Reason.Code.CANCELLED, "", "cancelled on request");
  }

  @Test
  void nothing_puts_off_the_day_on_which_a_kill_is_overdue() {
    scenario
        .workers("w1")
        .submit("job", sequence(sequence(sh("a")).timeout(ofSeconds(15))).timeout(ofSeconds(5)))
        .expectStart("/work/0/work/0", "w1")
        .after(ofSeconds(5))
        .expectStop("/work/0/work/0")
        .after(scenario.killAndTell())
        .expectEnd(FAILED, "/ failed", "/work/0 failed", "/work/0/work/0 failed")
        .nodeBecause("", Reason.Code.UNKILLABLE, "/work/0/work/0");
  }
}
