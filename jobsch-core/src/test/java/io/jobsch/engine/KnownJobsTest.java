package io.jobsch.engine;

import static io.jobsch.spec.Jobs.exec;
import static org.assertj.core.api.Assertions.assertThat;

import io.jobsch.plan.JobId;
import io.jobsch.plan.JobPlan;
import io.jobsch.plan.Planner;
import io.jobsch.spec.RoleName;
import io.jobsch.workers.Gang;
import io.jobsch.workers.WorkerId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class KnownJobsTest {
  private static final Instant AT = Instant.parse("2026-01-01T00:00:00Z");
  private static final JobPlan PLAN = Planner.plan(exec("true"));
  private static final Line LINE = new Line(new RoleSet(PLAN.roles()), 0, TimeBound.NONE);

  private final KnownJobs known = new KnownJobs();
  private final Map<JobId, QueuedJob> expected = new LinkedHashMap<>();
  private long sequence;

  @Test
  void knows_who_came_and_has_not_gone_however_many_come_and_go() {
    for (long seed = 1; seed <= 20; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      for (int i = 0; i < 2_000; i++) {
        boolean growing = i / 500 % 2 == 0;
        comesOrGoes(random, random.nextInt(10) < (growing ? 7 : 3));
        expected.forEach((each, job) -> assertThat(known.get(each)).isSameAs(job));
      }
    }
  }

  /** Names of few hashes: most are looked for where others stand. */
  private void comesOrGoes(SplittableRandom random, boolean comes) {
    JobId id = JobId.of(random.nextInt(4), 31L * random.nextInt(200));
    assertThat(known.get(id)).isSameAs(expected.get(id));
    if (comes && !expected.containsKey(id)) {
      add(id);
    } else if (!comes && expected.containsKey(id)) {
      known.remove(expected.remove(id));
    }
    assertThat(known.get(id)).isSameAs(expected.get(id));
  }

  private QueuedJob add(JobId id) {
    QueuedJob job = new QueuedJob(new Fact.JobSubmitted(id, PLAN, 0, AT), LINE, sequence++);
    known.add(job);
    expected.put(id, job);
    return job;
  }

  @Test
  void equal_names_are_the_same_name() {
    QueuedJob job = add(JobId.of(1, 2));
    QueuedJob other = add(JobId.of(2, 1));

    assertThat(known.get(new JobId("0".repeat(15) + "1" + "0".repeat(15) + "2"))).isSameAs(job);
    assertThat(known.get(JobId.of(2, 1), job)).isSameAs(other);
    assertThat(known.get(JobId.of(1, 2), job)).isSameAs(job);
    assertThat(known.get(JobId.of(2, 2), job)).isNull();
  }

  @Test
  void those_that_run_are_told_in_the_order_in_which_they_got_their_workers() {
    List<QueuedJob> jobs = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      jobs.add(add(JobId.of(i, i)));
    }
    known.remove(jobs.get(17));
    RunningJob second = start(jobs.get(5), 2);
    RunningJob third = start(jobs.get(0), 3);
    RunningJob first = start(jobs.get(99), 1);

    assertThat(known.running()).containsExactly(first, second, third);

    second.submitted().ended();
    known.remove(second.submitted());
    assertThat(known.running()).containsExactly(first, third);
  }

  private static RunningJob start(QueuedJob job, long number) {
    Gang gang = Gang.of(RoleName.DEFAULT, new WorkerId("w"));
    RunningJob running = new RunningJob(job, number, gang, TimeBound.NONE, AT);
    job.started(running);
    return running;
  }
}
