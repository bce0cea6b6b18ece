package io.jobsch.local.manual;

import static io.jobsch.local.check.JobAssert.assertThat;
import static io.jobsch.local.manual.Scripts.command;
import static io.jobsch.local.manual.Scripts.exits;
import static io.jobsch.local.manual.Scripts.neverEnds;
import static io.jobsch.spec.Jobs.exec;
import static io.jobsch.spec.Jobs.parallel;
import static java.time.Duration.ofHours;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.jobsch.JobHandle;
import io.jobsch.result.JobState;
import io.jobsch.spec.JobSpec;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Who waits for whom on a busy day, through the whole scheduler. */
class WhoGoesFirstTest {
  private final ManualScheduler day =
      ManualScheduler.builder()
          .worker(ManualWorker.named("a1").suits("a*"))
          .worker(ManualWorker.named("a2").suits("a*"))
          .worker(ManualWorker.named("b1").suits("b*"))
          .killGrace(ofSeconds(10))
          .start();

  WhoGoesFirstTest() {
    day.when(command("hour")).then(exits(0).after(ofHours(1)));
    day.when(command("minute")).then(exits(0).after(ofMinutes(1)));
    day.when(command("ages")).then(neverEnds());
  }

  @AfterEach
  void close() {
    day.close();
  }

  private static JobSpec hour() {
    return exec("hour").role("a").timeout(ofHours(1));
  }

  private static JobSpec minute() {
    return exec("minute").role("a").timeout(ofMinutes(1));
  }

  private static JobSpec wide() {
    return parallel(exec("minute").role("a_1"), exec("minute").role("a_2"));
  }

  @Test
  void short_jobs_that_come_for_ever_use_a_worker_and_do_not_delay_a_wide_job() {
    day.submit(hour());
    JobHandle wide = day.submit(wide());
    List<JobHandle> shorts = new ArrayList<>();
    for (int i = 0; i < 120; i++) {
      shorts.add(day.submit(minute()));
      day.advance(ofMinutes(1));
    }

    assertThat(wide.result().join()).succeeded().waited(ofHours(1));
    assertThat(shorts.get(0).result().join()).succeeded().waited(ofSeconds(0));
    assertThat(shorts.get(50).result().join()).succeeded().waited(ofSeconds(0));
  }

  @Test
  void a_job_that_nobody_suits_delays_nobody() {
    JobHandle never = day.submit(exec("minute").role("z"));
    JobHandle now = day.submit(minute());

    assertThat(day.finish(now)).succeeded().waited(ofSeconds(0));
    assertThat(never.now().join()).is(JobState.QUEUED);
    assertThat(never.waiting().join())
        .hasValueSatisfying(
            why ->
                assertThat(why.why())
                    .isEqualTo("role z needs a worker, no connected worker suits it"));
    never.cancel();
  }

  @Test
  void workers_that_share_no_role_do_not_see_each_other() {
    day.submit(exec("ages").role("a"));
    JobHandle waits = day.submit(wide());
    JobHandle other = day.submit(exec("minute").role("b"));

    assertThat(day.finish(other)).succeeded().waited(ofSeconds(0));
    assertThat(waits.now().join()).is(JobState.QUEUED);
  }

  @Test
  void the_urgent_one_goes_first() {
    day.submit(wide());
    JobHandle usual = day.submit(wide());
    JobHandle urgent = day.submit(wide().priority(1));

    assertThat(day.finish(usual)).succeeded().waited(ofMinutes(2));
    assertThat(urgent.result().join()).succeeded().waited(ofMinutes(1));
  }
}
