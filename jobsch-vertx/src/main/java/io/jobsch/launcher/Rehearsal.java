package io.jobsch.launcher;

import io.jobsch.vertx.SchedulerOptions;
import io.jobsch.vertx.SchedulerVerticle;
import io.jobsch.vertx.http.HttpOptions;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/**
 * Serves a job, so that Java can note which classes a server takes: the launcher script has it make
 * an archive of them.
 */
public final class Rehearsal {
  private static final String JOB = "{\"type\": \"execute\", \"command\": [\"true\"]}";

  private Rehearsal() {}

  /** Does so, and ends. */
  public static void main(String[] words) throws IOException {
    LoggingBridge.install();
    Vertx vertx = Vertx.vertx(ServerCommand.vertxOptions());
    try {
      SchedulerVerticle server =
          new SchedulerVerticle(
              SchedulerOptions.DEFAULT.withHttp(HttpOptions.DEFAULT.at("127.0.0.1", 0)), 1);
      vertx.deployVerticle(server).toCompletionStage().toCompletableFuture().join();
      String base = "http://127.0.0.1:" + server.port();
      ask(base + "/jobs?wait=20", JOB);
      ask(base + "/health/ready", "");
      ask(base + "/jobs", "");
      ask(base + "/workers", "");
    } finally {
      vertx.close().toCompletionStage().toCompletableFuture().join();
    }
  }

  private static void ask(String url, String body) throws IOException {
    HttpURLConnection connection = (HttpURLConnection) URI.create(url).toURL().openConnection();
    if (!body.isEmpty()) {
      connection.setDoOutput(true);
      try (OutputStream out = connection.getOutputStream()) {
        out.write(body.getBytes(StandardCharsets.UTF_8));
      }
    }
    try (InputStream answer = connection.getInputStream()) {
      answer.readAllBytes();
    }
  }
}
