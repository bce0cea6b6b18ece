package io.jobsch.launcher.view;

/** How many columns of a terminal a text takes. */
final class Columns {
  private Columns() {}

  /** The columns of a text without control characters. */
  static int of(String text) {
    int columns = 0;
    for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
      columns += of(text.codePointAt(i));
    }
    return columns;
  }

  /** As much of the text as fits, with the mark at its end where something is missing. */
  static String cut(String text, int columns, String mark) {
    if (of(text) <= columns) {
      return text;
    }
    int room = columns - of(mark);
    if (room < 0) {
      return "";
    }
    int end = 0;
    while (room >= of(text.codePointAt(end))) {
      room -= of(text.codePointAt(end));
      end += Character.charCount(text.codePointAt(end));
    }
    return text.substring(0, end) + mark;
  }

  /** The text, and spaces up to that many columns. */
  static String pad(String text, int columns) {
    return text + " ".repeat(Math.max(0, columns - of(text)));
  }

  private static int of(int codePoint) {
    if (codePoint < 0x300) {
      return 1;
    }
    return switch (Character.getType(codePoint)) {
      case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK, Character.FORMAT -> 0;
      default -> isWide(codePoint) ? 2 : 1;
    };
  }

  /** The large blocks of characters that take two columns: East Asian scripts and pictures. */
  private static boolean isWide(int codePoint) {
    return codePoint >= 0x1100
        && (codePoint <= 0x115f
            || within(codePoint, 0x2e80, 0xa4cf)
            || within(codePoint, 0xac00, 0xd7a3)
            || within(codePoint, 0xf900, 0xfaff)
            || within(codePoint, 0xfe30, 0xfe6f)
            || within(codePoint, 0xff00, 0xff60)
            || within(codePoint, 0xffe0, 0xffe6)
            || within(codePoint, 0x1f300, 0x1faff)
            || within(codePoint, 0x20000, 0x3fffd));
  }

  private static boolean within(int codePoint, int from, int to) {
    return codePoint >= from && codePoint <= to;
  }
}
