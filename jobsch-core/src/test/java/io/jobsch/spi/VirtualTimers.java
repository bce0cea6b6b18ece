package io.jobsch.spi;

import java.time.Duration;
import java.time.Instant;
import java.util.TreeMap;

public final class VirtualTimers implements Timers {
  private final TreeMap<Long, TreeMap<Long, Runnable>> tasks = new TreeMap<>();
  private long now;
  private long seq;

  @Override
  public long ticks() {
    return now;
  }

  @Override
  public Instant wallClock() {
    return Instant.EPOCH.plusNanos(now);
  }

  @Override
  public Timer at(long ticks, Runnable task) {
    long id = seq++;
    tasks.computeIfAbsent(ticks, t -> new TreeMap<>()).put(id, task);
    return () -> {
      var at = tasks.get(ticks);
      if (at != null) at.remove(id);
    };
  }

  public void advance(Duration d) {
    long until = now + d.toNanos();
    while (!tasks.isEmpty() && tasks.firstKey() <= until) {
      var e = tasks.pollFirstEntry();
      now = Math.max(now, e.getKey());
      e.getValue().values().forEach(Runnable::run);
    }
    now = until;
  }
}
