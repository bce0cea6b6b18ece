package io.jobsch.local.junit;

import io.jobsch.JobHandle;
import io.jobsch.local.check.JobText;
import io.jobsch.result.JobResult;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

/** How a job stands at the end of its test, as its scheduler says. */
final class Standing {
  private static final long PATIENCE_SECONDS = 10;

  private Standing() {}

  /** The job as text, in lines that each end with a line feed. */
  static String of(JobHandle job) {
    CompletableFuture<JobResult> result = job.result().isDone() ? job.result() : job.now();
    return said(result, JobText::of, why -> "job " + job.id() + ": " + why + "\n");
  }

  /** Why it waits, after a colon; empty if it does not, or nobody can say. */
  static String whyItWaits(JobHandle job) {
    return said(job.waiting(), why -> why.map(it -> ": " + it).orElse(""), nobodySays -> "");
  }

  private static <T> String said(
      CompletableFuture<T> answer, Function<T, String> text, Function<String, String> failure) {
    try {
      return text.apply(answer.get(PATIENCE_SECONDS, TimeUnit.SECONDS));
    } catch (ExecutionException | TimeoutException e) {
      return failure.apply("its scheduler does not say: " + e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return failure.apply("its scheduler was not waited for");
    }
  }
}
