package io.jobsch.runtime;

import io.jobsch.spi.Timers;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * A time that passes only when it is told to, for those who do not want to wait. Ticks begin with
 * the time of day at which it starts.
 *
 * <p>Tasks are called by {@link #advance}, on its caller's thread, one after the other: the
 * earliest first, and in the order in which they were set where their times are equal.
 */
public final class VirtualTimers implements Timers {
  private static final Logger LOG = System.getLogger(VirtualTimers.class.getName());

  private static final Instant LAST = Instant.EPOCH.plusNanos(Long.MAX_VALUE);

  private final TreeMap<Moment, Runnable> calls = new TreeMap<>();
  private Duration setAhead = Duration.ZERO;
  private long now;
  private long sequence;

  /** One whose day begins in a new year. */
  public VirtualTimers() {
    this(Instant.parse("2026-01-01T00:00:00Z"));
  }

  /**
   * One that starts at a time of day.
   *
   * @throws IllegalArgumentException if it is before 1970, or after 2262
   */
  public VirtualTimers(Instant start) {
    if (start.isBefore(Instant.EPOCH) || start.isAfter(LAST)) {
      throw new IllegalArgumentException(
          "start: expected a time from " + Instant.EPOCH + " to " + LAST + ", found " + start);
    }
    now = ChronoUnit.NANOS.between(Instant.EPOCH, start);
  }

  /**
   * Lets time pass, and calls what is due by then; each task sees the time that it was set for.
   * What tasks set for that time themselves is called too.
   *
   * @param time 0 or more; with 0, what is due now is called
   * @throws IllegalArgumentException as {@link #after} does
   */
  public void advance(Duration time) {
    long end = after(time);
    for (Optional<Runnable> due = due(end); due.isPresent(); due = due(end)) {
      call(due.get());
    }
    passTo(end);
  }

  /**
   * What the ticks are when so much time has passed.
   *
   * @param time 0 or more
   * @throws IllegalArgumentException if it is less, or leads beyond 2262, when ticks end
   */
  public long after(Duration time) {
    if (time.isNegative()) {
      throw new IllegalArgumentException("advance: expected 0 or more, found " + time);
    }
    Duration most = Duration.ofNanos(Long.MAX_VALUE - ticks());
    if (time.compareTo(most) > 0) {
      throw new IllegalArgumentException(
          "advance: expected " + most + " or less, until time ends, found " + time);
    }
    return ticks() + time.toNanos();
  }

  /** Sets the time of day ahead or, if negative, back, as somebody may who sets a clock. */
  public synchronized void jump(Duration time) {
    setAhead = setAhead.plus(time);
  }

  /** The ticks at which the next call is to be made; empty if there is none. */
  public synchronized OptionalLong next() {
    return calls.isEmpty() ? OptionalLong.empty() : OptionalLong.of(calls.firstKey().ticks);
  }

  /** How many calls are to be made. */
  public synchronized int pending() {
    return calls.size();
  }

  @Override
  public synchronized long ticks() {
    return now;
  }

  @Override
  public synchronized Instant wallClock() {
    return Instant.EPOCH.plusNanos(now).plus(setAhead);
  }

  @Override
  public synchronized Timer at(long ticks, Runnable task) {
    Moment moment = new Moment(Math.max(ticks, now), sequence++);
    calls.put(moment, task);
    return () -> takeBack(moment);
  }

  private synchronized void takeBack(Moment moment) {
    calls.remove(moment);
  }

  private synchronized Optional<Runnable> due(long end) {
    if (calls.isEmpty() || calls.firstKey().ticks > end) {
      return Optional.empty();
    }
    Map.Entry<Moment, Runnable> first = calls.pollFirstEntry();
    passTo(first.getKey().ticks);
    return Optional.of(first.getValue());
  }

  private synchronized void passTo(long ticks) {
    now = Math.max(now, ticks);
  }

  private static void call(Runnable task) {
    try {
      task.run();
    } catch (Throwable e) {
      LOG.log(Level.ERROR, "a timer's task has failed: " + task, e);
    }
  }

  private record Moment(long ticks, long sequence) implements Comparable<Moment> {
    private static final Comparator<Moment> ORDER =
        Comparator.comparingLong(Moment::ticks).thenComparingLong(Moment::sequence);

    @Override
    public int compareTo(Moment other) {
      return ORDER.compare(this, other);
    }
  }
}
