package io.jobsch.vertx.http;

import io.jobsch.vertx.jobs.EventLog;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Names an event: in which log it is, and where.
 *
 * @param origin tells logs apart: that of a server that was started again is another
 * @param number its place
 */
record EventId(String origin, long number) {
  private static final Pattern FORM = Pattern.compile("([0-9a-f]{8})-([0-9]{1,18})");

  /** The one that a text names; empty if it is no such text. */
  static Optional<EventId> parse(String text) {
    Matcher matcher = FORM.matcher(text);
    return matcher.matches()
        ? Optional.of(new EventId(matcher.group(1), Long.parseLong(matcher.group(2))))
        : Optional.empty();
  }

  boolean isOf(EventLog log) {
    return origin.equals(log.origin()) && number <= log.last();
  }

  @Override
  public String toString() {
    return origin + "-" + number;
  }
}
