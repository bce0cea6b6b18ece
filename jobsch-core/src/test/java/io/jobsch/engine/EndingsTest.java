package io.jobsch.engine;

import static io.jobsch.result.JobState.FAILED;
import static io.jobsch.result.JobState.RUNNING;
import static io.jobsch.result.JobState.SUCCEEDED;
import static io.jobsch.spec.Jobs.parallel;
import static io.jobsch.spec.Jobs.sequence;
import static io.jobsch.spec.Jobs.sh;
import static java.time.Duration.ofNanos;
import static java.time.Duration.ofSeconds;

import io.jobsch.result.Reason;
import io.jobsch.workers.Ending;
import io.jobsch.workers.Ending.NotStarted.Kind;
import io.jobsch.workers.ExitStatus;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What the end of a process means for its node and its job. */
class EndingsTest {
  @RegisterExtension final EngineScenario scenario = new EngineScenario();

  private EngineScenario aRunningSequence() {
    return scenario
        .workers("w1")
        .submit("job", sequence(sh("a"), sh("b")))
        .expectStart("/work/0", "w1");
  }

  @ParameterizedTest
  @CsvSource({"9, signal KILL", "11, signal SEGV", "42, signal 42"})
  void a_signal_is_not_an_exit_code(int number, String shown) {
    aRunningSequence()
        .ends("/work/0", new Ending.Exited(new ExitStatus.Signal(number)))
        .expectEnd(FAILED, "/ failed", "/work/0 failed", "/work/1 skipped")
        .because(Reason.Code.SIGNALLED, "/work/0", "ended by " + shown);
  }

  @ParameterizedTest
  @CsvSource({
    "NOT_FOUND, NOT_FOUND",
    "NOT_EXECUTABLE, NOT_EXECUTABLE",
    "SYSTEM, START_ERROR",
  })
  void a_command_that_could_not_be_started_has_failed_for_a_reason_of_its_own(
      Kind kind, Reason.Code code) {
    aRunningSequence()
        .isNotStarted("/work/0", kind, "no such program: a")
        .expectEnd(FAILED, "/ failed", "/work/0 failed", "/work/1 skipped")
        .because(code, "/work/0", "no such program: a")
        .expectIdle("w1");
  }

  @Test
  void a_start_that_its_worker_refuses_is_lost_and_the_rest_is_stopped() {
    scenario
        .workers("w1", "w2")
        .submit("job", parallel(sh("a").role("x"), sequence(sh("b").role("y"), sh("c").role("y"))))
        .expectStart("/work/0", "w1")
        .expectStart("/work/1/work/0", "w2")
        .started("/work/1/work/0")
        .isNotStarted("/work/0", Kind.REFUSED, "w1 is closing")
        .expectStop("/work/1/work/0")
        .isKilled("/work/1/work/0")
        .expectEnd(
            FAILED,
            "/ failed",
            "/work/0 lost",
            "/work/1 cancelled",
            "/work/1/work/0 cancelled",
            "/work/1/work/1 skipped")
        .because(Reason.Code.LOST, "/work/0", "w1 is closing");
  }

  @ParameterizedTest
  @EnumSource(
      value = Ending.Cause.class,
      names = {"LEASE", "SHUTDOWN"})
  void a_command_that_its_worker_killed_of_its_own_accord_is_lost(Ending.Cause cause) {
    aRunningSequence()
        .isKilled("/work/0", cause)
        .expectEnd(FAILED, "/ failed", "/work/0 lost", "/work/1 skipped")
        .nodeBecause("", Reason.Code.LOST, "/work/0")
        .expectIdle("w1");
  }

  @Test
  void a_command_that_was_killed_on_an_order_that_nobody_gave_is_lost() {
    aRunningSequence()
        .isKilled("/work/0")
        .expectEnd(FAILED, "/ failed", "/work/0 lost", "/work/1 skipped")
        .because(Reason.Code.LOST, "/work/0", "w1 killed it, and nobody had asked");
  }

  @Test
  void a_command_of_which_nobody_knows_what_became_is_lost() {
    aRunningSequence()
        .ends("/work/0", new Ending.Lost("its runner died"))
        .expectEnd(FAILED, "/ failed", "/work/0 lost", "/work/1 skipped")
        .because(Reason.Code.LOST, "/work/0", "its runner died");
  }

  @Test
  void a_worker_that_kills_for_a_timeout_that_there_is_not_is_not_believed() {
    aRunningSequence()
        .isKilled("/work/0", Ending.Cause.TIMEOUT)
        .expectEnd(FAILED, "/ failed", "/work/0 lost", "/work/1 skipped")
        .because(Reason.Code.LOST, "/work/0", "w1 killed it, and nobody had asked");
  }

  @Test
  void a_loss_comes_before_an_earlier_failure() {
    scenario
        .workers("w1")
        .submit("job", parallel(sh("a"), sh("b")))
        .expectStart("/work/0", "w1")
        .expectStart("/work/1", "w1")
        .exits("/work/0", 1)
        .ends("/work/1", new Ending.Lost("its runner died"))
        .expectEnd(FAILED, "/ failed", "/work/0 failed", "/work/1 lost")
        .because(Reason.Code.LOST, "/work/1", "its runner died");
  }

  @Test
  void what_cannot_be_killed_fails_its_job_and_its_worker_gets_no_more_work() {
    scenario
        .workers("w1", "w2")
        .submit("job", sh("a").timeout(ofSeconds(5)))
        .expectStart("", "w1")
        .isUnkillable("", "4711 D")
        .expectEnd(FAILED, "/ failed")
        .because(Reason.Code.UNKILLABLE, "", "still there after KILL on w1: 4711 D")
        .expectIdle("w2")
        .expectProblem("w1", "quarantined: could not kill 4711 D")
        .submit("next", sh("b"))
        .expectStart("", "w2")
        .submit("over next", sh("c"))
        .expectWaiting("waits for w2, busy with job " + scenario.id("next"))
        .job("next")
        .succeeds("")
        .expectEnd(SUCCEEDED, "/ succeeded")
        .job("over next")
        .expectStart("", "w2")
        .succeeds("")
        .expectEnd(SUCCEEDED, "/ succeeded");
  }

  @Test
  void a_quarantine_outlasts_a_loss_of_the_worker_but_not_its_life() {
    scenario
        .workers("w1")
        .submit("job", sh("a").timeout(ofSeconds(5)))
        .expectStart("", "w1")
        .isUnkillable("", "4711 D")
        .expectEnd(FAILED, "/ failed")
        .isLost("w1")
        .rejoins("w1")
        .expectIdle()
        .expectProblem("w1", "quarantined: could not kill 4711 D")
        .restarts("w1")
        .expectNoProblem("w1")
        .expectIdle("w1");
  }

  @Test
  void an_end_that_is_overdue_counts_as_unkillable() {
    scenario
        .workers("w1")
        .submit("job", sequence(sh("a").timeout(ofSeconds(5)), sh("b")))
        .expectStart("/work/0", "w1")
        .started("/work/0")
        .after(ofSeconds(5))
        .after(scenario.killAndTell().minusNanos(1))
        .expectStates(RUNNING, "/ running", "/work/0 running", "/work/1 pending")
        .after(ofNanos(1))
        .expectEnd(FAILED, "/ failed", "/work/0 failed", "/work/1 skipped")
        .because(
            Reason.Code.UNKILLABLE,
            "/work/0",
            "w1 did not say in time that what it was to kill is gone")
        .expectIdle()
        .isKilled("/work/0", Ending.Cause.TIMEOUT);
  }

  @Test
  void the_end_of_a_command_in_the_batch_of_its_backstop_is_in_time() {
    scenario
        .workers("w1")
        .submit("job", sh("a").timeout(ofSeconds(5)))
        .expectStart("", "w1")
        .together(
            () -> {
              scenario.after(ofSeconds(5).plus(scenario.killAndTell()));
              scenario.ends(
                  "", new Ending.Killed(Ending.Cause.TIMEOUT, Optional.of(ExitStatus.Signal.KILL)));
            })
        .expectEnd(FAILED, "/ timed_out")
        .expectIdle("w1");
  }
}
