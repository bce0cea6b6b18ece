package io.jobsch.launcher.view;

import io.jobsch.plan.JobId;
import java.time.Duration;
import java.time.Instant;

/** Small things as people are shown them. */
public final class Shown {
  /** Digits of an id: enough to tell some thousands of jobs apart, and to name one by. */
  private static final int SHORT = 10;

  private Shown() {}

  /** The beginning of an id. */
  public static String shortId(JobId id) {
    return id.value().substring(0, SHORT);
  }

  /** The time between two moments, as in {@code 2 min 05 s}. */
  public static String between(Instant from, Instant to) {
    return Durations.text(Duration.between(from, to));
  }

  /**
   * The same document, in which no character has to be escaped that a terminal takes for a command:
   * JSON lets any be written by its number.
   */
  public static String json(String document) {
    StringBuilder text = new StringBuilder(document.length());
    document
        .chars()
        .forEach(
            each -> {
              if (SafeText.isHarmless((char) each)) {
                text.append((char) each);
              } else {
                text.append(String.format("\\u%04x", each));
              }
            });
    return text.toString();
  }

  /** What somebody else wrote, in one line and without control characters. */
  public static String oneLine(String text) {
    return SafeText.oneLine(text);
  }
}
