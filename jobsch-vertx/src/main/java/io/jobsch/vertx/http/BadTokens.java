package io.jobsch.vertx.http;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * How many bad tokens came from where. Used by one thread; remembers a bounded number of places.
 */
final class BadTokens {
  /** So many are answered at once, as by somebody who has mistyped it, within this time. */
  static final int FREE = 10;

  static final Duration WINDOW = Duration.ofSeconds(60);

  private static final int PLACES = 10_000;

  private final LongSupplier nanoTime;
  private final Map<String, Count> counts =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Count> eldest) {
          return size() > PLACES;
        }
      };

  BadTokens(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  private record Count(long since, int number) {}

  /** One more came from there: whether that is too many. */
  boolean isOneTooMany(String address) {
    long now = nanoTime.getAsLong();
    Count count =
        counts.merge(
            address,
            new Count(now, 1),
            (before, first) ->
                now - before.since() > WINDOW.toNanos()
                    ? first
                    : new Count(before.since(), before.number() + 1));
    return count.number() > FREE;
  }
}
