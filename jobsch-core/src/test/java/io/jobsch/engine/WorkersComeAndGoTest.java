package io.jobsch.engine;

import static io.jobsch.result.JobState.CANCELLED;
import static io.jobsch.result.JobState.CANCELLING;
import static io.jobsch.result.JobState.FAILED;
import static io.jobsch.result.JobState.RUNNING;
import static io.jobsch.result.JobState.SUCCEEDED;
import static io.jobsch.spec.Jobs.parallel;
import static io.jobsch.spec.Jobs.sequence;
import static io.jobsch.spec.Jobs.sh;
import static io.jobsch.workers.Urgency.AT_ONCE;
import static java.time.Duration.ofSeconds;

import io.jobsch.result.Reason;
import io.jobsch.workers.Ending;
import io.jobsch.workers.ExitStatus;
import io.jobsch.workers.WorkerState;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Workers that are lost, start anew, come again, and what they still have. */
class WorkersComeAndGoTest {
  @RegisterExtension final EngineScenario scenario = new EngineScenario();

  private static final Ending SUCCESS = new Ending.Exited(new ExitStatus.Code(0));

  private EngineScenario aClientAndAServer() {
    return scenario
        .workers("w1", "w2")
        .submit("job", parallel(sh("a").role("client"), sh("b").role("server")))
        .expectStart("/work/0", "w1")
        .expectStart("/work/1", "w2");
  }

  @Test
  void a_worker_that_is_lost_takes_its_command_with_it_and_the_rest_is_stopped() {
    aClientAndAServer()
        .isLost("w2")
        .expectStop("/work/0")
        .expectStates(RUNNING, "/ running", "/work/0 running", "/work/1 lost")
        .isKilled("/work/0")
        .expectEnd(FAILED, "/ failed", "/work/0 cancelled", "/work/1 lost")
        .because(Reason.Code.LOST, "/work/1", "w2 is silent")
        .expectIdle("w1");
  }

  @Test
  void all_commands_of_a_lost_worker_are_lost_at_once() {
    scenario
        .workers("w1")
        .submit(
            "job",
            sequence(parallel(sequence(sh("a"), sh("b")), parallel(sh("c"), sh("d"))), sh("e")))
        .expectStart("/work/0/work/0/work/0", "w1")
        .expectStart("/work/0/work/1/work/0", "w1")
        .expectStart("/work/0/work/1/work/1", "w1")
        .isLost("w1")
        .expectEnd(
            FAILED,
            "/ failed",
            "/work/0 failed",
            "/work/0/work/0 failed",
            "/work/0/work/0/work/0 lost",
            "/work/0/work/0/work/1 skipped",
            "/work/0/work/1 failed",
            "/work/0/work/1/work/0 lost",
            "/work/0/work/1/work/1 lost",
            "/work/1 skipped")
        .because(Reason.Code.LOST, "/work/0/work/0/work/0", "w1 is silent");
  }

  @Test
  void a_group_of_which_nothing_is_lost_is_cancelled() {
    scenario
        .workers("w1", "w2")
        .submit("job", parallel(sh("a").role("x"), sequence(sh("b").role("y"), sh("c").role("y"))))
        .expectStart("/work/0", "w1")
        .expectStart("/work/1/work/0", "w2")
        .isLost("w1")
        .expectStop("/work/1/work/0")
        .isKilled("/work/1/work/0")
        .expectEnd(
            FAILED,
            "/ failed",
            "/work/0 lost",
            "/work/1 cancelled",
            "/work/1/work/0 cancelled",
            "/work/1/work/1 skipped");
  }

  @Test
  void a_worker_that_is_lost_before_its_turn_fails_the_job() {
    scenario
        .workers("w1", "w2")
        .submit("job", sequence(sh("a").role("a"), sequence(sh("b").role("b"))))
        .expectStart("/work/0", "w1")
        .isLost("w2")
        .expectStop("/work/0")
        .isKilled("/work/0")
        .expectEnd(
            FAILED, "/ failed", "/work/0 cancelled", "/work/1 skipped", "/work/1/work/0 skipped")
        .because(Reason.Code.LOST, "/work/1/work/0", "w2 is silent")
        .expectIdle("w1");
  }

  @Test
  void a_worker_that_is_lost_when_its_part_is_done_does_not_matter() {
    scenario
        .workers("w1", "w2")
        .submit("job", sequence(sh("a").role("a"), sh("b").role("b"), sh("c").role("b")))
        .expectStart("/work/0", "w1")
        .succeeds("/work/0")
        .expectStart("/work/1", "w2")
        .isLost("w1")
        .workers("w1")
        .expectIdle("w1")
        .submit("other", sh("d"))
        .expectStart("", "w1")
        .job("job")
        .succeeds("/work/1")
        .expectStart("/work/2", "w2")
        .succeeds("/work/2")
        .expectEnd(
            SUCCEEDED, "/ succeeded", "/work/0 succeeded", "/work/1 succeeded", "/work/2 succeeded")
        .expectIdle("w2")
        .job("other")
        .succeeds("")
        .expectEnd(SUCCEEDED, "/ succeeded");
  }

  @Test
  void a_worker_that_leaves_takes_its_commands_with_it() {
    aClientAndAServer()
        .leaves("w1")
        .expectStop("/work/1")
        .isKilled("/work/1")
        .expectEnd(FAILED, "/ failed", "/work/0 lost", "/work/1 cancelled")
        .because(Reason.Code.LOST, "/work/0", "w1 has left");
  }

  @Test
  void a_worker_that_was_started_anew_has_lost_what_it_ran_and_is_there_for_others() {
    aClientAndAServer()
        .restarts("w1")
        .expectStop("/work/1")
        .expectIdle("w1")
        .submit("next", sh("c"))
        .expectStart("", "w1")
        .job("job")
        .isKilled("/work/1")
        .expectEnd(FAILED, "/ failed", "/work/0 lost", "/work/1 cancelled")
        .because(Reason.Code.LOST, "/work/0", "w1 was started anew")
        .job("next")
        .succeeds("")
        .expectEnd(SUCCEEDED, "/ succeeded");
  }

  @Test
  void several_workers_of_a_job_may_be_lost_one_after_the_other() {
    scenario
        .workers("w1", "w2", "w3")
        .submit("job", parallel(sh("a").role("a"), sh("b").role("b"), sh("c").role("c")))
        .expectStart("/work/0", "w1")
        .expectStart("/work/1", "w2")
        .expectStart("/work/2", "w3")
        .isLost("w2")
        .expectStop("/work/0", "/work/2")
        .isLost("w1")
        .nothingElse()
        .isKilled("/work/2")
        .expectEnd(FAILED, "/ failed", "/work/0 lost", "/work/1 lost", "/work/2 cancelled")
        .because(Reason.Code.LOST, "/work/1", "w2 is silent");
  }

  @Test
  void a_loss_during_a_cancel_makes_it_a_failed_job() {
    aClientAndAServer()
        .cancel()
        .expectStop("/work/0", "/work/1")
        .expectAnswer(CANCELLING)
        .isLost("w2")
        .isKilled("/work/0")
        .expectEnd(FAILED, "/ failed", "/work/0 cancelled", "/work/1 lost")
        .because(Reason.Code.LOST, "/work/1", "w2 is silent");
  }

  @Test
  void a_cancel_after_a_loss_hastens_nothing_and_leaves_the_job_failed() {
    aClientAndAServer()
        .isLost("w2")
        .expectStop("/work/0")
        .cancel()
        .expectAnswer(CANCELLING)
        .isKilled("/work/0")
        .expectEnd(FAILED, "/ failed", "/work/0 cancelled", "/work/1 lost")
        .because(Reason.Code.LOST, "/work/1", "w2 is silent");
  }

  @Test
  void a_worker_that_comes_again_is_given_again_what_may_not_have_reached_it() {
    aClientAndAServer()
        .started("/work/1")
        .rejoins("w1")
        .expectStart("/work/0", "w1")
        .rejoins("w2")
        .nothingElse()
        .cancel()
        .expectStop("/work/0", "/work/1")
        .expectAnswer(CANCELLING)
        .rejoins("w2")
        .expectStop("/work/1")
        .isKilled("/work/0", "/work/1")
        .expectEnd(CANCELLED, "/ cancelled", "/work/0 cancelled", "/work/1 cancelled");
  }

  @Test
  void what_is_cancelled_before_its_worker_has_heard_of_it_is_not_started_any_more() {
    aClientAndAServer()
        .started("/work/1")
        .cancelAtOnce()
        .expectStop("/work/0", AT_ONCE)
        .expectStop("/work/1", AT_ONCE)
        .expectAnswer(CANCELLING)
        .rejoins("w1")
        .expectStop("/work/0", AT_ONCE)
        .isKilled("/work/0", "/work/1")
        .expectEnd(CANCELLED, "/ cancelled", "/work/0 cancelled", "/work/1 cancelled");
  }

  @Test
  void what_a_worker_still_has_after_its_loss_is_killed_before_it_gets_work() {
    aClientAndAServer()
        .isLost("w2")
        .expectStop("/work/0")
        .isKilled("/work/0")
        .expectEnd(FAILED, "/ failed", "/work/0 cancelled", "/work/1 lost")
        .submit("next", sh("c").role("x"))
        .expectStart("", "w1")
        .submit("over next", sh("d").role("x"))
        .job("job")
        .rejoins("w2")
        .expectStop("/work/1", AT_ONCE)
        .expectIdle()
        .started("/work/1")
        .expectStop("/work/1", AT_ONCE)
        .job("over next")
        .expectWaiting(
            "waits for w1, busy with job "
                + scenario.id("next")
                + ", or w2, busy killing what it left")
        .job("job")
        .isKilled("/work/1")
        .job("over next")
        .expectStart("", "w2")
        .succeeds("")
        .expectEnd(SUCCEEDED, "/ succeeded")
        .job("next")
        .succeeds("")
        .expectEnd(SUCCEEDED, "/ succeeded");
  }

  @Test
  void a_stray_of_which_the_worker_says_again_that_it_is_there_is_killed_again() {
    aClientAndAServer()
        .isLost("w2")
        .expectStop("/work/0")
        .isKilled("/work/0")
        .expectEnd(FAILED, "/ failed", "/work/0 cancelled", "/work/1 lost")
        .rejoins("w2")
        .expectStop("/work/1", AT_ONCE)
        .rejoins("w2")
        .expectStop("/work/1", AT_ONCE)
        .expectIdle("w1")
        .isUnkillable("/work/1", "12 D")
        .expectIdle("w1")
        .expectProblem("w2", "quarantined: could not kill 12 D");
  }

  @Test
  void nobody_waits_for_ever_for_a_worker_that_does_not_say_that_a_stray_is_gone() {
    scenario
        .workers("w1")
        .submit("job", sh("a"))
        .expectStart("", "w1")
        .isLost("w1")
        .expectEnd(FAILED, "/ lost")
        .rejoins("w1")
        .expectStop("", AT_ONCE)
        .submit("next", sh("b"))
        .expectWaiting("waits for w1, busy killing what it left")
        .after(scenario.killAndTell())
        .expectWaiting("role default_role needs a worker, no connected worker suits it")
        .expectProblem("w1", "quarantined: did not tell the end of " + scenario.id("job") + "/0#1")
        .job("job")
        .isKilled("")
        .expectIdle();
  }

  @Test
  void a_worker_that_comes_twice_with_the_same_news_is_one_worker() {
    scenario.workers("w1").again().expectIdle("w1").rejoins("w1").expectIdle("w1");
  }

  @Test
  void a_quarantined_worker_may_still_end_what_its_job_needs() {
    scenario
        .workers("w1", "w2")
        .submit("job", parallel(sh("a").role("a"), sequence(sh("b").role("b"), sh("c").role("a"))))
        .expectStart("/work/0", "w1")
        .expectStart("/work/1/work/0", "w2")
        .isUnkillable("/work/0", "12 D")
        .succeeds("/work/1/work/0")
        .expectStart("/work/1/work/1", "w1")
        .succeeds("/work/1/work/1")
        .expectEnd(
            FAILED,
            "/ failed",
            "/work/0 failed",
            "/work/1 succeeded",
            "/work/1/work/0 succeeded",
            "/work/1/work/1 succeeded")
        .expectIdle("w2");
  }

  // Draining.

  @Test
  void a_worker_that_drains_gets_no_job_until_it_drains_no_more() {
    scenario
        .workers("w1")
        .drains("w1")
        .expectState("w1", WorkerState.DRAINING)
        .expectIdle()
        .submit("job", sh("a"))
        .expectWaiting(
            "role default_role needs a worker, no connected worker suits it;"
                + " w1 would, but is draining")
        .drainsNoMore("w1")
        .expectStart("", "w1")
        .expectState("w1", WorkerState.BUSY)
        .succeeds("")
        .expectEnd(SUCCEEDED, "/ succeeded")
        .expectState("w1", WorkerState.IDLE);
  }

  @Test
  void a_worker_that_drains_does_what_its_job_still_wants_of_it() {
    scenario
        .workers("w1")
        .submit("job", sequence(sh("a"), sh("b")))
        .expectStart("/work/0", "w1")
        .started("/work/0")
        .drains("w1")
        .expectState("w1", WorkerState.DRAINING)
        .expectPlays("w1", "default_role")
        .submit("next", sh("c"))
        .job("job")
        .succeeds("/work/0")
        .expectStart("/work/1", "w1")
        .succeeds("/work/1")
        .expectEnd(SUCCEEDED, "/ succeeded", "/work/0 succeeded", "/work/1 succeeded")
        .expectState("w1", WorkerState.DRAINING)
        .leaves("w1")
        .job("next")
        .expectWaiting("role default_role needs a worker, no connected worker suits it");
  }

  @Test
  void nobody_waits_for_a_worker_that_drains_if_others_will_do() {
    scenario
        .workers("w1", "w2")
        .submit("first", sh("a"))
        .expectStart("", "w1")
        .started("")
        .submit("second", sh("b"))
        .expectStart("", "w2")
        .drains("w1")
        .submit("third", sh("c"))
        .expectWaiting("waits for w2, busy with job " + scenario.id("second"))
        .submit("wide", parallel(sh("a").role("a"), sh("b").role("b")))
        .expectWaiting(
            "roles {a, b} need 2 workers, only w2 suits any of them; w1 would, but is draining")
        .job("first")
        .succeeds("")
        .expectEnd(SUCCEEDED, "/ succeeded")
        .job("second")
        .succeeds("")
        .expectEnd(SUCCEEDED, "/ succeeded")
        .job("third")
        .expectStart("", "w2");
  }

  @Test
  void one_that_drains_is_asked_nothing_until_it_drains_no_more() {
    scenario
        .workerToAsk("w1")
        .submit("job", sh("a").role("a"))
        .expectAsk("w1", "a")
        .drains("w1")
        .expectWaiting("role a needs a worker, no connected worker suits it")
        .suits("w1", Map.of("a", true))
        .expectWaiting(
            "role a needs a worker, no connected worker suits it; w1 would, but is draining")
        .submit("other", sh("b").role("b"))
        .expectWaiting("role b needs a worker, no connected worker suits it")
        .drainsNoMore("w1")
        .expectAsk("w1", "a", "b")
        .suits("w1", Map.of("a", true, "b", true))
        .job("job")
        .expectStart("", "w1");
  }

  @Test
  void what_one_that_drains_has_to_kill_is_said_before_that_it_drains() {
    scenario
        .workers("w1")
        .submit("job", sh("a"))
        .expectStart("", "w1")
        .isLost("w1")
        .expectEnd(FAILED, "/ lost")
        .drains("w1")
        .expectStop("", AT_ONCE)
        .expectState("w1", WorkerState.CLEANING)
        .isKilled("")
        .expectState("w1", WorkerState.DRAINING);
  }

  @Test
  void a_scheduler_that_is_started_anew_knows_who_drains() {
    scenario
        .workers("w1")
        .drains("w1")
        .schedulerRestarts()
        .expectState("w1", WorkerState.DRAINING)
        .drains("w1")
        .expectState("w1", WorkerState.DRAINING);
  }

  // Late and repeated news.

  @Test
  void every_news_may_come_twice() {
    scenario
        .workers("w1")
        .submit("job", sequence(sh("a"), sh("b")))
        .expectStart("/work/0", "w1")
        .again()
        .started("/work/0")
        .again()
        .succeeds("/work/0")
        .expectStart("/work/1", "w1")
        .again()
        .exits("/work/0", 3)
        .succeeds("/work/1")
        .expectEnd(SUCCEEDED, "/ succeeded", "/work/0 succeeded", "/work/1 succeeded")
        .again()
        .started("/work/1")
        .expectStop("/work/1", AT_ONCE);
  }

  @Test
  void news_of_a_former_life_says_nothing() {
    aClientAndAServer()
        .restarts("w1")
        .expectStop("/work/1")
        .started("/work/0")
        .succeeds("/work/0")
        .formerLifeIsLost("w1")
        .expectIdle("w1")
        .isKilled("/work/1")
        .expectEnd(FAILED, "/ failed", "/work/0 lost", "/work/1 cancelled");
  }

  @Test
  void a_command_that_starts_when_nobody_wants_it_any_more_is_killed() {
    scenario
        .workers("w1")
        .submit("job", sh("a"))
        .expectStart("", "w1")
        .isLost("w1")
        .expectEnd(FAILED, "/ lost")
        .rejoinsWith("w1")
        .expectStop("", AT_ONCE)
        .started("")
        .expectStop("", AT_ONCE)
        .isKilled("")
        .expectIdle("w1");
  }

  @Test
  void what_a_lost_worker_may_still_be_given_is_over_before_it_gets_other_work() {
    scenario
        .workers("w1")
        .submit("job", sh("a"))
        .expectStart("", "w1")
        .isLost("w1")
        .expectEnd(FAILED, "/ lost")
        .submit("other", sh("b"))
        .rejoinsWith("w1")
        .job("job")
        .expectStop("", AT_ONCE)
        .isKilled("")
        .job("other")
        .expectStart("", "w1");
  }

  @Test
  void news_of_a_worker_that_is_not_there_says_nothing() {
    aClientAndAServer()
        .isLost("w1")
        .expectStop("/work/1")
        .again()
        .succeeds("/work/0")
        .leaves("w1")
        .expectStates(RUNNING, "/ running", "/work/0 lost", "/work/1 running")
        .isKilled("/work/1")
        .expectEnd(FAILED, "/ failed", "/work/0 lost", "/work/1 cancelled");
  }

  @Test
  void a_worker_cannot_end_what_another_runs() {
    aClientAndAServer()
        .tellsEnd("w1", "/work/1", SUCCESS)
        .expectStates(RUNNING, "/ running", "/work/0 running", "/work/1 running")
        .succeeds("/work/0", "/work/1")
        .expectEnd(SUCCEEDED, "/ succeeded", "/work/0 succeeded", "/work/1 succeeded");
  }

  @Test
  void a_worker_cannot_end_what_there_never_was() {
    aClientAndAServer()
        .tellsOf("w1", 1, 2, SUCCESS)
        .tellsOf("w1", 0, 0, SUCCESS)
        .tellsOf("w1", 0, 1, SUCCESS)
        .tellsOf("w1", 3, 1, SUCCESS)
        .tellsOf("w1", -1, 1, SUCCESS)
        .tellsOf("w1", 1, -1, SUCCESS)
        .expectStates(RUNNING, "/ running", "/work/0 running", "/work/1 running")
        .succeeds("/work/0", "/work/1")
        .expectEnd(SUCCEEDED, "/ succeeded", "/work/0 succeeded", "/work/1 succeeded");
  }

  @Test
  void late_news_of_a_start_that_was_made_before_does_not_make_what_has_ended_a_stray_for_ever() {
    scenario
        .workers("w1")
        .submit("job", sequence(sh("a"), sh("b")))
        .expectStart("/work/0", "w1")
        .succeeds("/work/0")
        .expectStart("/work/1", "w1")
        .rejoinsWith("w1", "/work/0")
        .expectStop("/work/0", AT_ONCE)
        .expectStart("/work/1", "w1")
        .isKilled("/work/0")
        .succeeds("/work/1")
        .expectEnd(SUCCEEDED, "/ succeeded", "/work/0 succeeded", "/work/1 succeeded")
        .expectIdle("w1");
  }

  @Test
  void a_job_may_be_submitted_twice_under_its_name_while_it_lives() {
    scenario
        .submit("job", sh("a"))
        .again()
        .workers("w1")
        .expectStart("", "w1")
        .submit("job", sh("something else"))
        .succeeds("")
        .expectEnd(SUCCEEDED, "/ succeeded");
  }

  @Test
  void a_loss_and_an_end_in_one_batch_count_in_their_order() {
    aClientAndAServer()
        .together(
            () -> {
              scenario.succeeds("/work/0");
              scenario.isLost("w1");
            })
        .nothingElse()
        .together(
            () -> {
              scenario.isLost("w2");
              scenario.succeeds("/work/1");
            })
        .expectEnd(FAILED, "/ failed", "/work/0 succeeded", "/work/1 lost");
  }

  // Another scheduler takes over.

  @Test
  void a_recovery_gives_again_the_orders_that_were_not_acknowledged() {
    scenario
        .workers("w1", "w2", "w3")
        .submit(
            "job",
            parallel(
                sh("a").role("a"), sh("b").role("b"), sequence(sh("c")).timeout(ofSeconds(60))))
        .expectStart("/work/0", "w1")
        .expectStart("/work/1", "w2")
        .expectStart("/work/2/work/0", "w3")
        .started("/work/1")
        .schedulerRestarts()
        .expectStart("/work/0", "w1")
        .expectStart("/work/2/work/0", "w3")
        .cancel()
        .expectStop("/work/0", "/work/1", "/work/2/work/0")
        .expectAnswer(CANCELLING)
        .schedulerRestarts()
        .expectStop("/work/0", "/work/1", "/work/2/work/0")
        .isKilled("/work/0", "/work/1", "/work/2/work/0")
        .expectEnd(
            CANCELLED,
            "/ cancelled",
            "/work/0 cancelled",
            "/work/1 cancelled",
            "/work/2 cancelled",
            "/work/2/work/0 cancelled");
  }

  @Test
  void a_recovery_kills_strays_again() {
    aClientAndAServer()
        .isLost("w2")
        .expectStop("/work/0")
        .isKilled("/work/0")
        .expectEnd(FAILED, "/ failed", "/work/0 cancelled", "/work/1 lost")
        .rejoins("w2")
        .expectStop("/work/1", AT_ONCE)
        .schedulerRestarts()
        .expectStop("/work/1", AT_ONCE)
        .isKilled("/work/1")
        .expectIdle("w1", "w2");
  }

  @Test
  void what_is_left_of_a_timeout_counts_on_after_a_recovery() {
    scenario
        .workers("w1")
        .submit("job", sequence(sh("a")).timeout(ofSeconds(60)))
        .expectStart("/work/0", "w1")
        .started("/work/0")
        .after(ofSeconds(20))
        .schedulerRestarts()
        .after(ofSeconds(39))
        .nothingElse()
        .after(ofSeconds(1))
        .expectStop("/work/0")
        .isKilled("/work/0")
        .expectEnd(FAILED, "/ timed_out", "/work/0 timed_out");
  }

  @Test
  void a_timeout_that_ran_out_while_nobody_was_there_comes_at_once() {
    scenario
        .workers("w1")
        .submit("job", sequence(sh("a")).timeout(ofSeconds(60)))
        .expectStart("/work/0", "w1")
        .started("/work/0")
        .wallClockJumps(ofSeconds(3600))
        .schedulerRestarts()
        .after(ofSeconds(0))
        .expectStop("/work/0")
        .isKilled("/work/0")
        .expectEnd(FAILED, "/ timed_out", "/work/0 timed_out");
  }

  @Test
  void a_clock_that_was_set_back_makes_no_timeout_longer() {
    scenario
        .workers("w1")
        .submit("job", sequence(sh("a")).timeout(ofSeconds(60)))
        .expectStart("/work/0", "w1")
        .started("/work/0")
        .wallClockJumps(ofSeconds(-3600))
        .schedulerRestarts()
        .after(ofSeconds(60))
        .expectStop("/work/0")
        .isKilled("/work/0")
        .expectEnd(FAILED, "/ timed_out", "/work/0 timed_out");
  }

  @Test
  void after_a_recovery_the_end_of_a_command_can_be_overdue_as_before() {
    scenario
        .workers("w1")
        .submit("job", sh("a").timeout(ofSeconds(60)))
        .expectStart("", "w1")
        .started("")
        .schedulerRestarts()
        .after(ofSeconds(60).plus(scenario.killAndTell()))
        .expectEnd(FAILED, "/ failed")
        .nodeBecause("", Reason.Code.UNKILLABLE, "");
  }
}
