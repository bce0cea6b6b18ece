package io.jobsch.samples.vertxapp;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BuildServerTest {
  @TempDir Path directory;
  private final Vertx vertx = Vertx.vertx();
  private BuildServer app;

  @BeforeEach
  void start() throws Exception {
    app = get(BuildServer.start(vertx, 0, directory));
  }

  @AfterEach
  void stop() throws Exception {
    get(app.stop());
    get(vertx.close());
  }

  @Test
  void a_project_is_built_by_one_worker_and_tested_by_another() throws Exception {
    HttpResponse<String> begun = call("POST", "/builds", "{\"project\": \"hello\"}");
    assertThat(begun.statusCode()).isEqualTo(202);
    String id = new JsonObject(begun.body()).getString("build");
    assertThat(begun.headers().firstValue("location")).contains("/builds/" + id);
    // The routes of jobsch know the same job, and can wait for its end.
    JsonObject job = waitFor(id);
    assertThat(job.getString("name")).isEqualTo("build of hello");
    assertThat(job.getJsonObject("workers"))
        .isEqualTo(new JsonObject().put("builder", "the-builder").put("tester", "the-tester"));

    JsonObject build = new JsonObject(call("GET", "/builds/" + id, "").body());
    assertThat(build.getString("state")).isEqualTo("succeeded");
    assertThat(build.getJsonArray("steps").encode())
        .isEqualTo(
            "[{\"step\":\"pack\",\"state\":\"succeeded\",\"output\":\"packed\\n\"},"
                + "{\"step\":\"test\",\"state\":\"succeeded\",\"output\":\"hello 1.0\\n\"}]");
    assertThat(directory.resolve("hello/package")).hasContent("hello 1.0");
  }

  @Test
  void what_is_no_project_and_no_build_is_refused() throws Exception {
    for (String body : new String[] {"", "[]", "{}", "{\"project\": \"$(reboot)\"}"}) {
      assertThat(call("POST", "/builds", body).statusCode()).as(body).isEqualTo(400);
    }
    assertThat(call("GET", "/builds/1", "").statusCode()).isEqualTo(404);
    assertThat(call("GET", "/builds/" + "1".repeat(32), "").statusCode()).isEqualTo(404);
  }

  private JsonObject waitFor(String id) throws Exception {
    call("GET", "/batch/jobs/" + id + "/output?node=/work/1&stream=stdout&follow=true", "");
    return new JsonObject(call("GET", "/batch/jobs/" + id, "").body());
  }

  private HttpResponse<String> call(String method, String path, String body) throws Exception {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + app.port() + path))
                .method(method, BodyPublishers.ofString(body))
                .build(),
            BodyHandlers.ofString());
  }

  private static <T> T get(Future<T> future) throws Exception {
    return future.toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
  }
}
