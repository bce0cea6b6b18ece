package io.jobsch;

import static io.jobsch.spec.Jobs.exec;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jobsch.plan.JobId;
import io.jobsch.plan.Planner;
import io.jobsch.result.JobResult;
import io.jobsch.result.JobState;
import io.jobsch.result.NodeResult;
import io.jobsch.result.NodeState;
import io.jobsch.spec.JobSpec;
import io.jobsch.spec.Pointer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class JobArchiveTest {
  private static final Instant AT = Instant.parse("2026-11-23T10:00:00Z");
  private static final JobSpec JOB = exec("true").name("nightly");

  private final List<JobId> dropped = new ArrayList<>();
  private JobArchive archive = archive(new Retention(2, 1 << 20, 1 << 20));

  private JobArchive archive(Retention retention) {
    return new JobArchive(retention, dropped::add);
  }

  @Test
  void jobs_are_listed_newest_first_in_pages() {
    submit(1, 2, 3, 4, 5);

    JobPage first = page(Set.of(), 2, OptionalLong.empty());
    JobPage second = page(Set.of(), 2, first.next());
    JobPage third = page(Set.of(), 2, second.next());

    assertThat(ids(first)).containsExactly(5, 4);
    assertThat(ids(second)).containsExactly(3, 2);
    assertThat(ids(third)).containsExactly(1);
    assertThat(third.next()).isEmpty();
  }

  @Test
  void a_page_that_takes_in_the_last_one_has_no_next() {
    submit(1, 2);

    assertThat(page(Set.of(), 2, OptionalLong.empty()).next()).isEmpty();
  }

  @Test
  void pages_hold_still_while_jobs_are_added() {
    submit(1, 2, 3);
    JobPage first = page(Set.of(), 1, OptionalLong.empty());
    submit(4, 5);

    assertThat(ids(page(Set.of(), 9, first.next()))).containsExactly(2, 1);
  }

  @Test
  void jobs_are_found_by_state_and_by_name() {
    submit(1, 2, 3);
    end(2);

    assertThat(ids(page(Set.of(JobState.SUCCEEDED), 9, OptionalLong.empty()))).containsExactly(2);
    assertThat(ids(page(Set.of(JobState.QUEUED), 9, OptionalLong.empty()))).containsExactly(3, 1);
    assertThat(ids(page(Set.of(JobState.QUEUED, JobState.SUCCEEDED), 9, OptionalLong.empty())))
        .containsExactly(3, 2, 1);
    assertThat(archive.page(query("nightly")).jobs()).hasSize(3);
    assertThat(archive.page(query("night")).jobs()).isEmpty();
  }

  private static JobQuery query(String name) {
    return new JobQuery(Set.of(), Optional.of(name), Optional.empty(), 9, OptionalLong.empty());
  }

  @Test
  void a_summary_tells_when_what_happened() {
    submit(1);
    change(1, JobState.RUNNING, AT.plusSeconds(1));
    end(1);

    JobSummary job = archive.find(id(1)).orElseThrow();
    assertThat(job.title()).contains("nightly");
    assertThat(job.submittedAt()).isEqualTo(AT);
    assertThat(job.startedAt()).contains(AT.plusSeconds(1));
    assertThat(job.finishedAt()).contains(AT.plusSeconds(2));
    assertThat(archive.result(id(1))).map(JobResult::state).contains(JobState.SUCCEEDED);
  }

  @Test
  void of_jobs_that_are_over_the_last_ones_are_kept() {
    submit(1, 2, 3, 4);
    end(2);
    end(1);
    end(3);

    assertThat(dropped).containsExactly(id(2));
    assertThat(archive.find(id(2))).isEmpty();
    assertThat(archive.result(id(2))).isEmpty();
    assertThat(ids(page(Set.of(), 9, OptionalLong.empty()))).containsExactly(4, 3, 1);
  }

  @Test
  void jobs_that_live_are_kept_however_many_they_are() {
    submit(1, 2, 3, 4);

    assertThat(archive.live()).isEqualTo(4);
    assertThat(dropped).isEmpty();
    end(1);
    assertThat(archive.live()).isEqualTo(3);
  }

  @Test
  void what_takes_too_much_memory_goes_but_not_what_ended_last() {
    archive = archive(new Retention(100, 1, 1 << 20));
    submit(1, 2);
    end(1);
    assertThat(dropped).isEmpty();
    end(2);

    assertThat(dropped).containsExactly(id(1));
  }

  @Test
  void a_retention_keeps_something() {
    assertThatThrownBy(() -> new Retention(0, 0, 0)).hasMessageContaining("1 job or more");
  }

  private void submit(int... numbers) {
    for (int number : numbers) {
      archive.submitted(id(number), Planner.plan(JOB), AT);
    }
  }

  private void end(int number) {
    change(number, JobState.SUCCEEDED, AT.plusSeconds(2));
    archive.ended(
        new JobResult(
            id(number),
            JobState.SUCCEEDED,
            Optional.empty(),
            AT,
            Optional.of(AT),
            Optional.of(AT.plusSeconds(2)),
            new TreeMap<>(),
            new NodeResult(
                Pointer.ROOT,
                JOB,
                NodeState.SUCCEEDED,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of())));
  }

  private void change(int number, JobState state, Instant at) {
    archive.changed(
        new JobEvent.JobChanged(id(number), state, Optional.empty(), new TreeMap<>(), at));
  }

  private JobPage page(Set<JobState> states, int limit, OptionalLong before) {
    return archive.page(new JobQuery(states, Optional.empty(), Optional.empty(), limit, before));
  }

  private static List<Integer> ids(JobPage page) {
    return page.jobs().stream().map(it -> Integer.parseInt(it.id().value(), 16)).toList();
  }

  private static JobId id(int number) {
    return new JobId(String.format("%032x", number));
  }
}
