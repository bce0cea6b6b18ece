package io.jobsch.vertx.http;

import java.util.OptionalLong;

/** Places in the list of jobs, as clients are given them: of no meaning but to be given back. */
final class Cursors {
  private static final int RADIX = 36;

  private Cursors() {}

  static String write(long number) {
    return "c" + Long.toString(number, RADIX);
  }

  /**
   * The place that a client gave back.
   *
   * @throws Refused if it was never given that
   */
  static OptionalLong read(String cursor) {
    try {
      if (cursor.startsWith("c")) {
        return OptionalLong.of(Long.parseLong(cursor.substring(1), RADIX));
      }
    } catch (NumberFormatException e) {
      // Said below, for both.
    }
    throw Problems.badParameter(
            "cursor", "expected the next_cursor of an earlier answer, found another text")
        .refused();
  }
}
