package io.jobsch.spec;

/**
 * A place in the text of a document.
 *
 * @param line counted from 1
 * @param column counted in UTF-16 units from 1
 */
public record Position(int line, int column) {
  /** {@code line 3, column 7}. */
  public String inWords() {
    return "line " + line + ", column " + column;
  }

  @Override
  public String toString() {
    return line + ":" + column;
  }
}
