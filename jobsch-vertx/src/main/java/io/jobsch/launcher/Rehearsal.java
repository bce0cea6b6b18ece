package io.jobsch.launcher;

import io.jobsch.vertx.SchedulerOptions;
import io.jobsch.vertx.SchedulerVerticle;
import io.jobsch.vertx.http.HttpOptions;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Serves a job, and asks for it with each of the commands that ask a server, so that Java can note
 * which classes that takes: the launcher script has it make an archive of them.
 */
public final class Rehearsal {
  private static final String JOB = "{\"type\": \"execute\", \"command\": [\"echo\", \"a\"]}";

  private Rehearsal() {}

  /** Does so, and ends. */
  public static void main(String[] words) throws IOException {
    LoggingBridge.install();
    Path directory = Files.createTempDirectory("jobsch");
    Vertx vertx = Vertx.vertx(ServerCommand.vertxOptions());
    try {
      SchedulerVerticle server =
          new SchedulerVerticle(
              SchedulerOptions.DEFAULT.withHttp(HttpOptions.DEFAULT.at("127.0.0.1", 0)), 1);
      vertx.deployVerticle(server).toCompletionStage().toCompletableFuture().join();
      ask("http://127.0.0.1:" + server.port(), directory);
    } finally {
      vertx.close().toCompletionStage().toCompletableFuture().join();
      delete(directory);
    }
  }

  private static void ask(String url, Path directory) throws IOException {
    Map<String, String> environment =
        Map.of("JOBSCH_SCHEDULER", url, "XDG_STATE_HOME", directory.toString());
    String job = Files.writeString(directory.resolve("job.json"), JOB).toString();
    List<String> lines =
        List.of(
            "submit --dry-run " + job,
            "submit --wait " + job,
            "submit --follow " + job,
            "list",
            "list --json",
            "show last",
            "logs -f last",
            "why last",
            "workers",
            "cancel last");
    for (String line : lines) {
      Console console =
          new Console(
              new Surroundings(false, false, environment),
              OutputStream.nullOutputStream(),
              OutputStream.nullOutputStream(),
              interrupt -> {});
      Main.run(Arrays.asList(line.split(" ")), environment, console);
    }
  }

  private static void delete(Path directory) throws IOException {
    try (Stream<Path> all = Files.walk(directory)) {
      for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(each);
      }
    }
  }
}
