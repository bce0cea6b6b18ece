package io.jobsch.spi;

import io.jobsch.plan.AttemptId;
import io.jobsch.workers.StreamName;
import java.nio.ByteBuffer;

/** Takes in what commands write. Never on the way of orders and news. */
@FunctionalInterface
public interface OutputSink {
  /**
   * A command wrote something. May block, which holds up that command and nothing else. Bytes that
   * were delivered before are ignored.
   *
   * @param offset how many bytes the command had written to that stream before
   * @param bytes what it wrote; read during the call only
   */
  void wrote(AttemptId attempt, StreamName stream, long offset, ByteBuffer bytes);
}
