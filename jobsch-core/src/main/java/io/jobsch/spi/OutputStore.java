package io.jobsch.spi;

import io.jobsch.plan.AttemptId;
import io.jobsch.plan.JobId;
import io.jobsch.result.Output;
import io.jobsch.workers.StreamName;
import io.jobsch.workers.Written;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletionStage;

/**
 * Keeps what commands write, by offset. What it keeps of one stream is bounded: the first and the
 * last part of what was written, and how much is missing between them.
 */
public interface OutputStore extends AutoCloseable {
  /**
   * Adds bytes to a stream. Calls for one stream come one after the other and in order; calls for
   * different streams come at the same time from different threads. May block on a disk. Bytes
   * below what the stream holds already are ignored; a gap is remembered as missing.
   *
   * @param offset the place of the first byte in the stream
   * @param bytes what is added; read during the call only
   */
  void append(AttemptId attempt, StreamName stream, long offset, ByteBuffer bytes);

  /**
   * Completed when all that an attempt wrote can be read. Does not block.
   *
   * @param written how much that is
   */
  CompletionStage<Void> complete(AttemptId attempt, Written written);

  /**
   * What a stream holds. It stays readable while it is referred to, also after {@link #forget} and
   * {@link #close}. Grows until the stream is complete. Does not block; a stream that nothing was
   * written to is empty.
   */
  Output read(AttemptId attempt, StreamName stream);

  /** Nobody will ask for the output of that job any more. Does not block. */
  void forget(JobId job);

  /** Gives back what is not referred to. Harmless when called again. */
  @Override
  void close();
}
