package io.jobsch.launcher.view;

/**
 * Makes a line that somebody else wrote harmless where it is shown: it may colour itself, if that
 * is wanted, and nothing else. It cannot move the cursor, set a title or fill the clipboard; a
 * carriage return begins the line anew, as it would on a terminal, and any other control character
 * is shown as {@code ^G}. Takes time in proportion to the line, whatever it holds.
 */
final class SafeText {
  private static final char ESCAPE = '\u001b';
  private static final char BELL = '\u0007';
  private static final char STRING_END = '\u009c';

  /** Beyond this a control character of the second set shows as the escape that it stands for. */
  private static final int SECOND_SET = 0x80;

  private final String text;
  private final boolean colours;
  private final StringBuilder out;
  private int at;

  private SafeText(String text, boolean colours) {
    this.text = text;
    this.colours = colours;
    this.out = new StringBuilder(text.length());
  }

  /** Without any control character but tabs. */
  static String plain(String line) {
    return isHarmless(line) ? line : new SafeText(line, false).clean();
  }

  /** The same, and the colours that the line chose are kept. */
  static String coloured(String line) {
    return isHarmless(line) ? line : new SafeText(line, true).clean();
  }

  /** The same, and line ends and tabs are spaces: for a place where there is one line only. */
  static String oneLine(String text) {
    return plain(text.strip().replace('\n', ' ').replace('\r', ' ').replace('\t', ' '));
  }

  private static boolean isHarmless(String line) {
    for (int i = 0; i < line.length(); i++) {
      char each = line.charAt(i);
      if (each < ' ' || each > '~') {
        return false;
      }
    }
    return true;
  }

  /** Whether a character does nothing to a terminal but appear there. */
  static boolean isHarmless(char each) {
    return !isControl(each) && !reorders(each);
  }

  private String clean() {
    while (at < text.length()) {
      char each = text.charAt(at++);
      switch (each) {
        case ESCAPE -> escape();
        case '\u009b' -> controlSequence();
        case '\u0090', '\u0098', '\u009d', '\u009e', '\u009f' -> controlString();
        case '\r' -> startOver();
        case '\t' -> out.append(each);
        default -> character(each);
      }
    }
    return out.toString();
  }

  private void escape() {
    if (at == text.length()) {
      return;
    }
    char kind = text.charAt(at);
    if (kind == '[') {
      at++;
      controlSequence();
    } else if (kind == ']' || kind == 'P' || kind == 'X' || kind == '^' || kind == '_') {
      at++;
      controlString();
    } else {
      skip(' ', '/');
      skipOne('0', '~');
    }
  }

  /** Cursor movements, erasures and the like; those that end with m choose colours. */
  private void controlSequence() {
    int start = at;
    skip('0', ';');
    int parameters = at;
    skip('0', '?');
    skip(' ', '/');
    boolean chooses = at == parameters && at < text.length() && text.charAt(at) == 'm';
    if (chooses && colours) {
      out.append(ESCAPE).append('[').append(text, start, at).append('m');
    }
    skipOne('@', '~');
  }

  /**
   * Titles, clipboards and the like: all up to the end of the string. Where it does not end before
   * the next control character, only its beginning is dropped, so that nothing can be hidden by it.
   */
  private void controlString() {
    int end = at;
    while (end < text.length() && !isControl(text.charAt(end))) {
      end++;
    }
    if (end == text.length()) {
      return;
    }
    char terminator = text.charAt(end);
    if (terminator == BELL || terminator == STRING_END) {
      at = end + 1;
    } else if (terminator == ESCAPE && end + 1 < text.length() && text.charAt(end + 1) == '\\') {
      at = end + 2;
    }
  }

  private void startOver() {
    if (at < text.length()) {
      out.setLength(0);
    }
  }

  private void character(char each) {
    if (each >= SECOND_SET && isControl(each)) {
      out.append("^[").append((char) (each - '@'));
    } else if (isControl(each)) {
      out.append('^').append((char) (each ^ '@'));
    } else if (reorders(each)) {
      out.append('\ufffd');
    } else {
      out.append(each);
    }
  }

  private void skip(char from, char to) {
    while (at < text.length() && text.charAt(at) >= from && text.charAt(at) <= to) {
      at++;
    }
  }

  private void skipOne(char from, char to) {
    if (at < text.length() && text.charAt(at) >= from && text.charAt(at) <= to) {
      at++;
    }
  }

  private static boolean isControl(char each) {
    return Character.isISOControl(each);
  }

  /** Line separators, and what makes a text look like another by turning its direction. */
  private static boolean reorders(char each) {
    return (each >= '\u2028' && each <= '\u202e') || (each >= '\u2066' && each <= '\u2069');
  }
}
