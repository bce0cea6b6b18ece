package io.jobsch;

/**
 * How much is kept of jobs that are over. Where one of the bounds is passed, those go that ended
 * first; the one that ended last stays, however large it is.
 *
 * @param jobs how many jobs, 1 or more
 * @param heapBytes how much memory they may take, by estimate
 * @param outputBytes how much of what their commands wrote
 */
public record Retention(int jobs, long heapBytes, long outputBytes) {
  /** 1,000 jobs, 64 MiB, and 1 GiB of output. */
  public static final Retention DEFAULT = new Retention(1_000, 64L << 20, 1L << 30);

  /** Checks that there is something to keep. */
  public Retention {
    if (jobs < 1 || heapBytes < 0 || outputBytes < 0) {
      throw new IllegalArgumentException(
          "retention: expected 1 job or more, and bytes from 0, found "
              + jobs
              + " jobs, "
              + heapBytes
              + " bytes of heap and "
              + outputBytes
              + " of output");
    }
  }
}
