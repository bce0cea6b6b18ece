package io.jobsch.spec.json;

import io.jobsch.spec.Pointer;
import io.jobsch.spec.Position;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The characters of a document, and where they stand. Nobody changes them. */
final class DocumentText {
  private static final char BYTE_ORDER_MARK = '\uFEFF';

  private final char[] chars;
  private final int firstLine;

  private DocumentText(char[] chars, int firstLine) {
    this.chars = chars;
    this.firstLine = firstLine;
  }

  /** No characters. */
  static DocumentText empty(int firstLine) {
    return new DocumentText(new char[0], firstLine);
  }

  /** The characters; a byte order mark before them, which some editors write, is none of them. */
  static DocumentText of(String document) {
    return new DocumentText(withoutMark(document.toCharArray()), 1);
  }

  /**
   * The characters that the bytes say in UTF-8; see {@link #of(String)}.
   *
   * @param firstLine the number of the line in which they begin
   * @throws io.jobsch.spec.InvalidJobException if they are not UTF-8
   */
  static DocumentText of(byte[] document, int firstLine) {
    ByteBuffer bytes = ByteBuffer.wrap(document);
    CharBuffer chars = CharBuffer.allocate(document.length);
    CoderResult result =
        StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT)
            .decode(bytes, chars, true);
    char[] read = withoutMark(Arrays.copyOf(chars.array(), chars.position()));
    DocumentText text = new DocumentText(read, firstLine);
    if (result.isError()) {
      Problems problems = new Problems();
      problems.add(
          new Place(Pointer.ROOT, read.length),
          NotJson.at(
              text,
              read.length,
              String.format("expected UTF-8, found the byte 0x%02x", bytes.get(bytes.position()))));
      throw problems.in(text);
    }
    return text;
  }

  private static char[] withoutMark(char[] text) {
    return text.length > 0 && text[0] == BYTE_ORDER_MARK
        ? Arrays.copyOfRange(text, 1, text.length)
        : text;
  }

  char[] chars() {
    return chars;
  }

  /** Measures from its beginning on. */
  Ruler ruler() {
    return new Ruler(chars, firstLine);
  }

  Position position(int offset) {
    return ruler().position(offset);
  }
}
