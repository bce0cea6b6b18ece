package io.jobsch.spec.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SpecificationVersion;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The published schema says of every document of the corpus what the reader says. */
class SchemaTest {
  @ParameterizedTest
  @MethodSource("io.jobsch.spec.json.JobDocuments#good")
  void accepts_what_the_reader_accepts(JobDocuments.Case good) {
    assertThat(PublishedSchema.accepts(good.document())).isTrue();
  }

  @ParameterizedTest
  @MethodSource("io.jobsch.spec.json.JobDocuments#bad")
  void refuses_what_the_reader_refuses(JobDocuments.Case bad) {
    assertThat(PublishedSchema.accepts(bad.document())).isFalse();
  }

  @Test
  void is_a_schema() {
    Schema meta =
        PublishedSchema.registry()
            .getSchema(
                "{\"$ref\": \"" + SpecificationVersion.DRAFT_2020_12.getDialectId() + "\"}",
                InputFormat.JSON);
    assertThat(meta.validate(PublishedSchema.text(), InputFormat.JSON)).isEmpty();
    assertThat(meta.validate("{\"type\": 5}", InputFormat.JSON)).isNotEmpty();
  }
}
