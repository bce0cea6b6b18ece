package io.jobsch.local.manual;

import static io.jobsch.local.check.JobAssert.assertThat;
import static io.jobsch.local.manual.ManualWorker.named;
import static io.jobsch.spec.Jobs.exec;
import static io.jobsch.spec.Jobs.parallel;
import static io.jobsch.spec.Jobs.sequence;
import static java.time.Duration.ZERO;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jobsch.JobHandle;
import io.jobsch.WorkerView;
import io.jobsch.local.junit.Jobsch;
import io.jobsch.result.Waiting;
import io.jobsch.workers.WorkerId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Which roles scripted workers suit, and how they are asked. */
class ManualSuitabilityTest {
  @Jobsch private ManualSchedulerBuilder builder;

  @Test
  void a_worker_suits_what_it_was_told_to() {
    ManualScheduler manual =
        builder
            .worker(named("db").suits("db*").suits("cache"))
            .worker(named("web").suits("web"))
            .start();

    assertThat(manual.run(parallel(exec("a").role("cache"), exec("b").role("web"))))
        .succeeded()
        .played("cache", "db")
        .node("/work/1")
        .ranOn("web")
        .played("web");
  }

  @Test
  void a_worker_suits_what_its_predicate_accepts_and_is_asked_once_for_each_role() {
    List<String> asked = new ArrayList<>();
    ManualScheduler manual =
        builder
            .worker(
                named("even")
                    .suits(
                        role -> {
                          asked.add(role);
                          return role.endsWith("2");
                        }))
            .worker(named("odd").suits(role -> role.endsWith("1")))
            .start();

    assertThat(
            manual.run(parallel(exec("a").role("r1"), exec("b").role("r2"), exec("c").role("r2"))))
        .succeeded()
        .played("r1", "odd")
        .played("r2", "even");
    assertThat(asked).containsExactly("r1", "r2");
    assertThat(view(manual, "even").suits()).isEqualTo("asked for each role");
  }

  @Test
  void a_predicate_decides_among_the_roles_of_the_patterns() {
    ManualScheduler manual =
        builder.worker(named("db").suits("db*").suits(role -> role.endsWith("1"))).start();

    JobHandle accepted = manual.submit(exec("a").role("db1"));
    JobHandle refused = manual.submit(exec("b").role("db2"));
    JobHandle ofNoPattern = manual.submit(exec("c").role("web1"));

    assertThat(accepted.result().join()).succeeded();
    assertThat(why(refused)).isEqualTo("role db2 needs a worker, no connected worker suits it");
    assertThat(why(ofNoPattern))
        .isEqualTo("role web1 needs a worker, no connected worker suits it");
    List.of(refused, ofNoPattern).forEach(JobHandle::cancel);
  }

  @Test
  void a_job_waits_for_a_worker_that_answers_late() {
    ManualScheduler manual =
        builder.worker(named("slow").suits(role -> true).answersAfter(ofSeconds(3))).start();
    JobHandle job = manual.submit(sequence(exec("a").role("x"), exec("b").role("y")));

    manual.advance(ofSeconds(2));
    assertThat(job.waiting().join())
        .contains(new Waiting("waits for slow to tell which of its roles they suit", false));
    manual.advance(ofSeconds(1));
    assertThat(why(job)).isEqualTo("roles {x, y} need 2 workers, only slow suits any of them");
    job.cancel();
  }

  @Test
  void only_roles_that_were_not_asked_for_yet_wait_for_an_answer() {
    ManualScheduler manual =
        builder
            .worker(named("slow").suits(role -> true).answersAfter(ofSeconds(3)))
            .worker(named("quick").suits("x"))
            .start();
    manual.when(Scripts.anything()).then(Scripts.exits(0).after(ofSeconds(10)));
    manual.submit(exec("a").role("x"));

    assertThat(manual.run(exec("b").role("x"))).succeeded().waited(ofSeconds(3));
    assertThat(manual.run(exec("c").role("y"))).succeeded().waited(ofSeconds(3));
  }

  @Test
  void who_was_told_patterns_alone_may_answer_late_as_well() {
    ManualScheduler manual =
        builder.worker(named("db").answersAfter(ofSeconds(3)).suits("db*")).start();

    JobHandle other = manual.submit(exec("b").role("web"));
    assertThat(manual.run(exec("a").role("db"))).succeeded().waited(ofSeconds(3));
    assertThat(why(other)).isEqualTo("role web needs a worker, no connected worker suits it");
    other.cancel();
  }

  @Test
  void a_worker_that_cannot_tell_suits_nothing_and_says_why() {
    ManualScheduler manual =
        builder
            .worker(named("broken").suits("db*").cannotTell("suits_role.py: NameError"))
            .worker(named("sound").suits("web"))
            .start();

    assertThat(manual.run(exec("a").role("web"))).succeeded().played("web", "sound");
    assertThat(view(manual, "broken").problem()).isEmpty();

    JobHandle job = manual.submit(exec("b").role("db"));

    assertThat(job.waiting().join().orElseThrow().hopeless()).isTrue();
    assertThat(view(manual, "broken").problem()).contains("suits_role.py: NameError");
    job.cancel();
  }

  @Test
  void a_problem_is_told_late_as_well() {
    ManualScheduler manual =
        builder.worker(named("w").cannotTell("timed out").answersAfter(ofSeconds(5))).start();
    JobHandle job = manual.submit(exec("a"));

    manual.advance(ofSeconds(4));
    assertThat(view(manual, "w").problem()).isEmpty();
    manual.advance(ofSeconds(1));
    assertThat(view(manual, "w").problem()).contains("timed out");
    job.cancel();
  }

  @Test
  void an_answer_that_is_on_its_way_is_lost_with_its_worker_which_is_asked_again_when_it_is_back() {
    ManualScheduler manual =
        builder
            .worker(
                named("w")
                    .suits(role -> true)
                    .answersAfter(ofSeconds(5))
                    .vanishesAfter(ofSeconds(4))
                    .comesBackAfter(ZERO))
            .start();

    assertThat(manual.run(exec("a"))).succeeded().waited(ofSeconds(9));
  }

  @Test
  void answers_take_no_time_or_some() {
    Duration negative = ofSeconds(-1);
    assertThatThrownBy(() -> named("a").answersAfter(negative))
        .hasMessage("answers after: expected 0 or more, found PT-1S");
  }

  private static String why(JobHandle job) {
    return job.waiting().join().map(Waiting::why).orElse("it does not wait");
  }

  private static WorkerView view(ManualScheduler manual, String worker) {
    Optional<WorkerView> found =
        manual.workers().join().stream()
            .filter(each -> each.id().equals(new WorkerId(worker)))
            .findFirst();
    return found.orElseThrow();
  }
}
