package io.jobsch.local.simulate;

import io.jobsch.spec.Position;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Reads a trace line by line, collects its jobs and its problems, and gives up if it has many. */
final class TraceLines {
  private static final int MOST_PROBLEMS = 20;
  private static final int BUFFER = 1 << 16;
  private static final byte[] BYTE_ORDER_MARK = "\uFEFF".getBytes(StandardCharsets.UTF_8);

  private final List<TraceJob> jobs = new ArrayList<>();
  private final List<TraceProblem> problems = new ArrayList<>();
  private int unusable;

  /** What a line means. */
  @FunctionalInterface
  interface Meaning {
    /** Adds to the lines what one of them says, which is not blank. */
    void of(byte[] line, int number);
  }

  /**
   * Reads a text to its end. A byte order mark before it, which some editors write, is passed over.
   *
   * @param longest how many bytes of a line are kept, and one more, by which it is seen to be too
   *     long
   * @throws InvalidTraceException if there are problems
   */
  Trace read(InputStream text, int longest, Meaning meaning) throws IOException {
    InputStream bytes = new BufferedInputStream(text, BUFFER);
    passOverByteOrderMark(bytes);
    int number = 1;
    Optional<byte[]> line = next(bytes, longest);
    while (line.isPresent() && problems.size() < MOST_PROBLEMS) {
      if (!isBlank(line.get())) {
        meaning.of(line.get(), number);
      }
      number++;
      line = next(bytes, longest);
    }
    if (line.isPresent()) {
      problem(
          new TraceProblem(
              new Position(number, 1), "not read from here on, since so much is wrong before"));
    }
    if (!problems.isEmpty()) {
      throw new InvalidTraceException(problems);
    }
    return new Trace(jobs, unusable);
  }

  void job(TraceJob job) {
    jobs.add(job);
  }

  void unusable() {
    unusable++;
  }

  void problem(TraceProblem problem) {
    problems.add(problem);
  }

  private static void passOverByteOrderMark(InputStream bytes) throws IOException {
    bytes.mark(BYTE_ORDER_MARK.length);
    if (!Arrays.equals(bytes.readNBytes(BYTE_ORDER_MARK.length), BYTE_ORDER_MARK)) {
      bytes.reset();
    }
  }

  private static Optional<byte[]> next(InputStream bytes, int longest) throws IOException {
    int each = bytes.read();
    if (each < 0) {
      return Optional.empty();
    }
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (; each >= 0 && each != '\n'; each = bytes.read()) {
      if (line.size() <= longest) {
        line.write(each);
      }
    }
    return Optional.of(line.toByteArray());
  }

  private static boolean isBlank(byte[] line) {
    for (byte each : line) {
      if (each != ' ' && each != '\t' && each != '\r') {
        return false;
      }
    }
    return true;
  }
}
