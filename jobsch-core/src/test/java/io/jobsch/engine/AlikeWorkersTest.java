package io.jobsch.engine;

import static io.jobsch.spec.Jobs.parallel;
import static io.jobsch.spec.Jobs.sh;
import static org.assertj.core.api.Assertions.assertThat;

import io.jobsch.plan.JobId;
import io.jobsch.plan.Planner;
import io.jobsch.spec.JobSpec;
import io.jobsch.spec.RoleName;
import io.jobsch.spec.SpecLimits;
import io.jobsch.workers.Incarnation;
import io.jobsch.workers.Matching;
import io.jobsch.workers.News;
import io.jobsch.workers.RolePattern;
import io.jobsch.workers.Suitability;
import io.jobsch.workers.Urgency;
import io.jobsch.workers.WorkerId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Workers of whom the same is known cost together what one of them costs: what a pass looks at is
 * counted, with one of each kind and with ten thousand.
 */
class AlikeWorkersTest {
  private static final int MANY = 10_000;
  private static final SpecLimits LARGE =
      new SpecLimits(Integer.MAX_VALUE, 10, 10 * MANY, 10 * MANY, 10 * MANY);

  private final Engine engine = new Engine(EngineSettings.DEFAULT);
  private int jobs;

  // What a pass looks at.

  /**
   * What a pass had to look at for a job that waits.
   *
   * @param classes of workers, of all that there are
   * @param offered classes that are offered to a matching
   * @param kinds of roles, to each of which they may be matched
   * @param questions that the matching asks, until each role has its worker
   * @param reserved entries of what is reserved for the job
   * @param releases entries of what comes free when a job is over that runs
   */
  private record Look(
      int classes, int offered, int kinds, int questions, int reserved, int releases) {}

  @Test
  void ten_thousand_workers_of_a_kind_cost_what_one_does() {
    Look one = new AlikeWorkersTest().lookWith(1);

    assertThat(one).isEqualTo(new Look(2, 2, 2, one.questions(), 3, 1));
    assertThat(lookWith(MANY)).isEqualTo(one);
  }

  /**
   * So many generalists and specialists, a job on all the specialists, and one that waits for them,
   * and has as many generalists reserved. In a matching a generalist comes first, and then has to
   * change its role.
   */
  private Look lookWith(int number) {
    each(number, i -> joins("general" + i, new Suitability.Everything()));
    each(number, i -> joins("special" + i, patterns("a*")));
    JobId runs = submit(all(number, "a"));
    JobId waits = submit(parallel(all(number, "a"), all(number, "b")));

    assertThat(engine.state().running(runs)).isPresent();
    QueuedJob job = engine.state().queue().find(waits).orElseThrow();
    Reservation reservation = onlyReservation();
    assertThat(reservation.job()).isEqualTo(job);
    assertThat(reservation.kept()).isEqualTo(number);
    Seats seats = job.roleSet().seats(classes());
    return new Look(
        classes().all().size(),
        seats.classes().size(),
        seats.kinds().size(),
        questions(seats),
        reservation.keptByClass().size()
            + reservation.awaited().size()
            + reservation.inTime().size(),
        engine.state().ending().all().stream()
            .mapToInt(each -> each.workers(engine.state().pool()).size())
            .sum());
  }

  private Reservation onlyReservation() {
    List<Reservation> inOrder = AllReserved.of(engine.state());
    assertThat(inOrder).hasSize(1);
    return inOrder.get(0);
  }

  /** As a pass would match all workers that suit the job. */
  private static int questions(Seats seats) {
    AtomicInteger questions = new AtomicInteger();
    Matching matching =
        new Matching(
            seats.kinds().stream().mapToInt(List::size).toArray(),
            seats.classes().size(),
            (workers, kind) -> {
              questions.incrementAndGet();
              return seats.suits(workers, kind);
            });
    for (int i = 0; i < seats.classes().size(); i++) {
      matching.offer(i, seats.classes().get(i).size());
    }
    assertThat(matching.isComplete()).isTrue();
    return questions.get();
  }

  // Which workers are alike.

  @Test
  void workers_that_are_asked_fall_into_as_many_classes_as_there_are_answers() {
    each(MANY, i -> joins("w" + i, new Suitability.OnRequest()));
    submit(parallel(sh("x").role("x"), sh("y").role("nobody")));
    List<Integer> sizes = new ArrayList<>();
    each(
        MANY,
        i -> {
          answers("w" + i, Map.of("x", i % 2 == 0, "nobody", false));
          sizes.add(classes().all().size());
        });

    assertThat(sizes.subList(0, MANY - 1)).containsOnly(2, 3);
    assertThat(sizes.get(MANY - 1)).isEqualTo(2);
    assertThat(classOf("w0").size()).isEqualTo(MANY / 2);
    assertThat(classOf("w1").size()).isEqualTo(MANY / 2);
  }

  @Test
  void a_class_is_found_again_by_the_answers_of_its_workers() {
    each(4, i -> joins("w" + i, new Suitability.OnRequest()));
    submit(parallel(sh("x").role("x"), sh("y").role("nobody")));
    each(4, i -> answers("w" + i, Map.of("x", i % 2 == 0, "nobody", false)));
    WorkerClass suiting = classOf("w0");
    WorkerClass others = classOf("w1");

    says(new News.SuitabilityChanged(new WorkerId("w2"), life("w2")));
    assertThat(classOf("w2")).isNotIn(suiting, others);
    answers("w2", Map.of("nobody", false, "x", true));
    assertThat(classOf("w2")).isSameAs(suiting);

    step(new Event.WorkerLost(new WorkerId("w3"), life("w3"), "it is gone"));
    joins("w3", new Suitability.OnRequest());
    answers("w3", Map.of("x", false));
    answers("w3", Map.of("nobody", false));
    assertThat(classOf("w3")).isSameAs(others);

    joins("late", new Suitability.OnRequest());
    answers("late", Map.of("x", true, "nobody", false));
    assertThat(classOf("late")).isSameAs(suiting);
    assertThat(classes().all()).containsExactlyInAnyOrder(suiting, others);
    assertThat(List.of(suiting.size(), others.size())).containsExactly(3, 2);
  }

  @Test
  void a_job_that_comes_later_is_offered_the_class_that_answered_that_it_suits() {
    each(4, i -> joins("w" + i, new Suitability.OnRequest()));
    submit(parallel(sh("x").role("x"), sh("y").role("nobody")));
    each(4, i -> answers("w" + i, Map.of("x", i % 2 == 0, "nobody", false)));
    JobId later = submit(parallel(sh("x").role("x"), sh("z").role("not yet")));

    Seats seats = engine.state().queue().find(later).orElseThrow().roleSet().seats(classes());

    assertThat(seats.classes()).containsExactly(classOf("w0"));
    assertThat(seats.idleByClass()).containsExactly(2);
  }

  @Test
  void workers_are_alike_again_when_what_they_differed_in_is_forgotten() {
    each(10, i -> joins("w" + i, new Suitability.OnRequest()));
    JobId split = submit(parallel(sh("x").role("x"), sh("y").role("nobody")));
    each(10, i -> answers("w" + i, Map.of("x", i % 2 == 0, "nobody", false)));
    cancel(split);
    assertThat(classes().all()).hasSize(2);

    each(RememberedRoles.MOST, i -> cancel(submit(sh("x").role("other" + i))));

    assertThat(classes().all()).hasSize(1);
  }

  // Words.

  private static void each(int number, IntConsumer action) {
    IntStream.range(0, number).forEach(action);
  }

  /** So many commands at once, each of a role of its own. */
  private static JobSpec all(int number, String role) {
    return parallel(
        IntStream.range(0, number)
            .mapToObj(i -> sh("x").role(role + i).timeout(Duration.ofSeconds(40)))
            .toList());
  }

  private static Suitability patterns(String... globs) {
    return new Suitability.Patterns(Stream.of(globs).map(RolePattern::new).toList());
  }

  private static Incarnation life(String worker) {
    return new Incarnation(worker);
  }

  private void joins(String worker, Suitability suitability) {
    says(
        new News.Joined(
            new WorkerId(worker),
            life(worker),
            new News.Profile(suitability, "none"),
            new TreeSet<>()));
  }

  private void answers(String worker, Map<String, Boolean> said) {
    TreeMap<RoleName, Boolean> byRole = new TreeMap<>();
    said.forEach((role, suits) -> byRole.put(new RoleName(role), suits));
    says(new News.Suits(new WorkerId(worker), life(worker), byRole, Optional.empty()));
  }

  private JobId submit(JobSpec job) {
    JobId id = JobId.of(0, ++jobs);
    step(new Event.Submitted(id, Planner.plan(job, LARGE)));
    return id;
  }

  private void cancel(JobId job) {
    step(new Event.CancelRequested(jobs, job, Urgency.GRACEFUL, "it is not wanted"));
  }

  private void says(News news) {
    step(new Event.WorkerSaid(news));
  }

  private void step(Event event) {
    engine.step(new Now(0, Instant.EPOCH), List.of(event));
  }

  private WorkerClasses classes() {
    return engine.state().pool().classes();
  }

  private WorkerClass classOf(String worker) {
    return classes().of(engine.state().pool().get(new WorkerId(worker))).orElseThrow();
  }
}
