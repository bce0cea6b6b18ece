package io.jobsch.spec.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The published schema says of every document of the corpus what the reader says. */
class SchemaTest {
  private static final SchemaRegistry REGISTRY =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
  private static String text;
  private static Schema schema;

  @BeforeAll
  static void read() throws IOException {
    text = Files.readString(published());
    schema = REGISTRY.getSchema(text, InputFormat.JSON);
  }

  /** Tests run in the directory of the module, and in some editors in the one above. */
  private static Path published() {
    Path file = Path.of("docs", "job.schema.json");
    return Files.exists(file) ? file : Path.of("..").resolve(file);
  }

  @ParameterizedTest
  @MethodSource("io.jobsch.spec.json.JobDocuments#good")
  void accepts_what_the_reader_accepts(JobDocuments.Case good) {
    assertThat(schema.validate(good.document(), InputFormat.JSON)).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("io.jobsch.spec.json.JobDocuments#bad")
  void refuses_what_the_reader_refuses(JobDocuments.Case bad) {
    assertThat(schema.validate(bad.document(), InputFormat.JSON)).isNotEmpty();
  }

  @Test
  void is_a_schema() {
    Schema meta =
        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(
                "{\"$ref\": \"" + SpecificationVersion.DRAFT_2020_12.getDialectId() + "\"}",
                InputFormat.JSON);
    assertThat(meta.validate(text, InputFormat.JSON)).isEmpty();
    assertThat(meta.validate("{\"type\": 5}", InputFormat.JSON)).isNotEmpty();
  }
}
