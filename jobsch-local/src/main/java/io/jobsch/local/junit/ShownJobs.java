package io.jobsch.local.junit;

import io.jobsch.JobHandle;
import io.jobsch.result.JobResult;
import io.jobsch.result.JobState;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;

/**
 * The jobs of a test as they are printed when it fails. A few of many: whoever reads it looks for
 * what went wrong, and nobody reads ten thousand.
 *
 * @param text each of these jobs, in lines that each end with a line feed
 * @param others how many there are beside
 * @param othersOfNote how many of them have failed, or are not over
 */
record ShownJobs(String text, int others, int othersOfNote) {
  /** So many are shown. */
  static final int MOST = 50;

  /** As they stand now: all, or of too many first those that have failed or are not over. */
  static ShownJobs of(List<JobHandle> jobs) {
    List<JobHandle> ofNote = new ArrayList<>();
    List<JobHandle> rest = new ArrayList<>();
    jobs.forEach(job -> (isOfNote(job) ? ofNote : rest).add(job));
    List<JobHandle> inOrder = new ArrayList<>(jobs);
    if (jobs.size() > MOST) {
      inOrder.clear();
      inOrder.addAll(ofNote);
      inOrder.addAll(rest);
    }
    String text = inOrder.stream().limit(MOST).map(Standing::of).collect(Collectors.joining());
    return new ShownJobs(text, Math.max(0, jobs.size() - MOST), Math.max(0, ofNote.size() - MOST));
  }

  private static boolean isOfNote(JobHandle job) {
    CompletableFuture<JobResult> result = job.result();
    return !result.isDone()
        || result.isCompletedExceptionally()
        || result.join().state() == JobState.FAILED;
  }

  @Override
  public String toString() {
    return others == 0 ? text : text + "and " + others + " more" + whatOfThem() + "\n";
  }

  private String whatOfThem() {
    return othersOfNote == 0 ? "" : ", " + othersOfNote + " of which failed, or were not over";
  }
}
