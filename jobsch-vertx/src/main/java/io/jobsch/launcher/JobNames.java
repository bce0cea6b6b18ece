package io.jobsch.launcher;

import io.jobsch.launcher.view.Shown;
import io.jobsch.plan.JobId;
import io.jobsch.spec.SpecRules;
import io.jobsch.vertx.client.JobFilter;
import io.jobsch.vertx.client.JobList;
import io.jobsch.vertx.client.ListedJob;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Finds the job that a word of the command line means. */
final class JobNames {
  private static final String LAST = "last";
  private static final int WHOLE = 32;
  private static final Pattern HEX = Pattern.compile("[0-9a-f]{1,32}");
  private static final int SHOWN = 10;

  private final Server server;
  private final LastJob last;

  JobNames(Server server, LastJob last) {
    this.server = server;
    this.last = last;
  }

  /**
   * The job: by its id, by the beginning of its id, or the one that this user submitted last.
   *
   * @throws Refusal if there is none, or more than one
   */
  JobId find(String word) throws Refusal {
    if (word.equals(LAST)) {
      return last.read()
          .orElseThrow(
              () ->
                  Refusal.because(
                      "last: you have submitted no job to "
                          + server.url()
                          + " from here; \"jobsch list\" shows those that there are"));
    }
    if (!HEX.matcher(word).matches()) {
      throw Refusal.because(
          "expected a job: its id, the first digits of it, or last; found "
              + SpecRules.quoted(word)
              + "; \"jobsch list\" shows those that there are");
    }
    return word.length() == WHOLE ? new JobId(word) : beginning(word);
  }

  private JobId beginning(String word) throws Refusal {
    JobList found = server.get(server.client().list(JobFilter.ALL.idBegins(word).atMost(SHOWN)));
    if (found.jobs().isEmpty()) {
      throw Refusal.because(
          "there is no job whose id begins with "
              + word
              + ", or it is not kept any more; \"jobsch list\" shows those that there are");
    }
    if (found.jobs().size() > 1) {
      throw new Refusal(ambiguous(word, found));
    }
    return found.jobs().get(0).id();
  }

  private static List<String> ambiguous(String word, JobList found) {
    List<String> lines = new ArrayList<>();
    lines.add("jobsch: more than one job has an id that begins with " + word + ":");
    for (ListedJob job : found.jobs()) {
      String name = job.name().map(it -> "  " + Shown.oneLine(it)).orElse("");
      lines.add("jobsch:   " + job.id().value() + "  " + job.state() + name);
    }
    if (found.nextCursor().isPresent()) {
      lines.add("jobsch:   and others");
    }
    return lines;
  }
}
