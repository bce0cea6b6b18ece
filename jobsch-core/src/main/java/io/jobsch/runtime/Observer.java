package io.jobsch.runtime;

import io.jobsch.engine.Engine;
import io.jobsch.engine.Fact;
import io.jobsch.plan.AttemptId;
import io.jobsch.result.JobResult;
import io.jobsch.workers.StreamName;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;

/** Watches a scheduler from within its process. */
public interface Observer {
  /**
   * Facts have become durable. Called on the loop, before anything is done that follows from them:
   * must not block and must not throw.
   */
  void decided(List<Fact> facts);

  /**
   * How the engine stands behind these facts. Called right after {@link #decided}, under the same
   * terms; the engine is to be asked during the call only.
   *
   * @param at when the facts were decided or, after a recovery, read
   */
  default void settled(List<Fact> facts, Engine engine, Instant at) {}

  /**
   * A job is over, and this is all that became of it. Called on the loop, once for each job and
   * before whoever submitted it is told: must not block and must not throw.
   */
  default void ended(JobResult result) {}

  /**
   * A command wrote something. Called on the thread that brings it, in order for each stream; may
   * block, which holds up that command. That the command has ended is decided only when the calls
   * for all that it wrote have returned. The bytes can be read during the call only.
   */
  void wrote(AttemptId attempt, StreamName stream, long offset, ByteBuffer bytes);
}
