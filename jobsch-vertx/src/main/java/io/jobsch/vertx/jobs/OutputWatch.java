package io.jobsch.vertx.jobs;

import io.jobsch.JobEvent;
import io.jobsch.Witness;
import io.jobsch.plan.JobId;
import io.jobsch.result.JobResult;
import io.jobsch.spec.Pointer;
import io.jobsch.workers.StreamName;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

/**
 * Tells those who follow what commands write, at once. Safe for use by any thread; costs a look
 * into a map where nobody follows.
 */
public final class OutputWatch implements Witness {
  private final Map<JobId, List<Following>> followers = new ConcurrentHashMap<>();

  /** Somebody who follows a command. Told on any thread; nothing here may block. */
  public interface Follower {
    /** The command has written. */
    void wrote();

    /** Its state has changed, or that of its job. */
    void changed();
  }

  private record Following(Pointer node, Follower follower) {}

  /**
   * Has somebody told of a command.
   *
   * @return takes it off again
   */
  public Runnable follow(JobId job, Pointer node, Follower follower) {
    Following following = new Following(node, follower);
    followers.compute(
        job,
        (id, before) -> {
          List<Following> now = before == null ? new CopyOnWriteArrayList<>() : before;
          now.add(following);
          return now;
        });
    return () ->
        followers.computeIfPresent(
            job,
            (id, all) -> {
              all.remove(following);
              return all.isEmpty() ? null : all;
            });
  }

  @Override
  public void wrote(JobId job, Pointer node, StreamName stream, long upTo) {
    if (!followers.isEmpty()) {
      of(job, node).forEach(Follower::wrote);
    }
  }

  @Override
  public void changed(JobEvent.NodeChanged event) {
    of(event.job(), event.node()).forEach(Follower::changed);
  }

  @Override
  public void ended(JobResult result) {
    followers.getOrDefault(result.id(), List.of()).forEach(it -> it.follower().changed());
  }

  private Stream<Follower> of(JobId job, Pointer node) {
    return followers.getOrDefault(job, List.of()).stream()
        .filter(it -> it.node().equals(node))
        .map(Following::follower);
  }
}
