package io.jobsch.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code jobsch worker} beside {@code jobsch server}, each a process of its own. */
class WorkerTest {
  private static final String TOKEN = "worker-token-of-some-32-characters";

  @TempDir Path scratch;
  private final HttpClient client = HttpClient.newHttpClient();

  @Test
  void three_terminals_are_enough() throws Exception {
    try (Child server = program("server", "--port", "0").go()) {
      String url = url(server);
      try (Child worker = worker(url, "w1").go()) {
        worker.awaitOut("connected to " + url + " as w1\n");

        String job = "{\"type\": \"execute\", \"command\": \"pwd; echo $JOBSCH_WORKER\"}";
        HttpResponse<String> done = post(url + "/jobs?wait=60", job);
        assertThat(done.body()).contains("\"state\":\"succeeded\"", "\"default_role\":\"w1\"");

        assertThat(worker.signal("TERM").exitCode()).isZero();
        assertThat(worker.err()).startsWith("jobsch: draining: ").hasLineCount(1);
        assertThat(get(url + "/workers").body()).isEqualTo("{\"workers\":[]}\n");
      }
      assertThat(server.signal("TERM").exitCode()).isZero();
    }
  }

  @Test
  void a_worker_whose_process_is_killed_leaves_no_command_behind_and_may_come_again()
      throws Exception {
    try (Child server = program("server", "--port", "0", "--lease", "2", "--grace", "4").go()) {
      String url = url(server);
      try (Child worker = worker(url, "w1").go()) {
        worker.awaitOut("connected");
        post(
            url + "/jobs",
            "{\"type\": \"execute\", \"command\": \"setsid sleep 600 & echo $$ $! > pids; wait\"}");
        Path pids = scratch.resolve("pids");
        await().until(() -> Files.exists(pids) && Files.readString(pids).endsWith("\n"));

        worker.signal("KILL").exitCode();

        List<Long> ran =
            Arrays.stream(Files.readString(pids).strip().split(" ")).map(Long::valueOf).toList();
        await()
            .atMost(Child.PATIENCE)
            .until(() -> ran.stream().noneMatch(pid -> ProcessHandle.of(pid).isPresent()));
      }
      try (Child again = worker(url, "w1").go()) {
        again.awaitOut("connected to " + url + " as w1\n");
        String job = "{\"type\": \"execute\", \"command\": [\"true\"]}";
        assertThat(post(url + "/jobs?wait=60", job).body()).contains("\"state\":\"succeeded\"");
      }
    }
  }

  @Test
  void a_worker_may_be_there_before_its_server_and_outlives_it() throws Exception {
    String url;
    try (Child server = program("server", "--port", "0").go()) {
      url = url(server);
    }
    try (Child worker = worker(url, "w1").go()) {
      worker.awaitErr(
          "jobsch: w1: no scheduler answers at " + url + "; \"jobsch server\" starts one\n");
      String port = url.substring(url.lastIndexOf(':') + 1);
      try (Child server = program("server", "--port", port).go()) {
        worker.awaitOut("connected to " + url + " as w1\n");
        assertThat(server.signal("TERM").exitCode()).isZero();
      }
      try (Child server = program("server", "--port", port).go()) {
        assertThat(url(server)).isEqualTo(url);
        worker.awaitErr("jobsch: w1 is connected again\n");
      }
      assertThat(worker.out()).isEqualTo("connected to " + url + " as w1\n");
    }
  }

  @Test
  void the_token_lets_a_worker_in_and_no_command_sees_it() throws Exception {
    Path file = Files.writeString(scratch.resolve("token"), TOKEN + "\n");
    try (Child server =
        program("server", "--port", "0", "--worker-token-file", file.toString()).go()) {
      String url = url(server);
      try (Child without = worker(url, "w0").go()) {
        assertThat(without.exitCode()).isEqualTo(ExitCodes.REFUSED);
        assertThat(without.err())
            .startsWith("jobsch: " + url + " does not let this worker in: ")
            .hasLineCount(1);
      }
      try (Child worker = worker(url, "w1").with("JOBSCH_WORKER_TOKEN", TOKEN).go()) {
        worker.awaitOut("connected");
        HttpResponse<String> seen =
            post(
                url + "/jobs?wait=60",
                "{\"type\": \"execute\", \"command\": \"! env | grep TOKEN\"}");
        assertThat(seen.body()).contains("\"state\":\"succeeded\"");
        byte[] words = Files.readAllBytes(Path.of("/proc", "" + worker.process().pid(), "cmdline"));
        assertThat(new String(words, StandardCharsets.UTF_8)).doesNotContain(TOKEN);
      }
    }
  }

  @Test
  void a_worker_can_be_drained_over_http_and_set_to_work_again() throws Exception {
    try (Child server = program("server", "--port", "0").go()) {
      String url = url(server);
      try (Child worker = worker(url, "w").go("--slots", "2")) {
        worker.awaitOut("as w/2\n").awaitOut("as w/1\n");

        assertThat(post(url + "/workers/w%2F1/drain", "").body())
            .isEqualTo("{\"worker\":\"w/1\",\"draining\":true}\n");
        await().until(() -> get(url + "/workers").body().contains("\"suits\":\"no role\""));
        HttpRequest undo =
            HttpRequest.newBuilder(URI.create(url + "/workers/w%2F1/drain")).DELETE().build();
        assertThat(client.send(undo, BodyHandlers.ofString()).statusCode()).isEqualTo(200);
        await().until(() -> !get(url + "/workers").body().contains("\"suits\":\"no role\""));
        assertThat(post(url + "/workers/nobody/drain", "").statusCode()).isEqualTo(404);
      }
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "worker --name w1 | --scheduler: expected the URL of a server, as in http://127.0.0.1:8080,"
            + " found nothing",
        "worker --scheduler http://localhost:1 | --name: expected a name for the worker, found"
            + " nothing",
        "worker --scheduler http://localhost:1 --name w --slots 0 | --slots: expected a whole"
            + " number from 1 to 1000, found \"0\"",
        "worker --scheduler ftp://localhost --name w | --scheduler: expected a URL like"
            + " http://127.0.0.1:8080, found ftp://localhost",
        "worker --scheduler http://192.0.2.1:1 --name w | http://192.0.2.1:1 is on another machine,"
            + " and without TLS whoever listens in on the network reads the token and can run"
            + " commands here; use https://, or say --insecure-plaintext",
        "worker --scheduler http://localhost:1 --name w --workdir /nowhere | --workdir /nowhere:"
            + " there is no such directory",
        "worker --scheduler https://localhost:1 --name w --ca-file /nowhere | --ca-file /nowhere:"
            + " there is no such file that can be read",
        "server --lease 30 --grace 30 | --grace: expected more than the lease of 30000 ms, so that"
            + " what a lost worker ran is gone, found 30000 ms",
      })
  void what_cannot_be_is_told_in_one_line(String words, String message) {
    try (Child child = Child.jobsch(scratch, words.strip().split(" ")).go()) {
      assertThat(child.exitCode()).isEqualTo(ExitCodes.REFUSED);
      assertThat(child.err().lines()).first().isEqualTo("jobsch: " + message);
    }
  }

  private Program program(String... words) {
    return new Program(words);
  }

  private Program worker(String url, String name) {
    return program("worker", "--scheduler", url, "--name", name, "--workdir", scratch.toString());
  }

  /** A program that sees no token but those that it is given. */
  private final class Program {
    private final String[] words;
    private String token = "";

    Program(String[] words) {
      this.words = words;
    }

    Program with(String variable, String value) {
      assertThat(variable).isEqualTo("JOBSCH_WORKER_TOKEN");
      token = value;
      return this;
    }

    Child go(String... more) {
      String[] all = Stream.concat(Stream.of(words), Stream.of(more)).toArray(String[]::new);
      Child.Start start =
          Child.jobsch(scratch, all).without("JOBSCH_TOKEN").without("JOBSCH_WORKER_TOKEN");
      return (token.isEmpty() ? start : start.with("JOBSCH_WORKER_TOKEN", token)).go();
    }
  }

  private static String url(Child server) {
    server.awaitOut("\n");
    return server.out().strip().substring("listening on ".length());
  }

  private HttpResponse<String> get(String url) throws IOException, InterruptedException {
    return client.send(HttpRequest.newBuilder(URI.create(url)).build(), BodyHandlers.ofString());
  }

  private HttpResponse<String> post(String url, String body)
      throws IOException, InterruptedException {
    return client.send(
        HttpRequest.newBuilder(URI.create(url)).POST(BodyPublishers.ofString(body)).build(),
        BodyHandlers.ofString());
  }
}
