package io.jobsch.spec.json;

import io.jobsch.spec.Pointer;
import io.jobsch.spec.SpecProblem;
import io.jobsch.spec.SpecRules;
import java.nio.CharBuffer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Says in our own words why a text is not JSON. Pointers lead nowhere in such a text, so the words
 * begin with the line and the column.
 */
final class NotJson {
  private static final String IN_NUMBER = "0123456789+-.eE";
  private static final Pattern NUMBER =
      Pattern.compile("-?(0|[1-9][0-9]*+)([.][0-9]++)?([eE][+-]?[0-9]++)?");

  /** How long an escape such as \\u0000 is. */
  private static final int ESCAPE = 6;

  /** A surrogate pair, or as group 1 half of one. */
  private static final Pattern HALVES =
      Pattern.compile(
          "(?i:\\\\ud[89ab][0-9a-f]{2}\\\\ud[c-f][0-9a-f]{2}|(\\\\ud[89a-f][0-9a-f]{2}))");

  private final char[] text;
  private final int offset;

  private NotJson(char[] text, int offset) {
    this.text = text;
    this.offset = offset;
  }

  /** Reports that the text ceases to be JSON at that offset, or at a control character before. */
  static void report(DocumentText text, int offset, Problems problems) {
    char[] chars = text.chars();
    boolean late = offset > 0 && isControl(chars[offset - 1]);
    int culprit = late ? offset - 1 : offset;
    problems.add(
        new Place(Pointer.ROOT, culprit), at(text, culprit, new NotJson(chars, culprit).reason()));
  }

  private static boolean isControl(char each) {
    return each < ' ' && each != '\n' && each != '\r' && each != '\t';
  }

  /**
   * The words for the character at that offset, where the whole document lies before it.
   *
   * @param what the document is: a job
   */
  static String after(String what, DocumentText text, int offset) {
    return at(
        text,
        offset,
        "expected nothing after the "
            + what
            + ", found "
            + SpecRules.quoted(new NotJson(text.chars(), offset).word()));
  }

  /** Where that is, and what it is. */
  static String at(DocumentText text, int offset, String reason) {
    return SpecProblem.notJson(text.position(offset), reason);
  }

  private String reason() {
    if (offset >= text.length) {
      return "the text ends too early";
    }
    if (halfPairInKey()) {
      return "expected a key of Unicode characters, found half a surrogate pair";
    }
    char here = text[offset];
    char before = offset == 0 ? ' ' : text[offset - 1];
    if (before == '\\') {
      return "expected an escape of JSON, found " + SpecRules.quoted("\\" + here);
    }
    if (IN_NUMBER.indexOf(here) >= 0 || before == '-') {
      return number();
    }
    if (here < ' ') {
      return "did not expect the control character "
          + quoted(here)
          + ", which a string has to escape";
    }
    return switch (here) {
      case '"' -> "expected a comma or a colon before the next string";
      case '\'' -> "expected double quotes, found a single one";
      case '/', '#' -> "expected no comment, found " + quoted(here);
      case '}', ']' -> closing(here);
      default -> unexpected(word());
    };
  }

  private String closing(char here) {
    return switch (lastBefore()) {
      case ',' -> "expected something after the comma, found " + quoted(here);
      case ':' -> "expected a value after the colon, found " + quoted(here);
      default -> "found " + quoted(here) + " where it closes nothing";
    };
  }

  /** A sound number may stand where none is expected. */
  private String number() {
    String written = numberAround();
    return NUMBER.matcher(written).matches() || written.chars().noneMatch(NotJson::isOfNumber)
        ? unexpected(word())
        : "expected a number as JSON writes it, found " + SpecRules.quoted(written);
  }

  private static boolean isOfNumber(int each) {
    return each != 'e' && each != 'E';
  }

  private String numberAround() {
    int start = offset;
    while (start > 0 && IN_NUMBER.indexOf(text[start - 1]) >= 0) {
      start--;
    }
    int end = offset;
    while (end < text.length && IN_NUMBER.indexOf(text[end]) >= 0) {
      end++;
    }
    return new String(text, start, end - start);
  }

  /** The parser takes no such key, and notices when it is a character or an escape beyond it. */
  private boolean halfPairInKey() {
    int from = Math.max(0, offset - 3 * ESCAPE);
    Matcher halves = HALVES.matcher(CharBuffer.wrap(text, from, offset - from));
    while (halves.find()) {
      if (halves.start(1) >= 0 && from + halves.start(1) >= offset - 2 * ESCAPE) {
        return true;
      }
    }
    return false;
  }

  /** The last character before that is not a space. */
  private char lastBefore() {
    for (int i = offset - 1; i >= 0; i--) {
      if (text[i] > ' ') {
        return text[i];
      }
    }
    return ' ';
  }

  /** The letters and digits from here on, or the one character that is neither. */
  private String word() {
    int end = offset + Character.charCount(Character.codePointAt(text, offset));
    if (!Character.isLetterOrDigit(text[offset])) {
      return new String(text, offset, end - offset);
    }
    while (end < text.length && Character.isLetterOrDigit(text[end])) {
      end++;
    }
    return new String(text, offset, end - offset);
  }

  private static String unexpected(String word) {
    return "did not expect " + SpecRules.quoted(word);
  }

  private static String quoted(char value) {
    return SpecRules.quoted(String.valueOf(value));
  }
}
