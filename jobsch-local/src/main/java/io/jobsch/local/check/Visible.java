package io.jobsch.local.check;

/** Text on one line, on which every character can be seen. */
final class Visible {
  private static final int LONGEST = 1000;

  private Visible() {}

  static String of(String text) {
    StringBuilder visible = new StringBuilder();
    text.codePoints().limit(LONGEST).forEach(each -> append(visible, each));
    int more = text.codePointCount(0, text.length()) - LONGEST;
    return more > 0 ? visible + "… and " + more + " more" : visible.toString();
  }

  static String quoted(String text) {
    return '"' + of(text) + '"';
  }

  private static void append(StringBuilder visible, int codePoint) {
    switch (Character.getType(codePoint)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          visible.append(codePoint == '\n' ? "\\n" : String.format("\\u%04x", codePoint));
      default -> visible.appendCodePoint(codePoint);
    }
  }
}
