package io.jobsch.engine;

import static io.jobsch.result.JobState.CANCELLED;
import static io.jobsch.result.JobState.CANCELLING;
import static io.jobsch.result.JobState.FAILED;
import static io.jobsch.result.JobState.SUCCEEDED;
import static io.jobsch.spec.Jobs.parallel;
import static io.jobsch.spec.Jobs.sequence;
import static io.jobsch.spec.Jobs.sh;
import static io.jobsch.workers.Urgency.AT_ONCE;
import static java.time.Duration.ofSeconds;

import io.jobsch.result.Reason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Jobs that somebody wants stopped. */
class CancelTest {
  @RegisterExtension final EngineScenario scenario = new EngineScenario();

  private EngineScenario aRunningJob() {
    return scenario
        .workers("w1")
        .submit("job", sequence(parallel(sh("a"), sh("b")), sh("c")))
        .expectStart("/work/0/work/0", "w1")
        .expectStart("/work/0/work/1", "w1");
  }

  @Test
  void a_job_that_waits_is_over_at_once() {
    scenario
        .submit("job", sequence(sh("a"), sh("b")))
        .cancel()
        .expectAnswer(CANCELLED)
        .expectEnd(CANCELLED, "/ cancelled", "/work/0 cancelled", "/work/1 cancelled")
        .because(Reason.Code.CANCELLED, "", "cancelled on request")
        .workers("w1")
        .nothingElse();
  }

  @Test
  void a_job_that_runs_is_cancelled_when_its_processes_are_gone() {
    aRunningJob()
        .started("/work/0/work/0")
        .cancel()
        .expectStop("/work/0/work/0", "/work/0/work/1")
        .expectAnswer(CANCELLING)
        .expectStates(
            CANCELLING,
            "/ running",
            "/work/0 running",
            "/work/0/work/0 running",
            "/work/0/work/1 running",
            "/work/1 cancelled")
        .isKilled("/work/0/work/0")
        .expectIdle()
        .isKilled("/work/0/work/1")
        .expectEnd(
            CANCELLED,
            "/ cancelled",
            "/work/0 cancelled",
            "/work/0/work/0 cancelled",
            "/work/0/work/1 cancelled",
            "/work/1 cancelled")
        .because(Reason.Code.CANCELLED, "", "cancelled on request")
        .expectIdle("w1");
  }

  @Test
  void a_job_says_why_it_was_stopped_first() {
    aRunningJob()
        .schedulerCloses()
        .expectStop("/work/0/work/0", "/work/0/work/1")
        .expectAnswer(CANCELLING)
        .cancel()
        .expectAnswer(CANCELLING)
        .isKilled("/work/0/work/0", "/work/0/work/1")
        .expectEnd(
            CANCELLED,
            "/ cancelled",
            "/work/0 cancelled",
            "/work/0/work/0 cancelled",
            "/work/0/work/1 cancelled",
            "/work/1 cancelled")
        .because(Reason.Code.CANCELLED, "", "the scheduler closes");
  }

  @Test
  void what_ends_by_itself_in_the_meantime_keeps_its_end() {
    aRunningJob()
        .cancel()
        .expectStop("/work/0/work/0", "/work/0/work/1")
        .expectAnswer(CANCELLING)
        .succeeds("/work/0/work/0")
        .exits("/work/0/work/1", 3)
        .expectEnd(
            CANCELLED,
            "/ cancelled",
            "/work/0 cancelled",
            "/work/0/work/0 succeeded",
            "/work/0/work/1 failed",
            "/work/1 cancelled")
        .because(Reason.Code.CANCELLED, "", "cancelled on request");
  }

  @Test
  void a_failure_before_the_cancel_does_not_make_it_a_failed_job() {
    aRunningJob()
        .exits("/work/0/work/0", 3)
        .cancel()
        .expectStop("/work/0/work/1")
        .expectAnswer(CANCELLING)
        .isKilled("/work/0/work/1")
        .expectEnd(
            CANCELLED,
            "/ cancelled",
            "/work/0 cancelled",
            "/work/0/work/0 failed",
            "/work/0/work/1 cancelled",
            "/work/1 cancelled");
  }

  @Test
  void asking_again_changes_nothing() {
    aRunningJob()
        .cancel()
        .expectStop("/work/0/work/0", "/work/0/work/1")
        .expectAnswer(CANCELLING)
        .cancel()
        .expectAnswer(CANCELLING)
        .isKilled("/work/0/work/0", "/work/0/work/1")
        .expectEnd(
            CANCELLED,
            "/ cancelled",
            "/work/0 cancelled",
            "/work/0/work/0 cancelled",
            "/work/0/work/1 cancelled",
            "/work/1 cancelled");
  }

  @Test
  void asking_more_urgently_hastens_what_is_still_there_once() {
    aRunningJob()
        .cancel()
        .expectStop("/work/0/work/0", "/work/0/work/1")
        .expectAnswer(CANCELLING)
        .isKilled("/work/0/work/0")
        .cancelAtOnce()
        .expectStop("/work/0/work/1", AT_ONCE)
        .expectAnswer(CANCELLING)
        .cancelAtOnce()
        .expectAnswer(CANCELLING)
        .cancel()
        .expectAnswer(CANCELLING)
        .isKilled("/work/0/work/1")
        .expectEnd(
            CANCELLED,
            "/ cancelled",
            "/work/0 cancelled",
            "/work/0/work/0 cancelled",
            "/work/0/work/1 cancelled",
            "/work/1 cancelled");
  }

  @Test
  void asking_again_and_again_does_not_put_off_the_day_on_which_a_kill_is_overdue() {
    scenario
        .workers("w1")
        .submit("job", sh("a"))
        .expectStart("", "w1")
        .cancelAtOnce()
        .expectStop("", AT_ONCE)
        .expectAnswer(CANCELLING)
        .after(scenario.killAndTell().minusSeconds(1))
        .cancelAtOnce()
        .expectAnswer(CANCELLING)
        .after(ofSeconds(1))
        .expectEnd(FAILED, "/ failed")
        .nodeBecause("", Reason.Code.UNKILLABLE, "");
  }

  @Test
  void a_cancel_of_what_a_timeout_is_stopping_makes_it_a_cancelled_job() {
    scenario
        .workers("w1")
        .submit("job", parallel(sequence(sh("a")).timeout(ofSeconds(5)), sh("b")))
        .expectStart("/work/0/work/0", "w1")
        .expectStart("/work/1", "w1")
        .after(ofSeconds(5))
        .expectStop("/work/0/work/0")
        .cancel()
        .expectStop("/work/1")
        .expectAnswer(CANCELLING)
        .isKilled("/work/0/work/0", "/work/1")
        .expectEnd(
            CANCELLED,
            "/ cancelled",
            "/work/0 timed_out",
            "/work/0/work/0 timed_out",
            "/work/1 cancelled");
  }

  @Test
  void a_cancelled_job_of_which_something_cannot_be_killed_has_failed() {
    aRunningJob()
        .cancel()
        .expectStop("/work/0/work/0", "/work/0/work/1")
        .expectAnswer(CANCELLING)
        .isUnkillable("/work/0/work/0", "12 D")
        .isKilled("/work/0/work/1")
        .expectEnd(
            FAILED,
            "/ failed",
            "/work/0 failed",
            "/work/0/work/0 failed",
            "/work/0/work/1 cancelled",
            "/work/1 cancelled")
        .because(Reason.Code.UNKILLABLE, "/work/0/work/0", "still there after KILL on w1: 12 D");
  }

  @Test
  void a_cancel_of_a_job_that_nobody_knows_is_answered() {
    scenario.cancelUnknown().expectNoSuchJob();
  }

  @Test
  void a_cancel_of_a_job_that_is_over_is_answered() {
    scenario
        .workers("w1")
        .submit("job", sh("a"))
        .expectStart("", "w1")
        .succeeds("")
        .expectEnd(SUCCEEDED, "/ succeeded")
        .cancel()
        .expectNoSuchJob();
  }

  @Test
  void a_job_that_is_cancelled_in_the_batch_of_its_submission_never_starts() {
    scenario
        .workers("w1")
        .together(
            () -> {
              scenario.submit("job", sh("a"));
              scenario.cancel();
            })
        .expectAnswer(CANCELLED)
        .expectEnd(CANCELLED, "/ cancelled")
        .expectIdle("w1");
  }

  @Test
  void a_job_that_ends_in_the_batch_of_its_cancel_before_it_is_over() {
    scenario
        .workers("w1")
        .submit("job", sh("a"))
        .expectStart("", "w1")
        .together(
            () -> {
              scenario.succeeds("");
              scenario.cancel();
            })
        .expectEnd(SUCCEEDED, "/ succeeded")
        .expectNoSuchJob();
  }
}
