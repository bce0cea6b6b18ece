package io.jobsch.runtime;

import io.jobsch.plan.JobId;
import java.nio.ByteBuffer;
import java.nio.LongBuffer;
import java.security.SecureRandom;

/** Makes names for jobs that nobody else has made, and that cannot be guessed. */
public final class JobIds {
  /** So many bytes are drawn at a time, which costs little more than to draw those of one name. */
  private static final int DRAWN = 1024;

  private final SecureRandom random = new SecureRandom();
  private LongBuffer left = LongBuffer.allocate(0);

  /** A new name. Safe for use by any thread. */
  public synchronized JobId next() {
    if (!left.hasRemaining()) {
      byte[] drawn = new byte[DRAWN];
      random.nextBytes(drawn);
      left = ByteBuffer.wrap(drawn).asLongBuffer();
    }
    return JobId.of(left.get(), left.get());
  }
}
