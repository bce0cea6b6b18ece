package io.jobsch.samples.embedded;

import static io.jobsch.spec.Jobs.exec;
import static io.jobsch.spec.Jobs.sequence;
import static java.time.Duration.ofMinutes;

import io.jobsch.Scheduler;
import io.jobsch.result.JobResult;
import io.jobsch.result.Reason;
import io.jobsch.spec.JobSpec;
import java.util.concurrent.CompletableFuture;

/**
 * An application that has databases backed up, on whatever scheduler it is given. What was lost
 * with its worker is tried once more; everything else is for people to look at.
 */
public final class Backup {
  private final Scheduler scheduler;

  /** One that has its jobs run there. */
  public Backup(Scheduler scheduler) {
    this.scheduler = scheduler;
  }

  private static JobSpec job(String database) {
    return sequence(
            exec("dump", database).timeout(ofMinutes(10)), exec("upload", database + ".dump"))
        .role("backup");
  }

  /** Backs a database up; says how that went. */
  public CompletableFuture<String> of(String database) {
    return attempt(database)
        .thenCompose(
            first -> wasLost(first) ? attempt(database) : CompletableFuture.completedFuture(first))
        .thenApply(
            last -> last.reason().map(reason -> "FAILED: " + reason.message()).orElse("saved"));
  }

  private CompletableFuture<JobResult> attempt(String database) {
    return scheduler.submit(job(database)).result();
  }

  private static boolean wasLost(JobResult result) {
    return result.reason().filter(reason -> reason.code() == Reason.Code.LOST).isPresent();
  }
}
