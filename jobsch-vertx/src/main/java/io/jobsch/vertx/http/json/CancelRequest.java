package io.jobsch.vertx.http.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.util.Optional;

/** The body of a request to cancel a job: {@code {"job_id": "…"}}, and nothing else. */
public final class CancelRequest {
  /** What was expected where a body is anything else. */
  public static final String EXPECTED =
      "expected a body of the form {\"job_id\": \"…\"}, found something else";

  private static final String FIELD = "job_id";
  private static final JsonFactory FACTORY =
      JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  private CancelRequest() {}

  /**
   * Reads one.
   *
   * @return the text that stands for the job's name; empty if the body is anything else
   */
  public static Optional<String> read(byte[] body) {
    try (JsonParser json = FACTORY.createParser(body)) {
      if (json.nextToken() == JsonToken.START_OBJECT
          && FIELD.equals(json.nextFieldName())
          && json.nextToken() == JsonToken.VALUE_STRING) {
        String id = json.getText();
        if (json.nextToken() == JsonToken.END_OBJECT && json.nextToken() == null) {
          return Optional.of(id);
        }
      }
    } catch (IOException e) {
      // It is not even JSON.
    }
    return Optional.empty();
  }
}
