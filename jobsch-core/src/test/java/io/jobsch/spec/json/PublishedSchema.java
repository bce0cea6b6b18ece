package io.jobsch.spec.json;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import tools.jackson.core.JacksonException;

/** The schema of job documents, as users get it. */
final class PublishedSchema {
  private static final String TEXT = Docs.text("job.schema.json");
  private static final Schema SCHEMA = registry().getSchema(TEXT, InputFormat.JSON);

  private PublishedSchema() {}

  /** What a validator says; its own parser refuses what is not JSON, such as NaN. */
  static boolean accepts(String document) {
    try {
      return SCHEMA.validate(document, InputFormat.JSON).isEmpty();
    } catch (JacksonException e) {
      return false;
    }
  }

  static String text() {
    return TEXT;
  }

  static SchemaRegistry registry() {
    return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
  }
}
