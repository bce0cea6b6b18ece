package io.jobsch;

import io.jobsch.result.JobResult;
import io.jobsch.result.NodeResult;
import io.jobsch.result.Output;
import io.jobsch.spec.Execute;
import io.jobsch.spec.JobSpec;
import java.util.List;

/**
 * What it costs to keep a result, by estimate.
 *
 * @param heapBytes memory
 * @param outputBytes of what the commands wrote
 */
record ResultCost(long heapBytes, long outputBytes) {
  /** There is none to keep. */
  static final ResultCost NOTHING = new ResultCost(0, 0);

  private static final int JOB_BYTES = 1024;
  private static final int NODE_BYTES = 512;

  /** What is shorter may be in memory, whatever keeps it. */
  private static final int SMALL_OUTPUT = 8 * 1024;

  static ResultCost of(JobResult result) {
    long heap = JOB_BYTES;
    long output = 0;
    for (NodeResult node : (Iterable<NodeResult>) result.root().all()::iterator) {
      heap += NODE_BYTES + 2 * characters(node.spec());
      for (Output each : List.of(node.stdout(), node.stderr())) {
        long kept = each.written() - each.missing();
        output += kept;
        heap += kept <= SMALL_OUTPUT ? kept : 0;
      }
    }
    return new ResultCost(heap, output);
  }

  private static long characters(JobSpec spec) {
    long all = spec.name().map(String::length).orElse(0);
    for (var variable : spec.attributes().env().entrySet()) {
      all += variable.getKey().length() + variable.getValue().length();
    }
    if (spec instanceof Execute execute) {
      for (String word : execute.command().argv()) {
        all += word.length();
      }
    }
    return all;
  }
}
