package io.jobsch.vertx.wire;

import java.time.Duration;

/**
 * When to say something again that nobody has answered: soon, then less and less often. One thread.
 */
public final class Patience {
  private static final long FIRST = Duration.ofMillis(250).toNanos();
  private static final long LONGEST = Duration.ofSeconds(4).toNanos();

  private long delay = FIRST;
  private long since;

  /** There was an answer, or there is a new question: from now on it counts anew. */
  public void reset(long ticks) {
    delay = FIRST;
    since = ticks;
  }

  /** Whether it is time to say it again; if so, the next time is later. */
  public boolean isOut(long ticks) {
    if (ticks - since < delay) {
      return false;
    }
    since = ticks;
    delay = Math.min(2 * delay, LONGEST);
    return true;
  }
}
