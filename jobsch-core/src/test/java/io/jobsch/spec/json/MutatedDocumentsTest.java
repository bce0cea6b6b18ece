package io.jobsch.spec.json;

import static org.assertj.core.api.Assertions.assertThat;

import io.jobsch.spec.InvalidJobException;
import io.jobsch.spec.JobSpec;
import io.jobsch.spec.Pointer;
import io.jobsch.spec.SpecProblem;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Whatever is done to a document, it gets a job or a list of problems for an answer. */
class MutatedDocumentsTest {
  private static final int DOCUMENTS = 10_000;

  /** What a schema cannot see; see the remark in beyond-schema.txt. */
  private static final List<String> BEYOND_SCHEMA =
      List.of("not JSON", " once, found another ", "half a surrogate pair", "at most 64 nodes");

  private final long seed = new Random().nextLong();
  private final Mutations mutations =
      new Mutations(
          new Random(seed), JobDocuments.good().map(JobDocuments.Case::document).toList());
  private final SpecReader reader = new SpecReader();

  @Test
  void a_document_with_changed_bytes_is_read_or_refused() {
    for (int i = 0; i < DOCUMENTS; i++) {
      byte[] document = mutations.bytes();
      checked(new String(document, StandardCharsets.UTF_8), () -> reader.read(document));
    }
  }

  @Test
  void a_document_with_changed_tokens_is_read_or_refused_as_the_schema_says() {
    for (int i = 0; i < DOCUMENTS; i++) {
      String document = mutations.tokens();
      checked(document, () -> reader.read(document))
          .ifPresent(valid -> compareWithSchema(document, valid));
    }
  }

  private void compareWithSchema(String document, boolean valid) {
    assertThat(PublishedSchema.accepts(document)).as(() -> described(document)).isEqualTo(valid);
  }

  /** Whether it is valid, as far as a schema can see that. */
  private Optional<Boolean> checked(String document, Reading reading) {
    try {
      JobSpec job = reading.read();
      assertThat(reader.read(SpecWriter.compact().write(job)))
          .as(() -> described(document))
          .isEqualTo(job);
      return Optional.of(true);
    } catch (InvalidJobException e) {
      assertThat(e.problems()).as(() -> described(document)).isNotEmpty();
      e.problems().forEach(problem -> check(problem, document));
      return e.problems().stream().anyMatch(MutatedDocumentsTest::isBeyondSchema)
          ? Optional.empty()
          : Optional.of(false);
    } catch (RuntimeException e) {
      throw new AssertionError(described(document), e);
    }
  }

  private void check(SpecProblem problem, String document) {
    assertThat(Pointer.parse(problem.pointer().toString()))
        .as(() -> described(document))
        .isEqualTo(problem.pointer());
    assertThat(problem.message()).as(() -> described(document)).isNotBlank();
    assertThat(problem.toString())
        .as(() -> described(document))
        .doesNotContainPattern("\\p{Cntrl}|jackson|REDACTED|Exception");
    assertThat(problem.position()).as(() -> described(document)).isPresent();
  }

  private static boolean isBeyondSchema(SpecProblem problem) {
    return BEYOND_SCHEMA.stream().anyMatch(problem.message()::contains);
  }

  private String described(String document) {
    return "seed " + seed + ", document:\n" + document + "\n";
  }

  private interface Reading {
    JobSpec read();
  }
}
