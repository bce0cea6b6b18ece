package io.jobsch.vertx.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The description of the API, to which every answer in the tests is held. */
final class Contract {
  static final JsonObject DESCRIPTION = description();

  private static final Map<String, Schema> SCHEMAS = new ConcurrentHashMap<>();

  private Contract() {}

  private static JsonObject description() {
    try (InputStream file = JobschApi.class.getResourceAsStream("openapi.json")) {
      return new JsonObject(new String(file.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Fails unless the description has that answer to that request. */
  static void check(String method, String path, Answer answer) {
    String what = method + " " + path + " answered " + answer;
    Optional<JsonObject> resource = resource(path);
    if (resource.isEmpty() || method.equals("OPTIONS") || answer.status() == 405) {
      if (answer.status() != 204) {
        assertThat(answer.contentType()).as(what).isEqualTo("application/problem+json");
        validate(what, new JsonObject().put("$ref", "#/components/schemas/Problem"), answer);
      }
      return;
    }
    String described = method.equals("HEAD") ? "GET" : method;
    JsonObject operation = resource.get().getJsonObject(described.toLowerCase());
    assertThat(operation).as("description of " + what).isNotNull();
    JsonObject response =
        resolved(operation.getJsonObject("responses").getJsonObject("" + answer.status()));
    JsonObject content = response.getJsonObject("content", new JsonObject());
    if (answer.status() == 204) {
      assertThat(content).as(what).isEmpty();
      return;
    }
    assertThat(content.fieldNames()).as(what).contains(answer.contentType());
    if (answer.contentType().endsWith("json") && !method.equals("HEAD")) {
      validate(what, content.getJsonObject(answer.contentType()).getJsonObject("schema"), answer);
    }
  }

  private static JsonObject resolved(JsonObject response) {
    assertThat(response).as("the answer's status in the description").isNotNull();
    String ref = response.getString("$ref", "");
    return ref.isEmpty()
        ? response
        : DESCRIPTION
            .getJsonObject("components")
            .getJsonObject("responses")
            .getJsonObject(ref.substring(ref.lastIndexOf('/') + 1));
  }

  private static Optional<JsonObject> resource(String path) {
    String plain = path.replaceAll("[?].*", "");
    JsonObject paths = DESCRIPTION.getJsonObject("paths");
    return paths.fieldNames().stream()
        .filter(template -> plain.matches(template.replace("{id}", "[^/]+")))
        .findFirst()
        .map(paths::getJsonObject);
  }

  private static void validate(String what, JsonObject schema, Answer answer) {
    assertThat(schema(schema).validate(answer.text(), InputFormat.JSON)).as(what).isEmpty();
  }

  /** Fails unless the data of an event are as described. */
  static void checkEvent(String kind, String data) {
    String name = Character.toUpperCase(kind.charAt(0)) + kind.substring(1) + "Event";
    JsonObject schema = new JsonObject().put("$ref", "#/components/schemas/" + name);
    assertThat(schema(schema).validate(data, InputFormat.JSON)).as(kind + " " + data).isEmpty();
  }

  private static Schema schema(JsonObject schema) {
    JsonObject whole =
        new JsonObject()
            .put("$schema", "https://json-schema.org/draft/2020-12/schema")
            .put("allOf", new JsonArray().add(schema))
            .put("components", DESCRIPTION.getJsonObject("components"));
    return SCHEMAS.computeIfAbsent(
        whole.encode(),
        text ->
            SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(text, InputFormat.JSON));
  }
}
