package io.jobsch.runtime;

import io.jobsch.engine.Fact;
import io.jobsch.plan.AttemptId;
import io.jobsch.workers.StreamName;
import java.nio.ByteBuffer;
import java.util.List;

/** Watches a scheduler from within its process. */
public interface Observer {
  /**
   * Facts have become durable. Called on the loop, before anything is done that follows from them:
   * must not block and must not throw.
   */
  void decided(List<Fact> facts);

  /**
   * A command wrote something. Called on the thread that brings it, in order for each stream; may
   * block, which holds up that command. The bytes can be read during the call only.
   */
  void wrote(AttemptId attempt, StreamName stream, long offset, ByteBuffer bytes);
}
