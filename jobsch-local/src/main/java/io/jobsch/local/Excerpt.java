package io.jobsch.local;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Bytes of a stream that do not change, however the stream goes on. Holds the pages that they are
 * on until it is closed; read by one thread.
 */
final class Excerpt implements AutoCloseable {
  private final List<Part> parts = new ArrayList<>(1);

  void addCopy(byte[] heap, int from, int length) {
    parts.add(new Part.Copied(Arrays.copyOfRange(heap, from, from + length)));
  }

  void add(Page page, int from, int length) {
    page.hold();
    parts.add(new Part.OnPage(page, from, length));
  }

  void writeTo(OutputStream target) throws IOException {
    for (Part part : parts) {
      target.write(part.bytes());
    }
  }

  @Override
  public void close() {
    parts.forEach(Part::close);
  }

  private sealed interface Part {
    byte[] bytes() throws IOException;

    void close();

    record Copied(byte[] bytes) implements Part {
      @Override
      public void close() {}
    }

    record OnPage(Page page, int from, int length) implements Part {
      @Override
      public byte[] bytes() throws IOException {
        return page.read(from, length);
      }

      @Override
      public void close() {
        page.release();
      }
    }
  }
}
