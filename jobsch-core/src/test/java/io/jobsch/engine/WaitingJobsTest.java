package io.jobsch.engine;

import static io.jobsch.spec.Jobs.exec;
import static org.assertj.core.api.Assertions.assertThat;

import io.jobsch.plan.JobId;
import io.jobsch.plan.JobPlan;
import io.jobsch.plan.Planner;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class WaitingJobsTest {
  private static final JobPlan PLAN = Planner.plan(exec("true"));
  private static final Line LINE = new Line(new RoleSet(PLAN.roles()), 0, TimeBound.NONE);

  private final WaitingJobs waiting = new WaitingJobs();
  private long sequence;

  private QueuedJob add(long ticks) {
    JobId id = JobId.of(0, sequence);
    QueuedJob job =
        new QueuedJob(new Fact.JobSubmitted(id, PLAN, ticks, Instant.EPOCH), LINE, sequence++);
    waiting.add(job);
    return job;
  }

  private List<Long> since() {
    List<Long> since = new ArrayList<>();
    waiting.forEach(job -> since.add(job.submittedTicks()));
    return since;
  }

  @Test
  void whoever_leaves_the_others_stay_in_their_order() {
    QueuedJob first = add(1);
    QueuedJob second = add(2);
    QueuedJob third = add(3);

    waiting.remove(second);
    assertThat(waiting).containsExactly(first, third);
    waiting.remove(first);
    assertThat(waiting.oldest()).isSameAs(third);
    waiting.remove(third);
    assertThat(waiting.isEmpty()).isTrue();
  }

  @Test
  void who_came_before_has_waited_as_long_also_when_the_clock_is_set_back() {
    add(10);
    add(50);
    add(70);
    assertThat(since()).containsExactly(10L, 50L, 70L);

    add(30);
    assertThat(since()).containsExactly(10L, 30L, 30L, 30L);
    add(40);
    assertThat(since()).containsExactly(10L, 30L, 30L, 30L, 40L);
  }
}
