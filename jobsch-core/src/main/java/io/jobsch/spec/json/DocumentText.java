package io.jobsch.spec.json;

import io.jobsch.spec.Pointer;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Gets at the characters of a document. */
final class DocumentText {
  private static final char BYTE_ORDER_MARK = '\uFEFF';

  private DocumentText() {}

  /** The characters; a byte order mark before them, which some editors write, is none of them. */
  static char[] of(String document) {
    return withoutMark(document.toCharArray());
  }

  /**
   * The characters that the bytes say in UTF-8; see {@link #of(String)}.
   *
   * @throws io.jobsch.spec.InvalidJobException if they are not UTF-8
   */
  static char[] of(byte[] document) {
    ByteBuffer bytes = ByteBuffer.wrap(document);
    CharBuffer chars = CharBuffer.allocate(document.length);
    CoderResult result =
        StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT)
            .decode(bytes, chars, true);
    char[] text = withoutMark(Arrays.copyOf(chars.array(), chars.position()));
    if (result.isError()) {
      Problems problems = new Problems();
      problems.add(
          new Place(Pointer.ROOT, text.length),
          NotJson.at(text, text.length)
              + String.format(
                  "expected UTF-8, found the byte 0x%02x", bytes.get(bytes.position())));
      throw problems.in(text);
    }
    return text;
  }

  private static char[] withoutMark(char[] text) {
    return text.length > 0 && text[0] == BYTE_ORDER_MARK
        ? Arrays.copyOfRange(text, 1, text.length)
        : text;
  }
}
