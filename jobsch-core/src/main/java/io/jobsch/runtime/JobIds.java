package io.jobsch.runtime;

import io.jobsch.plan.JobId;
import java.security.SecureRandom;
import java.util.HexFormat;

/** Makes names for jobs that nobody else has made, and that cannot be guessed. */
public final class JobIds {
  private static final int BYTES = 16;

  private final SecureRandom random = new SecureRandom();

  /** A new name. Safe for use by any thread. */
  public JobId next() {
    byte[] bytes = new byte[BYTES];
    random.nextBytes(bytes);
    return new JobId(HexFormat.of().formatHex(bytes));
  }
}
