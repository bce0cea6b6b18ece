package io.jobsch.bench;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/**
 * The time of the processors that this process has had, its compiler's and garbage collector's
 * included. Where others use the same machine, that is the time that counts.
 */
final class Processor {
  /** By then the compiler has done what it does. */
  private static final long WARM_NANOS = 8_000_000_000L;

  private static final OperatingSystemMXBean PROCESS =
      ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

  private Processor() {}

  static long nanos() {
    return PROCESS.getProcessCpuTime();
  }

  /** Does something again and again until it has had enough of the processors to be fast. */
  static void warmUp(Runnable work) {
    long start = nanos();
    while (nanos() - start < WARM_NANOS) {
      work.run();
    }
  }
}
