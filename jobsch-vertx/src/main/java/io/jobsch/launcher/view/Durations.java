package io.jobsch.launcher.view;

import java.time.Duration;

/** How long something took, for people: {@code 0.04 s}, {@code 12.3 s}, {@code 2 min 05 s}. */
final class Durations {
  private Durations() {}

  static String text(Duration duration) {
    long hundredths = Math.max(0, duration.toMillis() / 10);
    long seconds = hundredths / 100;
    if (seconds < 10) {
      return seconds + "." + twoDigits(hundredths % 100) + " s";
    }
    if (seconds < 60) {
      return seconds + "." + hundredths % 100 / 10 + " s";
    }
    if (seconds < 3600) {
      return seconds / 60 + " min " + twoDigits(seconds % 60) + " s";
    }
    return seconds / 3600 + " h " + twoDigits(seconds / 60 % 60) + " min";
  }

  private static String twoDigits(long number) {
    return number < 10 ? "0" + number : Long.toString(number);
  }
}
