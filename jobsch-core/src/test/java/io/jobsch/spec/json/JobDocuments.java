package io.jobsch.spec.json;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;

/**
 * The corpus of job documents. A file begins with a remark; then each case is a line {@code ===
 * name}, the document, and for one that is wrong a line {@code ---} and its problems. A document
 * ends with its last character that is no white space, so it can break off inside a string.
 */
final class JobDocuments {
  /** A document, and the problems that its reader must find. */
  record Case(String name, String document, List<String> problems) {
    @Override
    public String toString() {
      return name;
    }
  }

  private JobDocuments() {}

  static Stream<Case> good() {
    return cases("good.txt");
  }

  static Stream<Case> bad() {
    return cases("bad.txt");
  }

  static Stream<Case> beyondSchema() {
    return cases("beyond-schema.txt");
  }

  static Stream<Case> wrong() {
    return Stream.concat(bad(), beyondSchema());
  }

  private static Stream<Case> cases(String file) {
    return Stream.of(text(file).split("(?m)^=== ")).skip(1).map(JobDocuments::parsed);
  }

  private static Case parsed(String text) {
    int nameEnd = text.indexOf('\n');
    String[] parts = text.substring(nameEnd + 1).split("(?m)^---\n", -1);
    List<String> problems =
        parts.length == 1 ? List.of() : parts[1].lines().filter(line -> !line.isBlank()).toList();
    return new Case(text.substring(0, nameEnd), parts[0].stripTrailing(), problems);
  }

  private static String text(String file) {
    try (InputStream in = JobDocuments.class.getResourceAsStream("/job-documents/" + file)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
