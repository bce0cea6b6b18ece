package io.jobsch.engine;

import static io.jobsch.result.JobState.CANCELLED;
import static io.jobsch.result.JobState.FAILED;
import static io.jobsch.result.JobState.SUCCEEDED;
import static io.jobsch.spec.Jobs.parallel;
import static io.jobsch.spec.Jobs.sequence;
import static io.jobsch.spec.Jobs.sh;

import io.jobsch.spec.JobSpec;
import io.jobsch.workers.Suitability;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Who gets which workers, when, and why others wait. */
class AllocationTest {
  @RegisterExtension final EngineScenario scenario = new EngineScenario();

  private static JobSpec roles(String... names) {
    return sequence(Stream.of(names).map(it -> sh("true").role(it)).toList());
  }

  private EngineScenario ends(String job) {
    return scenario.job(job).succeeds("").expectEnd(SUCCEEDED, "/ succeeded");
  }

  // All or nothing.

  @Test
  void a_job_takes_nobody_before_there_is_a_worker_for_each_role() {
    scenario
        .workers("w1")
        .submit("wide", parallel(sh("a").role("a"), sh("b").role("b")))
        .expectIdle("w1")
        .expectWaiting("roles {a, b} need 2 workers, only w1 suits any of them")
        .workers("w2")
        .expectStart("/work/0", "w1")
        .expectStart("/work/1", "w2");
  }

  @Test
  void an_assignment_is_found_where_there_is_one() {
    scenario
        .worker("w1", "a", "b")
        .worker("w2", "a")
        .submit("job", parallel(sh("x").role("a"), sh("y").role("b")))
        .expectStart("/work/0", "w2")
        .expectStart("/work/1", "w1");
  }

  @Test
  void a_chain_of_changes_leads_to_the_only_assignment() {
    scenario
        .worker("w1", "a", "b")
        .worker("w2", "b", "c")
        .worker("w3", "c", "d")
        .worker("w4", "a")
        .submit(
            "job",
            parallel(sh("1").role("a"), sh("2").role("b"), sh("3").role("c"), sh("4").role("d")))
        .expectStart("/work/0", "w4")
        .expectStart("/work/1", "w1")
        .expectStart("/work/2", "w2")
        .expectStart("/work/3", "w3");
  }

  @Test
  void workers_are_free_again_all_at_once_when_the_job_is_over() {
    scenario
        .workers("w1", "w2")
        .submit("job", roles("a", "b"))
        .expectStart("/work/0", "w1")
        .succeeds("/work/0")
        .expectStart("/work/1", "w2")
        .expectIdle()
        .succeeds("/work/1")
        .expectEnd(SUCCEEDED, "/ succeeded", "/work/0 succeeded", "/work/1 succeeded")
        .expectIdle("w1", "w2");
  }

  // In order.

  @Test
  void who_came_first_is_served_first() {
    scenario
        .workers("w1")
        .submit("one", sh("1"))
        .expectStart("", "w1")
        .submit("two", sh("2"))
        .submit("three", sh("3"))
        .expectWaiting("waits for w1, busy with job " + scenario.id("one") + "; 1 job ahead");
    ends("one").job("two").expectStart("", "w1");
    ends("two").job("three").expectStart("", "w1");
    ends("three");
  }

  @Test
  void jobs_that_hold_up_nobody_are_not_counted_as_ahead() {
    scenario
        .worker("w1", "a*")
        .submit("one", sh("1").role("a"))
        .expectStart("", "w1")
        .submit("nobody suits", sh("x").role("z"))
        .submit("nor this", sh("x").role("z").timeout(Duration.ofSeconds(1)))
        .submit("urgent", sh("x").role("z").priority(1))
        .submit("two", sh("2").role("a"))
        .expectWaiting("waits for w1, busy with job " + scenario.id("one"))
        .submit("nor that", sh("x").role("z"))
        .submit("three", sh("3").role("a"))
        .expectWaiting("waits for w1, busy with job " + scenario.id("one") + "; 1 job ahead")
        .job("nobody suits")
        .cancel()
        .expectAnswer(CANCELLED)
        .expectEnd(CANCELLED, "/ cancelled")
        .job("three")
        .expectWaiting("waits for w1, busy with job " + scenario.id("one") + "; 1 job ahead")
        .worker("z", "z")
        .job("urgent")
        .expectStart("", "z")
        .job("three")
        .expectWaiting("waits for w1, busy with job " + scenario.id("one") + "; 3 jobs ahead");
  }

  @Test
  void nobody_overtakes_a_wide_job_that_waits_for_the_same_workers() {
    scenario
        .workers("w1", "w2")
        .submit("running", sh("1"))
        .expectStart("", "w1")
        .submit("wide", roles("a", "b"))
        .expectWaiting("waits for w1, busy with job " + scenario.id("running"))
        .submit("narrow", sh("3"))
        .submit("narrower", sh("4"))
        .expectIdle("w2")
        .job("narrow")
        .expectWaiting("waits for w2, reserved for job " + scenario.id("wide") + "; 1 job ahead")
        .job("narrower")
        .expectWaiting("waits for w2, reserved for job " + scenario.id("wide") + "; 2 jobs ahead");
    ends("running")
        .job("wide")
        .expectStart("/work/0", "w2")
        .succeeds("/work/0")
        .expectStart("/work/1", "w1")
        .succeeds("/work/1")
        .expectEnd(SUCCEEDED, "/ succeeded", "/work/0 succeeded", "/work/1 succeeded")
        .job("narrow")
        .expectStart("", "w1")
        .job("narrower")
        .expectStart("", "w2");
  }

  @Test
  void a_job_that_nobody_can_serve_blocks_nobody() {
    scenario
        .workers("w1")
        .submit("impossible", roles("a", "b"))
        .submit("possible", sh("1"))
        .expectStart("", "w1")
        .job("impossible")
        .expectWaiting("roles {a, b} need 2 workers, only w1 suits any of them");
    ends("possible");
  }

  @Test
  void a_job_that_nobody_can_serve_starts_when_somebody_can() {
    scenario
        .worker("w1", "a")
        .submit("job", sh("1").role("b"))
        .expectWaiting("role b needs a worker, no connected worker suits it")
        .worker("w2", "b")
        .expectStart("", "w2");
  }

  @Test
  void jobs_that_need_other_workers_go_their_own_ways() {
    scenario
        .worker("a1", "a*")
        .worker("b1", "b*")
        .submit("a", sh("1").role("a"))
        .expectStart("", "a1")
        .submit("next a", sh("2").role("a2"))
        .expectWaiting("waits for a1, busy with job " + scenario.id("a"))
        .submit("b", sh("3").role("b"))
        .expectStart("", "b1");
    ends("a").job("next a").expectStart("", "a1");
  }

  @Test
  void a_cancelled_job_makes_way_for_those_behind_it() {
    scenario
        .workers("w1", "w2")
        .submit("running", sh("1"))
        .expectStart("", "w1")
        .submit("wide", roles("a", "b"))
        .submit("narrow", sh("2"))
        .job("wide")
        .cancel()
        .expectAnswer(CANCELLED)
        .expectEnd(CANCELLED, "/ cancelled", "/work/0 cancelled", "/work/1 cancelled")
        .job("narrow")
        .expectStart("", "w2");
  }

  @Test
  void a_worker_that_goes_makes_a_job_impossible_that_kept_others_from_those_behind_it() {
    scenario
        .workers("w1", "w2")
        .submit("running", sh("1"))
        .expectStart("", "w1")
        .submit("wide", roles("a", "b"))
        .submit("narrow", sh("2"))
        .job("running")
        .isLost("w1")
        .expectEnd(FAILED, "/ lost")
        .job("narrow")
        .expectStart("", "w2");
  }

  // Preferences.

  @Test
  void specialists_come_before_generalists() {
    scenario
        .workers("a-everything")
        .worker("b-two", "x", "y")
        .worker("c-one", "x")
        .workers("d-busy")
        .submit("wanted", sh("0").role("z"))
        .expectStart("", "a-everything")
        .submit("wide", roles("y", "z", "u", "v", "w"))
        .submit("job", sh("1").role("x"))
        .expectStart("", "c-one");
  }

  @Test
  void who_has_rested_longest_comes_first_and_then_the_name_decides() {
    scenario.workers("w1", "w2", "w3").submit("one", sh("1")).expectStart("", "w1");
    ends("one").submit("two", sh("2")).expectStart("", "w2");
    ends("two").submit("three", sh("3")).expectStart("", "w3");
    ends("three").submit("four", sh("4")).expectStart("", "w1");
    ends("four").workers("w0").submit("five", sh("5")).expectStart("", "w0");
  }

  @Test
  void of_workers_that_suit_what_is_wanted_those_are_left_free_that_may_suit_more() {
    scenario
        .worker("w1", "r*")
        .worker("w2", "r1", "r2", "r3")
        .worker("w3", "r1")
        .submit("one", sh("1").role("r1"))
        .expectStart("", "w3")
        .submit("two", sh("2").role("r1"))
        .expectStart("", "w2")
        .submit("three", sh("3").role("r4"))
        .expectStart("", "w1");
  }

  @Test
  void a_generalist_that_has_rested_is_left_for_who_needs_it() {
    scenario
        .worker("specialist", "x")
        .workers("generalist")
        .submit("one", sh("1").role("x"))
        .expectStart("", "specialist");
    ends("one").submit("two", sh("2").role("x")).expectStart("", "specialist");
  }

  // Asking.

  @Test
  void a_worker_that_has_to_be_asked_is_asked_for_the_roles_that_are_wanted() {
    scenario
        .workerToAsk("w1")
        .submit("job", roles("a", "b"))
        .expectAsk("w1", "a", "b")
        .expectWaiting("waits for w1 to tell which of its roles they suit")
        .workerToAsk("w2")
        .expectAsk("w2", "a", "b")
        .suits("w1", Map.of("a", true, "b", true))
        .suits("w2", Map.of("a", true, "b", false))
        .expectStart("/work/0", "w2")
        .succeeds("/work/0")
        .expectStart("/work/1", "w1");
  }

  @Test
  void a_worker_is_not_asked_for_what_it_has_answered() {
    scenario
        .workerToAsk("w1")
        .submit("one", sh("1").role("a"))
        .expectAsk("w1", "a")
        .suits("w1", Map.of("a", false))
        .expectWaiting("role a needs a worker, no connected worker suits it")
        .submit("two", sh("2").role("a"))
        .nothingElse()
        .submit("three", roles("a", "b"))
        .expectAsk("w1", "b")
        .rejoins("w1")
        .expectAsk("w1", "b");
  }

  @Test
  void an_answer_that_nobody_waits_for_is_not_kept_and_one_that_served_is() {
    scenario
        .workerToAsk("w1")
        .submit("one", sh("1").role("a"))
        .expectAsk("w1", "a")
        .cancel()
        .expectAnswer(CANCELLED)
        .expectEnd(CANCELLED, "/ cancelled")
        .suits("w1", Map.of("a", true))
        .submit("two", sh("2").role("a"))
        .expectAsk("w1", "a")
        .suits("w1", Map.of("a", true))
        .expectStart("", "w1");
    ends("two").submit("three", sh("3").role("a")).expectStart("", "w1");
    ends("three");
  }

  @Test
  void what_was_said_of_a_role_is_forgotten_after_many_others() {
    scenario
        .workerToAsk("w1")
        .submit("one", sh("1").role("a"))
        .expectAsk("w1", "a")
        .suits("w1", Map.of("a", true))
        .expectStart("", "w1");
    ends("one");
    for (int i = 0; i < RememberedRoles.MOST; i++) {
      scenario
          .submit("other" + i, sh("2").role("r" + i))
          .expectAsk("w1", "r" + i)
          .cancel()
          .expectAnswer(CANCELLED)
          .expectEnd(CANCELLED, "/ cancelled");
    }
    scenario
        .submit("again", sh("3").role("a"))
        .expectAsk("w1", "a")
        .suits("w1", Map.of("a", true))
        .expectStart("", "w1");
    ends("again");
  }

  @Test
  void what_a_worker_said_holds_no_longer_when_it_changes() {
    scenario
        .workerToAsk("w1")
        .submit("one", sh("1").role("a"))
        .expectAsk("w1", "a")
        .suits("w1", Map.of("a", false))
        .suitabilityChanges("w1")
        .expectAsk("w1", "a")
        .expectWaiting("waits for w1 to tell which of its roles they suit")
        .suits("w1", Map.of("a", true))
        .expectStart("", "w1");
  }

  @Test
  void a_worker_that_cannot_tell_suits_nothing_and_says_why() {
    scenario
        .workerToAsk("w1")
        .submit("one", roles("a", "b"))
        .expectAsk("w1", "a", "b")
        .suits("w1", Map.of("a", true, "b", true))
        .submit("two", sh("2").role("c"))
        .expectAsk("w1", "c")
        .cannotTell("w1", "suits_role.py raised ValueError", "c")
        .expectProblem("w1", "suits_role.py raised ValueError")
        .expectWaiting("role c needs a worker, no connected worker suits it")
        .submit("three", sh("3").role("a"))
        .expectWaiting("role a needs a worker, no connected worker suits it")
        .suitabilityChanges("w1")
        .expectAsk("w1", "a", "b", "c")
        .expectNoProblem("w1")
        .suits("w1", Map.of("a", true, "b", false, "c", false))
        .expectStart("", "w1");
  }

  @Test
  void what_a_worker_said_of_its_roles_does_not_outlast_another_way_of_telling() {
    scenario
        .workerToAsk("w1")
        .submit("one", sh("1").role("a"))
        .expectAsk("w1", "a")
        .suits("w1", Map.of("a", false))
        .rejoins("w1", new Suitability.Patterns(List.of()))
        .expectWaiting("role a needs a worker, no connected worker suits it")
        .rejoins("w1", new Suitability.OnRequest())
        .expectAsk("w1", "a")
        .suits("w1", Map.of("a", true))
        .expectStart("", "w1");
  }

  @Test
  void a_worker_that_was_not_asked_is_what_it_said_when_it_joined() {
    scenario
        .worker("w1", "a")
        .submit("one", sh("1").role("b"))
        .suits("w1", Map.of("b", true))
        .cannotTell("w1", "out of order", "a")
        .expectNoProblem("w1")
        .submit("two", sh("2").role("a"))
        .expectStart("", "w1");
  }

  // Why jobs wait.

  @Test
  void a_job_says_which_of_its_roles_need_more_workers_than_there_are() {
    scenario
        .worker("w1", "web")
        .worker("w2", "web")
        .worker("w3", "db", "cache")
        .submit("job", roles("web", "db", "cache"))
        .expectWaiting("roles {cache, db} need 2 workers, only w3 suits any of them");
  }

  @Test
  void long_lists_are_shortened() {
    scenario
        .workers("w1", "w2", "w3", "w4")
        .submit("job", roles("a", "b", "c", "d", "e"))
        .expectWaiting(
            "roles {a, b, c, 2 more} need 5 workers, only w1, w2, w3, 1 more suit any of them");
  }

  @Test
  void a_job_names_whom_it_waits_for() {
    scenario
        .worker("w1", "a")
        .worker("w2", "a")
        .worker("w3", "b")
        .submit("one", sh("1").role("a"))
        .expectStart("", "w1")
        .submit("two", sh("2").role("a"))
        .expectStart("", "w2")
        .submit("three", roles("a", "b"))
        .expectWaiting(
            "waits for w1, busy with job "
                + scenario.id("one")
                + ", or w2, busy with job "
                + scenario.id("two"));
  }

  @Test
  void a_job_that_runs_does_not_wait() {
    scenario.workers("w1").submit("job", sh("1")).expectStart("", "w1").expectNotWaiting();
  }

  // What would be.

  @Test
  void a_trial_says_who_would_play_and_takes_nobody() {
    scenario
        .worker("w1", "a", "b")
        .worker("w2", "a")
        .expectTrialStarts(parallel(sh("x").role("a"), sh("y").role("b")), "a=w2 b=w1")
        .expectIdle("w1", "w2")
        .submit("job", parallel(sh("x").role("a"), sh("y").role("b")))
        .expectStart("/work/0", "w2")
        .expectStart("/work/1", "w1");
  }

  @Test
  void a_trial_prefers_the_same_workers_as_a_submission() {
    scenario
        .worker("w1", "a", "b")
        .worker("w2", "a")
        .expectTrialStarts(roles("a"), "a=w2")
        .expectTrialStarts(roles("b"), "b=w1")
        .submit("job", roles("a"))
        .expectStart("/work/0", "w2");
  }

  @Test
  void a_trial_says_what_it_would_wait_for() {
    scenario
        .workers("w1")
        .expectTrialWaits(roles("a", "b"), "roles {a, b} need 2 workers, only w1 suits any of them")
        .submit("first", roles("a"))
        .expectStart("/work/0", "w1")
        .expectTrialWaits(roles("b"), "waits for w1, busy with job " + scenario.id("first"));
  }

  @Test
  void a_trial_goes_before_who_waits_where_that_delays_nobody() {
    scenario
        .workers("w1", "w2")
        .submit("runs", roles("a").timeout(Duration.ofSeconds(1000)))
        .expectStart("/work/0", "w1")
        .submit("wide", roles("a", "b"))
        .expectTrialStarts(roles("c").timeout(Duration.ofSeconds(1)), "c=w2")
        .expectTrialWaits(
            roles("c"), "waits for w2, reserved for job " + scenario.id("wide") + "; 1 job ahead");
  }

  @Test
  void a_trial_does_not_overtake_who_waits() {
    scenario
        .workers("w1", "w2")
        .submit("runs", roles("a"))
        .expectStart("/work/0", "w1")
        .submit("wide", roles("a", "b"))
        .expectTrialWaits(
            roles("a"), "waits for w2, reserved for job " + scenario.id("wide") + "; 1 job ahead");
  }
}
