package io.jobsch.engine;

import static io.jobsch.result.JobState.SUCCEEDED;
import static io.jobsch.spec.Jobs.sh;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Who is served first among jobs that wait for the same workers. */
class PriorityTest {
  @RegisterExtension final EngineScenario scenario = new EngineScenario();

  private void startsAndEnds(String job) {
    scenario.job(job).expectStart("", "w1").succeeds("").expectEnd(SUCCEEDED, "/ succeeded");
  }

  @Test
  void the_higher_is_served_first_and_of_equal_ones_who_came_first() {
    scenario
        .submit("lowest", sh("1").priority(Integer.MIN_VALUE))
        .submit("none", sh("2"))
        .submit("high", sh("3").priority(1))
        .submit("also high", sh("4").priority(1))
        .submit("zero", sh("5").priority(0))
        .submit("below none", sh("6").priority(-1))
        .submit("highest", sh("7").priority(Integer.MAX_VALUE))
        .workers("w1");

    startsAndEnds("highest");
    startsAndEnds("high");
    startsAndEnds("also high");
    startsAndEnds("none");
    startsAndEnds("zero");
    startsAndEnds("below none");
    startsAndEnds("lowest");
  }

  @Test
  void a_job_that_runs_is_left_in_peace_by_a_higher_one() {
    scenario
        .workers("w1")
        .submit("runs", sh("1"))
        .expectStart("", "w1")
        .submit("urgent", sh("2").priority(9))
        .expectWaiting("waits for w1, busy with job " + scenario.id("runs"))
        .job("runs")
        .succeeds("")
        .expectEnd(SUCCEEDED, "/ succeeded");
    startsAndEnds("urgent");
  }
}
