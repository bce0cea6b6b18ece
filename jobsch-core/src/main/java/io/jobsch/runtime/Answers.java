package io.jobsch.runtime;

import io.jobsch.engine.Effect;
import io.jobsch.plan.JobId;
import io.jobsch.result.JobResult;
import io.jobsch.result.JobState;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** Those who wait for an answer of the scheduler's. Safe for use by any thread. */
final class Answers {
  private final Map<JobId, Submission> submissions = new ConcurrentHashMap<>();
  private final Map<Long, CompletableFuture<Optional<JobState>>> cancels =
      new ConcurrentHashMap<>();
  private final AtomicLong requests = new AtomicLong();

  Submission submission(JobId job) {
    return submissions.computeIfAbsent(
        job, id -> new Submission(id, new CompletableFuture<>(), new CompletableFuture<>()));
  }

  /** The jobs that are not over. */
  List<Submission> open() {
    return List.copyOf(submissions.values());
  }

  /** A job that is not over. */
  Optional<Submission> open(JobId job) {
    return Optional.ofNullable(submissions.get(job));
  }

  /** Names a request to cancel. */
  long cancel(CompletableFuture<Optional<JobState>> answer) {
    long request = requests.incrementAndGet();
    cancels.put(request, answer);
    return request;
  }

  void accepted(JobId job) {
    Optional.ofNullable(submissions.get(job)).ifPresent(it -> it.accepted().complete(job));
  }

  void cancelled(Effect.CancelAnswered effect) {
    Optional.ofNullable(cancels.remove(effect.request()))
        .ifPresent(it -> it.complete(effect.state()));
  }

  void ended(JobResult result) {
    Optional.ofNullable(submissions.remove(result.id()))
        .ifPresent(it -> it.result().complete(result));
  }

  /** Nobody will be answered any more. */
  void fail(Throwable why) {
    submissions
        .values()
        .forEach(
            it -> {
              it.accepted().completeExceptionally(why);
              it.result().completeExceptionally(why);
            });
    submissions.clear();
    cancels.values().forEach(it -> it.completeExceptionally(why));
    cancels.clear();
  }
}
