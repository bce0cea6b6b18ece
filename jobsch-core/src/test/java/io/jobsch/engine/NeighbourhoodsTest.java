package io.jobsch.engine;

import static io.jobsch.spec.Jobs.parallel;
import static io.jobsch.spec.Jobs.sh;
import static org.assertj.core.api.Assertions.assertThat;

import io.jobsch.plan.JobId;
import io.jobsch.plan.Planner;
import io.jobsch.spec.JobSpec;
import io.jobsch.workers.Incarnation;
import io.jobsch.workers.News;
import io.jobsch.workers.RolePattern;
import io.jobsch.workers.Suitability;
import io.jobsch.workers.WorkerId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Which jobs a pass looks at again. That it decides the same as if it looked at all is checked at
 * every step of every history, by {@link WatchedEngine}.
 */
class NeighbourhoodsTest {
  private static final Duration BOUND = Duration.ofSeconds(40);

  private final Engine engine = new Engine(EngineSettings.DEFAULT);
  private Duration time = Duration.ZERO;
  private int jobs;
  private JobId waiting = new JobId("0".repeat(32));

  /** A job waits for four workers, of whom two are busy; others are idle that do not suit it. */
  @BeforeEach
  void aJobWaits() {
    for (int i = 0; i < 4; i++) {
      joins("w" + i, "a*");
    }
    joins("w4", "b");
    joins("w5", "b");
    submit(sh("x").role("a1").timeout(BOUND));
    submit(sh("x").role("a1").timeout(BOUND));
    waiting = submit(gang());
  }

  private static JobSpec gang() {
    return parallel(sh("x").role("a1"), sh("x").role("a2"), sh("x").role("a3"), sh("x").role("a4"));
  }

  private void joins(String worker, String pattern) {
    Suitability suitability = new Suitability.Patterns(List.of(new RolePattern(pattern)));
    step(
        new Event.WorkerSaid(
            new News.Joined(
                new WorkerId(worker),
                new Incarnation("1"),
                new News.Profile(suitability, "none"),
                new TreeSet<>())));
  }

  private JobId submit(JobSpec job) {
    JobId id = JobId.of(0, ++jobs);
    step(new Event.Submitted(id, Planner.plan(job)));
    return id;
  }

  private void step(Event... events) {
    time = time.plusNanos(1);
    engine.step(new Now(time.toNanos(), Instant.EPOCH.plus(time)), List.of(events));
  }

  /** When a pass last looked at the job that waits. */
  private long lastLook() {
    RoleSet roleSet = engine.state().queue().find(waiting).orElseThrow().roleSet();
    return roleSet.home().orElseThrow().reserved().ticks();
  }

  private void isLeftOutWhen(Runnable happens) {
    long before = lastLook();
    happens.run();
    assertThat(lastLook()).isEqualTo(before);
  }

  private void isLookedAtWhen(Runnable happens) {
    long before = lastLook();
    happens.run();
    assertThat(lastLook()).isGreaterThan(before);
  }

  @Test
  void what_happens_elsewhere_is_nothing_to_it() {
    isLeftOutWhen(() -> submit(sh("x").role("b")));
    isLeftOutWhen(() -> time = time.plusSeconds(1));
    isLeftOutWhen(() -> submit(sh("x").role("nobody suits this")));
  }

  @Test
  void who_comes_behind_it_is_nothing_to_it() {
    isLeftOutWhen(() -> submit(gang()));
  }

  @Test
  void it_is_looked_at_again_when_another_comes_before_it() {
    isLookedAtWhen(() -> submit(sh("x").role("a2").priority(1)));
  }

  @Test
  void it_is_looked_at_again_when_a_job_shares_its_worker() {
    isLookedAtWhen(() -> submit(sh("x").role("a1").timeout(BOUND)));
  }

  @Test
  void it_is_looked_at_again_when_workers_for_it_come_or_go() {
    isLookedAtWhen(() -> joins("w6", "a1"));
    isLookedAtWhen(() -> goes("w6"));
    isLookedAtWhen(() -> joins("w6", "a1"));
  }

  @Test
  void other_workers_that_come_or_go_are_nothing_to_it() {
    isLeftOutWhen(() -> joins("w6", "b"));
    isLeftOutWhen(() -> joins("w7", "c"));
    isLeftOutWhen(() -> goes("w6"));
    isLeftOutWhen(() -> goes("w7"));
  }

  /** They have a choice in common, until the one who suits both is gone. */
  @Test
  void what_happens_elsewhere_is_nothing_to_it_any_more_when_nobody_joins_them() {
    joins("w6", "*");
    isLookedAtWhen(() -> submit(sh("x").role("b")));
    goes("w6");
    isLeftOutWhen(() -> submit(sh("x").role("b")));
  }

  private void goes(String worker) {
    step(new Event.WorkerLost(new WorkerId(worker), new Incarnation("1"), "it is gone"));
  }

  @Test
  void it_is_looked_at_again_when_what_runs_exceeds_its_bound() {
    time = time.plus(BOUND).plus(EngineSettings.DEFAULT.killAllowance());
    isLookedAtWhen(() -> submit(sh("x").role("b")));
  }

  @Test
  void nobody_is_looked_at_when_nothing_has_changed() {
    isLeftOutWhen(this::step);
  }

  @Test
  void a_bound_that_is_exceeded_is_a_change_by_itself() {
    time = time.plus(BOUND).plus(EngineSettings.DEFAULT.killAllowance());
    isLookedAtWhen(this::step);
  }
}
