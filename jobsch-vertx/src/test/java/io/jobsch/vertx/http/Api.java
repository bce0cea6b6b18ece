package io.jobsch.vertx.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** A client of a server. Every answer is held to the description of the API. */
final class Api {
  static final Duration PATIENCE = Duration.ofSeconds(60);

  static {
    System.setProperty("jdk.httpclient.allowRestrictedHeaders", "host,expect,connection");
  }

  private final HttpClient client;
  private final String base;

  Api(String base) {
    this(base, HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build());
  }

  Api(String base, HttpClient client) {
    this.base = base;
    this.client = client;
  }

  String base() {
    return base;
  }

  Answer get(String path, String... headers) {
    return call("GET", path, "", headers);
  }

  Answer post(String path, String body, String... headers) {
    return call("POST", path, body, headers);
  }

  Answer delete(String path, String body, String... headers) {
    return call("DELETE", path, body, headers);
  }

  /** Headers are given as name, value, name, value. */
  Answer call(String method, String path, String body, String... headers) {
    try {
      HttpResponse<byte[]> response =
          client.send(request(method, path, body, headers), BodyHandlers.ofByteArray());
      Answer answer = new Answer(response.statusCode(), response.headers().map(), response.body());
      Contract.check(method, path, answer);
      assertThat(answer.text()).doesNotContain("io.jobsch.", "at java.", "Exception");
      return answer;
    } catch (IOException e) {
      throw new UncheckedIOException(method + " " + path, e);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** The answer as it comes. */
  InputStream stream(String path, String... headers) {
    try {
      HttpResponse<InputStream> response =
          client.send(request("GET", path, "", headers), BodyHandlers.ofInputStream());
      assertThat(response.statusCode()).as(path).isEqualTo(200);
      return response.body();
    } catch (IOException e) {
      throw new UncheckedIOException(path, e);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private HttpRequest request(String method, String path, String body, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(base + path))
            .timeout(PATIENCE)
            .method(
                method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    for (int i = 0; i < headers.length; i += 2) {
      request.header(headers[i], headers[i + 1]);
    }
    return request.build();
  }

  /** Submits a job that has to be accepted, and tells its id. */
  String submit(String document) {
    Answer answer = post("/jobs", document);
    assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
    return answer.json().getString("job_id");
  }

  /** Submits a line for the shell. */
  String submitLine(String line) {
    return submit(line(line));
  }

  static String line(String line) {
    return new JsonObject().put("type", "execute").put("command", line).encode();
  }

  /** Waits for a job to be in that state. */
  JsonObject awaitState(String job, String state) {
    await().atMost(PATIENCE).until(() -> job(job).getString("state").equals(state));
    return job(job);
  }

  JsonObject job(String job) {
    return get("/jobs/" + job).json();
  }
}
