package io.jobsch.plan;

import java.util.Comparator;

/**
 * Names one start of one command. Everything that is said about a process carries it, so that late
 * news is harmless.
 *
 * @param job the job
 * @param node the command's index in its plan
 * @param number the first start is 1
 */
public record AttemptId(JobId job, int node, int number) implements Comparable<AttemptId> {
  private static final Comparator<AttemptId> ORDER =
      Comparator.comparing(AttemptId::job)
          .thenComparingInt(AttemptId::node)
          .thenComparingInt(AttemptId::number);

  @Override
  public int compareTo(AttemptId other) {
    return ORDER.compare(this, other);
  }

  /** {@code job/node#number}. */
  @Override
  public String toString() {
    return job.value() + "/" + node + "#" + number;
  }
}
