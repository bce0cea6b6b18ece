package io.jobsch.launcher;

import io.jobsch.launcher.view.Shown;
import io.jobsch.launcher.view.Table;
import io.jobsch.result.JobState;
import io.jobsch.vertx.client.JobFilter;
import io.jobsch.vertx.client.JobList;
import io.jobsch.vertx.client.ListedJob;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** {@code jobsch list}: the jobs of a server. */
final class ListCommand {
  private static final int USUAL = 50;
  private static final int MOST = 1_000;

  private ListCommand() {}

  static int run(Asking asking) throws Refusal {
    asking.noOperands();
    JobFilter filter = filter(asking);
    if (asking.json()) {
      return asking.document(filter.path());
    }
    JobList list = asking.server().get(asking.server().client().list(filter));
    if (list.jobs().isEmpty()) {
      asking.console().err().note("no jobs");
    }
    Table table = new Table(List.of("JOB", "STATE", "AGE", "TOOK", "NAME"));
    Instant now = Instant.now();
    list.jobs().forEach(job -> table.add(row(job, now)));
    asking.console().show(table);
    if (list.nextCursor().isPresent()) {
      asking.console().err().note("there are more; --limit says how many are shown");
    }
    return asking.console().exitCode();
  }

  private static JobFilter filter(Asking asking) throws Refusal {
    JobFilter filter = JobFilter.ALL.atMost(asking.number("--limit", USUAL, MOST));
    Optional<String> name = asking.words().last("--name");
    filter = filter.in(states(asking).toArray(JobState[]::new));
    return name.isPresent() ? filter.named(name.get()) : filter;
  }

  private static List<JobState> states(Asking asking) throws Refusal {
    List<JobState> states = new ArrayList<>();
    for (String words : asking.words().all("--state")) {
      for (String word : words.split(",", -1)) {
        states.add(asking.oneOf("--state", word, List.of(JobState.values())));
      }
    }
    return states;
  }

  private static List<String> row(ListedJob job, Instant now) {
    return List.of(
        Shown.shortId(job.id()),
        job.state().toString(),
        Shown.between(job.submittedAt(), now),
        job.startedAt().map(from -> Shown.between(from, job.finishedAt().orElse(now))).orElse(""),
        job.name().orElse(""));
  }
}
