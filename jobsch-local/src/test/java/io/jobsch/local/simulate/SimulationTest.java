package io.jobsch.local.simulate;

import static io.jobsch.spec.Jobs.exec;
import static io.jobsch.spec.Jobs.parallel;
import static io.jobsch.spec.Jobs.sequence;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import io.jobsch.result.JobState;
import io.jobsch.spec.JobSpec;
import io.jobsch.spec.Pointer;
import io.jobsch.spec.RecordedJob;
import io.jobsch.spec.RecordedJob.Course;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Workloads played again by the engine. */
class SimulationTest {
  private static TraceJob.Rigid rigid(double submit, int processors, double takes) {
    return new TraceJob.Rigid(seconds(submit), processors, seconds(takes), seconds(takes));
  }

  private static Duration seconds(double seconds) {
    return Duration.ofNanos(Math.round(seconds * 1e9));
  }

  private static TraceJob recorded(JobSpec job, double takes) {
    return new TraceJob.Recorded(
        RecordedJob.uniform(Duration.ZERO, job, Course.succeedsAfter(seconds(takes))));
  }

  private static ReplayedJob only(TraceJob job, int workers) {
    Replay replay = new Simulation(workers).replay(new Trace(List.of(job)));
    assertThat(replay.jobs()).hasSize(1);
    return replay.jobs().get(0);
  }

  static LongStream seeds() {
    return LongStream.range(0, 60);
  }

  // What decides when a job starts.

  @ParameterizedTest
  @MethodSource("seeds")
  void jobs_start_when_textbook_easy_with_the_shortest_first_starts_them(long seed) {
    int workers = (int) (8 + seed % 5 * 14);
    List<TraceJob.Rigid> jobs = RandomTrace.of(seed, 250, workers);

    Replay replay = new Simulation(workers).replay(new Trace(jobs));

    long[] expected = EasyBackfilling.starts(jobs, workers);
    assertThat(replay.jobs().stream().map(ReplayedJob::job)).isEqualTo(jobs);
    assertThat(replay.jobs().stream().mapToLong(job -> job.started().toNanos()))
        .as("seed %d, %d workers", seed, workers)
        .containsExactly(LongStream.of(expected).boxed().toArray(Long[]::new));
    assertThat(replay.figures())
        .isEqualTo(new Simulation(workers).replay(new Trace(jobs)).figures());
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void the_figures_are_those_of_the_textbook_starts(long seed) {
    int workers = (int) (8 + seed % 3 * 25);
    List<TraceJob.Rigid> jobs = RandomTrace.of(seed, 100, workers);
    long[] starts = EasyBackfilling.starts(jobs, workers);

    Figures figures = new Simulation(workers).replay(new Trace(jobs)).figures();

    double wait = 0;
    double longest = 0;
    double slowdown = 0;
    double used = 0;
    double end = 0;
    for (int i = 0; i < starts.length; i++) {
      double waited = (starts[i] - jobs.get(i).submit().toNanos()) / 1e9;
      double takes = jobs.get(i).takes().toSeconds();
      wait += waited / jobs.size();
      longest = Math.max(longest, waited);
      slowdown += Math.max(1, (waited + takes) / Math.max(takes, 10)) / jobs.size();
      used += jobs.get(i).processors() * takes;
      end = Math.max(end, starts[i] / 1e9 + takes);
    }
    double makespan = end - jobs.get(0).submit().toSeconds();
    assertThat(figures.jobs()).isEqualTo(100);
    assertThat(figures.skipped()).isZero();
    assertThat(Seconds.of(figures.meanWait())).isCloseTo(wait, within(1e-3));
    assertThat(Seconds.of(figures.maxWait())).isCloseTo(longest, within(1e-3));
    assertThat(figures.meanBoundedSlowdown()).isCloseTo(slowdown, within(1e-6));
    assertThat(Seconds.of(figures.makespan())).isCloseTo(makespan, within(1e-3));
    assertThat(figures.utilization()).isCloseTo(used / (workers * makespan), within(1e-9));
  }

  @Test
  void narrow_jobs_that_arrive_for_ever_delay_a_wide_one_no_longer_than_those_before_it() {
    Stream<TraceJob.Rigid> narrow = LongStream.range(0, 300).mapToObj(i -> rigid(i * 10, 1, 35));
    Stream<TraceJob.Rigid> wide = Stream.of(rigid(100, 4, 50));

    Replay replay = new Simulation(4).replay(new Trace(Stream.concat(narrow, wide).toList()));

    assertThat(replay.jobs().stream().filter(job -> job.workers() == 4))
        .singleElement()
        .satisfies(job -> assertThat(job.waited()).isBetween(seconds(1), seconds(35)));
  }

  @Test
  void a_job_that_has_waited_too_long_is_not_passed_by_one_that_delays_it() {
    // The last one delays the third, but not the second, for which workers are always reserved.
    List<TraceJob.Rigid> jobs =
        List.of(rigid(0, 2, 100), rigid(1, 2, 10), rigid(2, 3, 20), rigid(30, 1, 500));

    assertThat(start(new Simulation(3), jobs, 2)).isEqualTo(seconds(530));
    assertThat(start(new Simulation(3, Optional.of(seconds(5))), jobs, 2)).isEqualTo(seconds(110));
  }

  private static Duration start(Simulation simulation, List<TraceJob.Rigid> jobs, int index) {
    return simulation.replay(new Trace(jobs)).jobs().get(index).started();
  }

  // What is played.

  @Test
  void all_that_happens_at_one_instant_is_one_batch() {
    Replay replay = new Simulation(2).replay(new Trace(List.of(rigid(0, 2, 10), rigid(10, 1, 5))));

    assertThat(replay.jobs())
        .extracting(ReplayedJob::started)
        .containsExactly(seconds(0), seconds(10));
    assertThat(replay.steps()).isEqualTo(3);
    assertThat(replay.events()).isEqualTo((2 + 1) + (2 + 1) + 1);
  }

  @Test
  void jobs_come_in_any_order_and_time_begins_with_the_first_of_them() {
    Replay replay =
        new Simulation(1)
            .replay(new Trace(List.of(rigid(2_000_000_001.5, 1, 3), rigid(2_000_000_000, 1, 2))));

    assertThat(replay.jobs())
        .extracting(ReplayedJob::submitted, ReplayedJob::started, ReplayedJob::ended)
        .containsExactly(
            tuple(seconds(2_000_000_000), seconds(2_000_000_000), seconds(2_000_000_002)),
            tuple(seconds(2_000_000_001.5), seconds(2_000_000_002), seconds(2_000_000_005)));
    assertThat(replay.figures().makespan()).isEqualTo(seconds(5));
    assertThat(replay.figures().utilization()).isEqualTo(1);
  }

  @Test
  void a_job_that_takes_no_time_frees_its_workers_at_the_instant_at_which_it_got_them() {
    TraceJob none = new TraceJob.Rigid(Duration.ZERO, 2, Duration.ZERO, Duration.ofNanos(1));

    Replay replay = new Simulation(2).replay(new Trace(List.of(none, none, rigid(0, 1, 4))));

    assertThat(replay.jobs()).extracting(ReplayedJob::started).containsOnly(Duration.ZERO);
    assertThat(replay.figures().utilization()).isEqualTo(0.5);
  }

  @Test
  void jobs_that_are_wider_than_the_workers_are_skipped_and_counted() {
    TraceJob wide = recorded(parallel(exec("a").role("a"), exec("b").role("b")), 1);

    Replay replay =
        new Simulation(1).replay(new Trace(List.of(rigid(0, 2, 9), wide, rigid(5, 1, 1)), 3));

    assertThat(replay.tooWide()).isEqualTo(2);
    assertThat(replay.figures().skipped()).isEqualTo(2 + 3);
    assertThat(replay.figures().jobs()).isEqualTo(1);
    assertThat(replay.figures().makespan()).isEqualTo(seconds(1));
  }

  @Test
  void of_no_jobs_all_figures_are_0() {
    Figures figures = new Simulation(1).replay(new Trace(List.of(rigid(0, 2, 9)))).figures();

    assertThat(figures)
        .isEqualTo(new Figures(0, Duration.ZERO, Duration.ZERO, 0, Duration.ZERO, 0, 1));
  }

  @Test
  void a_replay_that_takes_longer_than_virtual_time_is_none() {
    Trace trace =
        new Trace(LongStream.range(0, 10).mapToObj(i -> rigid(0, 1, 1_000_000_000)).toList());

    assertThatThrownBy(() -> new Simulation(1).replay(trace))
        .isInstanceOf(ArithmeticException.class);
  }

  // How jobs of our own kind go.

  @Test
  void a_tree_takes_as_long_as_its_commands_in_their_order() {
    JobSpec tree = sequence(exec("a"), parallel(exec("b"), exec("c").role("other")), exec("d"));
    Map<Pointer, Course> courses =
        Map.of(
            Pointer.parse("/work/0"), Course.succeedsAfter(seconds(10)),
            Pointer.parse("/work/1/work/0"), Course.succeedsAfter(seconds(2)),
            Pointer.parse("/work/1/work/1"), Course.succeedsAfter(seconds(3.5)),
            Pointer.parse("/work/2"), Course.succeedsAfter(seconds(1)));

    ReplayedJob job = only(new TraceJob.Recorded(new RecordedJob(seconds(0), tree, courses)), 2);

    assertThat(job.took()).isEqualTo(seconds(14.5));
    assertThat(job.workers()).isEqualTo(2);
    assertThat(job.state()).isEqualTo(JobState.SUCCEEDED);
  }

  @Test
  void a_command_that_takes_longer_than_its_timeout_is_stopped_there() {
    ReplayedJob late = only(recorded(exec("late").timeout(seconds(5)), 8), 1);
    ReplayedJob inTime = only(recorded(exec("in time").timeout(seconds(8)), 8), 1);

    assertThat(late.took()).isEqualTo(seconds(5));
    assertThat(late.state()).isEqualTo(JobState.FAILED);
    assertThat(inTime.took()).isEqualTo(seconds(8));
    assertThat(inTime.state()).isEqualTo(JobState.SUCCEEDED);
  }

  @Test
  void a_group_that_takes_longer_than_its_timeout_is_stopped_with_all_its_commands() {
    JobSpec group = parallel(exec("a").role("a"), exec("b").role("b")).timeout(seconds(3));

    ReplayedJob job = only(recorded(sequence(exec("first"), group), 10), 3);

    assertThat(job.took()).isEqualTo(seconds(13));
    assertThat(job.state()).isEqualTo(JobState.FAILED);
  }

  @Test
  void a_group_that_ends_as_its_time_does_is_in_time() {
    ReplayedJob job = only(recorded(parallel(exec("a"), exec("b")).timeout(seconds(4)), 4), 1);

    assertThat(job.state()).isEqualTo(JobState.SUCCEEDED);
  }

  @Test
  void a_sequence_stops_at_an_exit_code() {
    JobSpec job = sequence(exec("a"), exec("b"), exec("c"));
    Map<Pointer, Course> courses =
        Map.of(
            Pointer.parse("/work/0"), Course.succeedsAfter(seconds(1)),
            Pointer.parse("/work/1"), new Course(seconds(2), 3),
            Pointer.parse("/work/2"), Course.succeedsAfter(seconds(4)));

    ReplayedJob replayed =
        only(new TraceJob.Recorded(new RecordedJob(seconds(0), job, courses)), 1);

    assertThat(replayed.took()).isEqualTo(seconds(3));
    assertThat(replayed.state()).isEqualTo(JobState.FAILED);
  }

  @Test
  void the_more_urgent_job_goes_first() {
    TraceJob now = recorded(exec("now"), 10);
    TraceJob later = recorded(exec("later"), 10);
    TraceJob urgent = recorded(exec("urgent").priority(1), 10);

    Replay replay = new Simulation(1).replay(new Trace(List.of(now, later, urgent)));

    assertThat(replay.jobs())
        .extracting(job -> job.started().toSeconds())
        .containsExactly(10L, 20L, 0L);
  }

  // What is refused.

  @Test
  void there_is_one_worker_at_least_and_no_time_is_negative() {
    assertThatThrownBy(() -> new Simulation(0)).hasMessageContaining("from 1 to 1000000, found 0");
    assertThatThrownBy(() -> new Simulation(1, Optional.of(seconds(-1))))
        .hasMessageContaining("0 or more");
    assertThatThrownBy(() -> rigid(0, 0, 1)).hasMessageContaining("processors");
    assertThatThrownBy(() -> rigid(-1, 1, 1)).hasMessageContaining("submit");
    assertThatThrownBy(() -> rigid(0, 1, 0)).hasMessageContaining("requested");
  }

  // How it went on.

  @Test
  void a_timeline_tells_how_many_waited_and_how_many_were_busy() {
    Replay replay =
        new Simulation(2)
            .replay(new Trace(List.of(rigid(100, 2, 10), rigid(100, 1, 10), rigid(105, 1, 5))));

    Timeline timeline = Timeline.of(replay, 4);

    assertThat(timeline.length()).isEqualTo(seconds(20));
    assertThat(timeline.parts())
        .containsExactly(
            new Timeline.Part(1, 2),
            new Timeline.Part(2, 2),
            new Timeline.Part(0, 2),
            new Timeline.Part(0, 1));
  }

  @Test
  void a_timeline_of_no_time_is_flat() {
    TraceJob none = new TraceJob.Rigid(Duration.ZERO, 1, Duration.ZERO, Duration.ofNanos(1));

    Timeline timeline = Timeline.of(new Simulation(1).replay(new Trace(List.of(none))), 2);

    assertThat(timeline.parts()).containsOnly(new Timeline.Part(0, 0)).hasSize(2);
  }
}
