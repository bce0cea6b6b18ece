package io.jobsch.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import io.jobsch.vertx.SchedulerVerticle;
import io.jobsch.vertx.worker.RemoteWorkerVerticle;
import io.vertx.core.json.JsonObject;
import io.vertx.launcher.application.VertxApplication;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The verticles as the launcher of Vert.x deploys them: by name, in a process of their own. */
class VertxLauncherTest {
  private static final Pattern LISTENING = Pattern.compile("listening on (http://\\S+)");

  @TempDir Path scratch;

  @Test
  void a_scheduler_and_its_worker_are_deployed_by_their_names() throws Exception {
    JsonObject scheduler = new JsonObject().put("port", 0).put("data", scratch.toString());
    try (Child server = launch(SchedulerVerticle.class, scheduler)) {
      server.awaitErr("listening on ");
      Matcher listening = LISTENING.matcher(server.err());
      assertThat(listening.find()).isTrue();
      String url = listening.group(1);
      JsonObject worker =
          new JsonObject()
              .put("name", "w1")
              .put("scheduler", url)
              .put("workdir", scratch.toString())
              .put("roles", List.of("build*"));
      try (Child machine = launch(RemoteWorkerVerticle.class, worker)) {
        machine.awaitErr("w1: connected");

        assertThat(
                post(
                    url + "/jobs?wait=60",
                    "{\"type\": \"execute\", \"role\": \"builder\", \"command\": [\"true\"]}"))
            .contains("\"state\":\"succeeded\"", "\"builder\":\"w1\"");
        machine.signal("TERM").exitCode();
      }
      server.signal("TERM").exitCode();
      assertThat(server.err()).doesNotContain("Exception");
    }
  }

  @Test
  void a_key_that_is_not_known_is_named_and_the_process_ends() throws Exception {
    try (Child child = launch(SchedulerVerticle.class, new JsonObject().put("prot", 8080))) {
      assertThat(child.exitCode()).isNotZero();
      assertThat(child.err())
          .contains("configuration of SchedulerVerticle: prot: there is no such key; it knows")
          .doesNotContain("\tat ");
    }
  }

  private Child launch(Class<?> verticle, JsonObject config) throws IOException {
    Path file = Files.writeString(scratch.resolve(verticle.getSimpleName()), config.encode());
    return Child.program(
            scratch,
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                classPath(),
                VertxApplication.class.getName(),
                verticle.getName(),
                "-conf",
                file.toString()))
        .go();
  }

  private static String classPath() {
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
        .map(entry -> Path.of(entry).toAbsolutePath().toString())
        .collect(Collectors.joining(File.pathSeparator));
  }

  private static String post(String url, String body) throws Exception {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(URI.create(url)).POST(BodyPublishers.ofString(body)).build(),
            BodyHandlers.ofString())
        .body();
  }
}
