package io.jobsch.spec.json;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.jobsch.spec.InvalidJobException;
import io.jobsch.spec.SpecProblem;
import java.util.List;

/** What a reader says of documents that are wrong. */
final class Refusals {
  private static final SpecReader READER = new SpecReader();

  private Refusals() {}

  /** The problems of a document, as {@code line:column pointer: message}. */
  static List<String> of(String document) {
    return of(READER, document);
  }

  static List<String> of(SpecReader reader, String document) {
    return lines(catchThrowableOfType(InvalidJobException.class, () -> reader.read(document)));
  }

  static List<String> of(byte[] document) {
    return lines(catchThrowableOfType(InvalidJobException.class, () -> READER.read(document)));
  }

  private static List<String> lines(InvalidJobException refusal) {
    return refusal == null ? List.of() : refusal.problems().stream().map(Refusals::line).toList();
  }

  private static String line(SpecProblem problem) {
    return problem.position().orElseThrow() + " " + problem;
  }
}
