package io.jobsch.engine;

import static io.jobsch.result.JobState.CANCELLED;
import static io.jobsch.result.JobState.SUCCEEDED;
import static io.jobsch.spec.Jobs.parallel;
import static io.jobsch.spec.Jobs.sequence;
import static io.jobsch.spec.Jobs.sh;

import io.jobsch.spec.JobSpec;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Who may start before a job that waits in front: whoever is over in time, a kill of 20 s included,
 * or takes workers that it does not need.
 */
class BackfillingTest {
  @RegisterExtension final EngineScenario scenario = new EngineScenario();

  @RegisterExtension
  final EngineScenario ageing =
      new EngineScenario(
          EngineSettings.DEFAULT.withReserveAfter(Optional.of(Duration.ofSeconds(60))),
          new Walked());

  private static JobSpec needs(String... roles) {
    return sequence(Stream.of(roles).map(it -> sh("true").role(it)).toList());
  }

  private static JobSpec takes(long seconds) {
    return sh("true").timeout(Duration.ofSeconds(seconds));
  }

  private void ends(String job) {
    ends(scenario, job);
  }

  private static void ends(EngineScenario scenario, String job) {
    scenario.job(job).succeeds("").expectEnd(SUCCEEDED, "/ succeeded");
  }

  private EngineScenario cancelled(String job, String... nodes) {
    return scenario.job(job).cancel().expectAnswer(CANCELLED).expectEnd(CANCELLED, nodes);
  }

  @Test
  void a_job_that_is_over_in_time_goes_before_one_that_waits() {
    scenario
        .workers("w1", "w2")
        .submit("running", takes(40))
        .expectStart("", "w1")
        .submit("wide", parallel(sh("a").role("a"), sh("b").role("b")))
        .submit("in time", takes(40))
        .expectStart("", "w2");
    ends("in time");
    ends("running");
    scenario.job("wide").expectStart("/work/0", "w1").expectStart("/work/1", "w2");
  }

  @Test
  void a_job_that_may_take_a_moment_longer_does_not() {
    scenario
        .workers("w1", "w2")
        .submit("running", takes(40))
        .expectStart("", "w1")
        .submit("wide", needs("a", "b"))
        .submit("too long", sh("x").timeout(Duration.ofSeconds(40).plusNanos(1)))
        .submit("no telling", sh("x"))
        .expectIdle("w2")
        .job("too long")
        .expectWaiting("waits for w2, reserved for job " + scenario.id("wide") + "; 1 job ahead");
  }

  @Test
  void time_that_passes_makes_jobs_too_long() {
    scenario
        .workers("w1", "w2")
        .submit("running", takes(40))
        .expectStart("", "w1")
        .submit("wide", needs("a", "b"))
        .after(Duration.ofSeconds(10))
        .submit("too late", takes(31))
        .nothingElse()
        .submit("in time", takes(30))
        .expectStart("", "w2");
  }

  @Test
  void a_job_without_a_bound_may_have_the_workers_that_are_not_needed() {
    scenario
        .workers("w1", "w2", "w3", "w4")
        .submit("one", takes(10))
        .expectStart("", "w1")
        .submit("two", takes(10))
        .expectStart("", "w2")
        .submit("wide", needs("a", "b", "c"))
        .submit("narrow", sh("x"))
        .expectStart("", "w3")
        .submit("next", sh("x"))
        .expectIdle("w4")
        .job("next")
        .expectWaiting("waits for w4, reserved for job " + scenario.id("wide") + "; 1 job ahead");
  }

  @Test
  void where_nobody_knows_how_long_it_takes_no_worker_that_is_needed_is_given_away() {
    scenario
        .workers("w1", "w2")
        .submit("for ever", sh("x"))
        .expectStart("", "w1")
        .submit("wide", needs("a", "b"))
        .submit("short", takes(1))
        .expectIdle("w2");
    ends("for ever");
    scenario.job("wide").expectStart("/work/0", "w2");
  }

  @Test
  void who_is_done_soonest_goes_first() {
    scenario
        .workers("w1", "w2")
        .submit("running", takes(100))
        .expectStart("", "w1")
        .submit("holder", takes(90))
        .expectStart("", "w2")
        .submit("wide", needs("a", "b"))
        .submit("long", takes(50))
        .submit("longer", takes(60))
        .submit("short", takes(5));
    ends("holder");
    scenario.job("short").expectStart("", "w2");
    ends("short");
    scenario.job("long").expectStart("", "w2");
    ends("long");
    scenario.job("longer").expectStart("", "w2");
    ends("longer");
    ends("running");
    scenario.job("wide").expectStart("/work/0", "w1");
  }

  @Test
  void the_one_that_waits_keeps_other_workers_if_it_can_do_with_them() {
    scenario
        .worker("w1", "a")
        .worker("w2", "a", "c")
        .worker("w3", "a", "d")
        .worker("w4", "b")
        .submit("running", takes(1).role("b"))
        .expectStart("", "w4")
        .submit("wide", needs("a", "b"))
        .submit("c", sh("x").role("c"))
        .expectStart("", "w2")
        .submit("d", sh("x").role("d"))
        .expectStart("", "w3")
        .submit("a", sh("x").role("a"))
        .expectIdle("w1");
  }

  @Test
  void what_it_keeps_may_change_so_that_another_can_start() {
    scenario
        .worker("w1", "a", "c")
        .worker("w2", "a", "d")
        .worker("w3", "b")
        .submit("running", takes(1).role("b"))
        .expectStart("", "w3")
        .submit("wide", needs("a", "b"))
        .submit("c", sh("x").role("c"))
        .expectStart("", "w1")
        .submit("d", sh("x").role("d"))
        .expectIdle("w2");
    cancelled("d", "/ cancelled");
    ends("running");
    scenario.job("wide").expectStart("/work/0", "w2");
  }

  @Test
  void each_pool_that_shares_no_worker_has_a_reservation_of_its_own() {
    scenario
        .worker("a1", "a*")
        .worker("a2", "a*")
        .worker("b1", "b*")
        .worker("b2", "b*")
        .submit("running a", takes(10).role("a"))
        .expectStart("", "a1")
        .submit("running b", takes(10).role("b"))
        .expectStart("", "b1")
        .submit("nobody suits", needs("z"))
        .submit("wide a", needs("a1", "a2"))
        .submit("wide b", needs("b1", "b2"))
        .submit("no telling a", sh("x").role("a"))
        .submit("no telling b", sh("x").role("b"))
        .expectIdle("a2", "b2")
        .submit("short a", takes(10).role("a"))
        .expectStart("", "a2")
        .submit("short b", takes(10).role("b"))
        .expectStart("", "b2");
  }

  @Test
  void who_waits_is_told_which_workers_are_reserved_and_for_whom() {
    scenario
        .worker("a1", "a*")
        .worker("a2", "a*")
        .worker("a3", "a*")
        .worker("b1", "b*")
        .worker("b2", "b*")
        .submit("running a", takes(10).role("a"))
        .expectStart("", "a1")
        .submit("running b", takes(10).role("b"))
        .expectStart("", "b1")
        .submit("wide a", needs("a1", "a2", "a3"))
        .submit("wide b", needs("b1", "b2"))
        .submit("both", needs("a", "b"))
        .expectIdle("a2", "a3", "b2")
        .expectWaiting(
            "waits for a2, reserved for job "
                + scenario.id("wide a")
                + ", or a3, reserved for job "
                + scenario.id("wide a")
                + "; 2 jobs ahead");
    cancelled(
        "wide a", "/ cancelled", "/work/0 cancelled", "/work/1 cancelled", "/work/2 cancelled");
    scenario
        .job("both")
        .expectWaiting("waits for b2, reserved for job " + scenario.id("wide b") + "; 1 job ahead");
  }

  @Test
  void who_waits_behind_a_reservation_may_wait_for_busy_workers_all_the_same() {
    scenario
        .workers("w1", "w2")
        .submit("running", sh("x"))
        .expectStart("", "w1")
        .submit("wide", needs("a", "b"))
        .submit("wider", needs("a", "b"))
        .expectIdle("w2")
        .expectWaiting("waits for w1, busy with job " + scenario.id("running") + "; 1 job ahead");
  }

  @Test
  void narrow_jobs_for_ever_do_not_delay_a_wide_one() {
    scenario
        .workers("w1", "w2")
        .submit("running", takes(100))
        .expectStart("", "w1")
        .submit("wide", needs("a", "b"));
    for (int i = 0; i < 10; i++) {
      scenario.submit("narrow " + i, takes(5)).expectStart("", "w2").after(Duration.ofSeconds(5));
      ends("narrow " + i);
      scenario.after(Duration.ofSeconds(5));
    }
    scenario.submit("one too many", takes(5)).expectIdle("w2");
    ends("running");
    scenario.job("wide").expectStart("/work/0", "w1").expectIdle();
  }

  @Test
  void a_job_behind_another_that_waits_has_nothing_reserved_however_long_it_waits() {
    crowd(scenario);
    scenario.after(Duration.ofSeconds(61)).submit("no telling", sh("x")).expectStart("", "w3");
  }

  @Test
  void if_wanted_a_job_that_has_waited_too_long_has_workers_reserved_behind_another() {
    crowd(ageing);
    ageing.submit("before its time", sh("x")).expectStart("", "w3");
    ends(ageing, "before its time");
    ageing
        .after(Duration.ofSeconds(61))
        .submit("no telling", sh("x"))
        .expectIdle("w3")
        .submit("in time", takes(900))
        .expectStart("", "w3");
    ends(ageing, "in time");
    ageing.submit("too long", takes(1_000)).expectIdle("w3");
  }

  @Test
  void what_one_that_starts_out_of_turn_leaves_is_reserved_for_who_has_waited_too_long() {
    ageing
        .worker("w1", "a", "c", "e")
        .workers("w2")
        .worker("w3", "c", "d")
        .submit("running", takes(1_000).role("b"))
        .expectStart("", "w2")
        .submit("first", parallel(takes(10).role("b"), takes(10).role("c")))
        .submit("second", needs("b", "c"))
        .submit("third", parallel(takes(10).role("b"), takes(10).role("d")))
        .after(Duration.ofSeconds(61))
        .together(
            () ->
                ageing
                    .submit("in time", takes(100).role("a"))
                    .submit("no telling", sh("x").role("d")))
        .job("in time")
        .expectStart("", "w1")
        .expectIdle("w3");
  }

  @Test
  void jobs_that_nobody_suits_do_not_keep_one_that_has_waited_too_long_from_its_turn() {
    ageing.worker("w1", "a*").worker("w2", "a*").worker("w3", "a*");
    for (int i = 0; i < Aged.MOST; i++) {
      ageing.submit("nobody suits " + i, sh("x").role("z"));
    }
    ageing
        .submit("one", takes(1_000).role("a"))
        .expectStart("", "w1")
        .submit("two", takes(1_000).role("a"))
        .expectStart("", "w2")
        .submit("first", needs("a1", "a2"))
        .submit("second", needs("a1", "a2", "a3"))
        .after(Duration.ofSeconds(61))
        .submit("no telling", sh("x").role("a"))
        .expectIdle("w3")
        .worker("w4", "b")
        .expectIdle("w3", "w4")
        .job("nobody suits 99")
        .cancel()
        .expectAnswer(CANCELLED)
        .expectEnd(CANCELLED, "/ cancelled")
        .submit("no telling either", sh("x").role("a"))
        .expectIdle("w3", "w4");
    ends(ageing, "one");
    ageing
        .job("first")
        .expectStart("/work/0", "w3")
        .submit("nor of this", sh("x").role("a"))
        .nothingElse();
  }

  @Test
  void what_is_forgotten_of_workers_takes_nothing_from_who_waits() {
    scenario.workerToAsk("w1").workerToAsk("w2").workerToAsk("w3");
    for (int i = 0; i <= RememberedRoles.MOST; i++) {
      String role = "once" + i;
      scenario.submit(role, sh("x").role(role));
      for (String worker : List.of("w1", "w2", "w3")) {
        scenario.expectAsk(worker, role);
      }
      scenario.suits("w1", Map.of(role, true)).expectStart("", "w1");
      ends(role);
    }
    Map<String, Boolean> all = Map.of("a", true, "b", true, "c", true, "d", true, "e", true);
    scenario.worker("other", "d").submit("busy", sh("x").role("c"));
    for (String worker : List.of("w1", "w2", "w3")) {
      scenario.expectAsk(worker, "c");
    }
    scenario
        .suits("w1", all)
        .expectStart("", "w1")
        .together(
            () ->
                scenario
                    .submit("wide", needs("a", "b", "c"))
                    .submit("elsewhere", sh("x").role("d"))
                    .submit("must wait", sh("x").role("e"))
                    .suits("w1", all)
                    .suits("w2", all)
                    .suits("w3", all));
    scenario.expectAsk("w1", "a", "b");
    for (String worker : List.of("w2", "w3")) {
      scenario.expectAsk(worker, "a", "b", "c");
    }
    for (String worker : List.of("w1", "w2", "w3")) {
      scenario.expectAsk(worker, "d");
      scenario.expectAsk(worker, "e");
    }
    scenario.job("elsewhere").expectStart("", "other").expectIdle("w2", "w3");
  }

  @Test
  void what_a_reserved_job_will_set_free_is_promised_once() {
    scenario(ageing, 7)
        .submit("two", wide(2, 1_000))
        .expectStart("/work/0", "w1")
        .expectStart("/work/1", "w2")
        .submit("five", wide(5, 1_000))
        .expectStart("/work/0", "w3")
        .expectStart("/work/1", "w4")
        .expectStart("/work/2", "w5")
        .expectStart("/work/3", "w6")
        .expectStart("/work/4", "w7")
        .submit("six", wide(6, 50))
        .submit("four", needs("a", "b", "c", "d"))
        .submit("three", needs("a", "b", "c"))
        .after(Duration.ofSeconds(61))
        .submit("no telling", sh("x"))
        .job("five")
        .succeeds("/work/0", "/work/1", "/work/2", "/work/3", "/work/4")
        .expectEnd(
            SUCCEEDED,
            "/ succeeded",
            "/work/0 succeeded",
            "/work/1 succeeded",
            "/work/2 succeeded",
            "/work/3 succeeded",
            "/work/4 succeeded")
        .expectIdle("w3", "w4", "w5", "w6", "w7");
  }

  private static EngineScenario scenario(EngineScenario scenario, int workers) {
    for (int i = 1; i <= workers; i++) {
      scenario.workers("w" + i);
    }
    return scenario;
  }

  private static JobSpec wide(int width, long seconds) {
    return parallel(IntStream.range(0, width).mapToObj(i -> takes(seconds).role("r" + i)).toList());
  }

  /** Two of three workers are busy up to second 1020; the next two jobs need two and three. */
  private static void crowd(EngineScenario scenario) {
    scenario
        .workers("w1", "w2", "w3")
        .submit("one", takes(1_000))
        .expectStart("", "w1")
        .submit("two", takes(1_000))
        .expectStart("", "w2")
        .submit("first", parallel(takes(10).role("a"), takes(10).role("b")))
        .submit("second", needs("a", "b", "c"));
  }
}
