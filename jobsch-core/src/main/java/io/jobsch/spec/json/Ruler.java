package io.jobsch.spec.json;

import io.jobsch.spec.Position;

/** Turns offsets, asked for in ascending order, into positions: in one walk over the text. */
final class Ruler {
  private final char[] text;
  private int offset;
  private int line;
  private int lineStart;

  Ruler(char[] text, int firstLine) {
    this.text = text;
    this.line = firstLine;
  }

  /** The position of the character at that offset, which may be the end of the text. */
  Position position(int wanted) {
    for (; offset < wanted; offset++) {
      if (endsLine(offset)) {
        line++;
        lineStart = offset + 1;
      }
    }
    return new Position(line, offset - lineStart + 1);
  }

  /** A line ends with LF, CR, or both. */
  private boolean endsLine(int at) {
    return text[at] == '\n'
        || (text[at] == '\r' && (at + 1 == text.length || text[at + 1] != '\n'));
  }
}
