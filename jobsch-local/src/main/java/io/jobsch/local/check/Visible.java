package io.jobsch.local.check;

import io.jobsch.spec.SpecRules;

/** Text on one line, on which every character can be seen. */
final class Visible {
  private static final int LONGEST = 1000;

  private Visible() {}

  static String of(String text) {
    int more = text.codePointCount(0, text.length()) - LONGEST;
    return more <= 0
        ? SpecRules.escaped(text)
        : SpecRules.escaped(text.substring(0, text.offsetByCodePoints(0, LONGEST)))
            + "… and "
            + more
            + " more";
  }

  static String quoted(String text) {
    return '"' + of(text) + '"';
  }
}
