package io.jobsch.engine;

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
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Which jobs a pass looks at again. That it decides the same as if it looked at all is checked at
 * every step of every history, by {@link WatchedEngine}.
 */
class UnchangedTest {
  private static final Duration BOUND = Duration.ofSeconds(40);

  private final Engine engine = new Engine(EngineSettings.DEFAULT);
  private Duration time = Duration.ZERO;
  private int jobs;
  private JobId waiting = new JobId("0".repeat(32));

  /** One job runs on the only worker that suits it, and one like it waits; others are idle. */
  @BeforeEach
  void aJobWaits() {
    joins("w1", "a*");
    joins("w2", "b");
    joins("w3", "b");
    submit(sh("x").role("a").timeout(BOUND));
    waiting = submit(sh("x").role("a"));
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

  private void step(Event event) {
    engine.step(new Now(time.toNanos(), Instant.EPOCH.plus(time)), List.of(event));
  }

  /** The number of the last pass that looked at the job that waits. */
  private long lastLook() {
    RoleSet roleSet = engine.state().queue().find(waiting).orElseThrow().roleSet();
    Optional<Settled> settled = roleSet.settled();
    return settled.orElseThrow().pass();
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
    isLeftOutWhen(() -> submit(sh("x").role("a")));
  }

  @Test
  void it_is_looked_at_again_when_another_comes_before_it() {
    isLookedAtWhen(() -> submit(sh("x").role("a2").priority(1)));
  }

  @Test
  void it_is_looked_at_again_when_a_job_shares_its_worker() {
    isLookedAtWhen(() -> submit(sh("x").role("a").timeout(BOUND)));
  }

  @Test
  void it_is_looked_at_again_when_workers_come_or_go() {
    isLookedAtWhen(() -> joins("w4", "c"));
    isLookedAtWhen(
        () -> step(new Event.WorkerLost(new WorkerId("w4"), new Incarnation("1"), "it is gone")));
  }

  @Test
  void it_is_looked_at_again_when_what_runs_exceeds_its_bound() {
    time = BOUND.plus(EngineSettings.DEFAULT.killAllowance());
    isLookedAtWhen(() -> submit(sh("x").role("b")));
  }

  @Test
  void nobody_is_looked_at_when_nothing_has_changed() {
    long before = engine.state().queue().nextPass();
    isLeftOutWhen(this::nothingHappens);
    assertThat(engine.state().queue().nextPass()).isEqualTo(before + 1);
  }

  @Test
  void a_bound_that_is_exceeded_is_a_change_by_itself() {
    time = BOUND.plus(EngineSettings.DEFAULT.killAllowance());
    isLookedAtWhen(this::nothingHappens);
  }

  private void nothingHappens() {
    engine.step(new Now(time.toNanos(), Instant.EPOCH.plus(time)), List.of());
  }
}
