package io.jobsch.spec.json;

import io.jobsch.spec.Pointer;
import io.jobsch.spec.SpecLimits;
import io.jobsch.spec.SpecSize;
import java.util.Optional;

/** Reads a document from its first character to its last, and refuses it with all its problems. */
final class WholeDocument {
  private WholeDocument() {}

  /** Reads the one value of a document. */
  @FunctionalInterface
  interface Content<T> {
    /** The value that begins at the current token; empty if a problem was found. */
    Optional<T> read(Tokens tokens, Problems problems);
  }

  /** Refuses a document that is too long, instead of reading it. */
  static void checkLength(long bytes, SpecLimits limits, int firstLine) {
    Problems problems = new Problems();
    problems.add(new Place(Pointer.ROOT, 0), SpecSize.document(bytes, limits));
    if (!problems.none()) {
      throw problems.in(DocumentText.empty(firstLine));
    }
  }

  /**
   * The value that is in it.
   *
   * @param what the document is, for messages: a job
   * @throws io.jobsch.spec.InvalidJobException if there is any problem
   */
  static <T> T read(String what, DocumentText text, Content<T> content) {
    Problems problems = new Problems();
    Tokens tokens = new Tokens(text.chars());
    Optional<T> value = Optional.empty();
    try {
      if (tokens.next()) {
        value = content.read(tokens, problems);
        checkEnd(what, text, tokens.end(), problems);
      } else {
        problems.add(
            new Place(Pointer.ROOT, 0), "expected a " + what + ", found an empty document");
      }
    } catch (NotJsonException e) {
      NotJson.report(text, e.offset(), problems);
    }
    if (!problems.none()) {
      throw problems.in(text);
    }
    return value.orElseThrow();
  }

  private static void checkEnd(String what, DocumentText text, int end, Problems problems) {
    char[] chars = text.chars();
    int next = end;
    while (next < chars.length && isSpace(chars[next])) {
      next++;
    }
    if (next < chars.length) {
      problems.add(new Place(Pointer.ROOT, next), NotJson.after(what, text, next));
    }
  }

  private static boolean isSpace(char each) {
    return each == ' ' || each == '\t' || each == '\n' || each == '\r';
  }
}
