package io.jobsch.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
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
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code jobsch worker} beside {@code jobsch server}, each a process of its own. */
class WorkerTest {
  private static final String CLIENTS_TOKEN = "client-token-of-some-32-characters";
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
      try (Child worker = worker(url, "w1").withTokens().go()) {
        worker.awaitOut("connected");
        String look = "env > env; cat /proc/[0-9]*/cmdline > lines; true";
        HttpResponse<String> seen =
            post(url + "/jobs?wait=60", "{\"type\": \"execute\", \"command\": \"" + look + "\"}");
        assertThat(seen.body()).contains("\"state\":\"succeeded\"");
        for (String name : List.of("env", "lines")) {
          assertThat(Files.readString(scratch.resolve(name), StandardCharsets.ISO_8859_1))
              .isNotEmpty()
              .doesNotContain(TOKEN, CLIENTS_TOKEN);
        }
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
        await().until(() -> get(url + "/workers").body().contains("\"state\":\"draining\""));
        HttpRequest undo =
            HttpRequest.newBuilder(URI.create(url + "/workers/w%2F1/drain")).DELETE().build();
        assertThat(client.send(undo, BodyHandlers.ofString()).statusCode()).isEqualTo(200);
        await().until(() -> !get(url + "/workers").body().contains("\"state\":\"draining\""));
        assertThat(post(url + "/workers/nobody/drain", "").statusCode()).isEqualTo(404);
      }
    }
  }

  @Test
  void told_to_end_a_worker_takes_no_new_job_finishes_and_leaves() throws Exception {
    try (Child server = program("server", "--port", "0").go()) {
      String url = url(server);
      try (Child worker = worker(url, "w1").go()) {
        worker.awaitOut("connected");
        String job =
            location(url + "/jobs", sequence("touch begun; " + untilThereIs("go"), "echo last"));
        await().until(() -> Files.exists(scratch.resolve("begun")));

        worker.signal("TERM").awaitErr("draining");
        await().until(() -> get(url + "/workers").body().contains("\"state\":\"draining\""));
        String late = location(url + "/jobs", sequence("true", "true"));
        Files.createFile(scratch.resolve("go"));

        assertThat(worker.exitCode()).isZero();
        assertThat(get(url + job).body()).contains("\"state\":\"succeeded\"");
        assertThat(get(url + job + "/output?node=/work/1").body()).isEqualTo("last\n");
        assertThat(get(url + late).body()).contains("\"state\":\"queued\"");
      }
    }
  }

  @Test
  void what_takes_longer_than_the_drain_timeout_is_cancelled() throws Exception {
    try (Child server = program("server", "--port", "0").go()) {
      String url = url(server);
      try (Child worker = worker(url, "w1").go("--drain-timeout", "0.3")) {
        worker.awaitOut("connected");
        String job = location(url + "/jobs", sequence("echo $$ > pid; exec sleep 600", "true"));
        long pid = pid();

        assertThat(worker.signal("TERM").exitCode()).isZero();
        assertThat(ProcessHandle.of(pid)).isEmpty();
        await().until(() -> get(url + job).body().contains("\"state\":\"failed\""));
        assertThat(get(url + "/workers").body()).isEqualTo("{\"workers\":[]}\n");
      }
    }
  }

  @Test
  void told_to_end_a_server_cancels_what_remote_workers_run() throws Exception {
    try (Child server = program("server", "--port", "0").go()) {
      String url = url(server);
      try (Child worker = worker(url, "w1").go()) {
        worker.awaitOut("connected");
        post(url + "/jobs", sequence("echo $$ > pid; exec sleep 600", "touch never"));
        long pid = pid();

        assertThat(server.signal("TERM").exitCode()).isZero();
        assertThat(ProcessHandle.of(pid)).isEmpty();
        assertThat(scratch.resolve("never")).doesNotExist();
        assertThat(server.err()).hasLineCount(1).startsWith("jobsch: closing: ");
      }
    }
  }

  @Test
  void a_worker_plays_the_roles_of_its_patterns_or_of_the_file_in_its_directory() throws Exception {
    Path picky = Files.createDirectory(scratch.resolve("picky"));
    Files.writeString(
        picky.resolve("suits_role.py"), "def can_work_as(role):\n    return role == 'odd'\n");
    try (Child server = program("server", "--port", "0").go()) {
      String url = url(server);
      String[] words = {"worker", "--scheduler", url, "--name", "file", "--workdir", "" + picky};
      try (Child byPattern = worker(url, "patterns").go("--role", "db*", "--role", "web?");
          Child byFile = program(words).go()) {
        byPattern.awaitOut("connected");
        byFile.awaitOut("connected");
        for (String role : List.of("db", "db-1", "web1")) {
          assertThat(run(url, role)).contains("\"" + role + "\":\"patterns\"");
        }
        assertThat(run(url, "odd")).contains("\"odd\":\"file\"");
        String nobodys = "{\"type\": \"execute\", \"command\": \"true\", \"role\": \"web\"}";
        assertThat(post(url + "/jobs?dry_run=true", nobodys).body())
            .contains("\"would_start\":false");
      }
    }
  }

  private String run(String url, String role) throws IOException, InterruptedException {
    String job = "{\"type\": \"execute\", \"command\": \"true\", \"role\": \"" + role + "\"}";
    return post(url + "/jobs?wait=60", job).body();
  }

  private static String sequence(String... lines) {
    return Stream.of(lines)
        .map(line -> "{\"type\": \"execute\", \"command\": \"" + line + "\"}")
        .collect(Collectors.joining(", ", "{\"type\": \"sequence_group\", \"work\": [", "]}"));
  }

  private static String untilThereIs(String file) {
    return "while ! test -e " + file + "; do sleep 0.02; done";
  }

  private long pid() throws IOException {
    Path pid = scratch.resolve("pid");
    await().until(() -> Files.exists(pid) && Files.readString(pid).endsWith("\n"));
    return Long.parseLong(Files.readString(pid).strip());
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
        "worker --scheduler https://localhost:1 --name w --ca-file /etc/passwd | --ca-file"
            + " /etc/passwd: expected certificates in PEM, found none",
        "worker --scheduler http://0.0.0.0:1 --name w --token-file /nowhere | --token-file:"
            + " /nowhere: there is no such file; \"jobsch token > /nowhere\" makes one",
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

  private static HttpServer stranger(int status) throws IOException {
    HttpServer server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
    server.createContext(
        "/",
        request -> {
          request.sendResponseHeaders(status, -1);
          request.close();
        });
    server.start();
    return server;
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 302})
  void a_worker_does_not_go_on_asking_what_is_no_server_of_jobsch(int status) throws Exception {
    HttpServer stranger = stranger(status);
    String url = "http://127.0.0.1:" + stranger.getAddress().getPort();
    try (Child worker = worker(url, "w1").go()) {
      assertThat(worker.exitCode()).isEqualTo(ExitCodes.REFUSED);
      assertThat(worker.err())
          .isEqualTo(
              "jobsch: "
                  + url
                  + " is no jobsch server (it answered with status "
                  + status
                  + "); look at the URL\n");
    } finally {
      stranger.stop(0);
    }
  }

  @Test
  void a_worker_goes_on_asking_while_a_proxy_is_in_trouble_and_says_so() throws Exception {
    HttpServer proxy = stranger(502);
    String url = "http://127.0.0.1:" + proxy.getAddress().getPort();
    try (Child worker = worker(url, "w1").go()) {
      worker.awaitErr(
          "jobsch: w1: "
              + url
              + " answered with status 502; a proxy before the server, or the server itself, is in"
              + " trouble\n");
      proxy.stop(0);
      worker.awaitErr("jobsch: w1: no scheduler answers at " + url);
    } finally {
      proxy.stop(0);
    }
  }

  private Program worker(String url, String name) {
    return program("worker", "--scheduler", url, "--name", name, "--workdir", scratch.toString());
  }

  /** A program that sees no token but those that it is given. */
  private final class Program {
    private final String[] words;
    private boolean tokens;

    Program(String[] words) {
      this.words = words;
    }

    /** The clients' token is none of its business, but may be there. */
    Program withTokens() {
      tokens = true;
      return this;
    }

    Child go(String... more) {
      String[] all = Stream.concat(Stream.of(words), Stream.of(more)).toArray(String[]::new);
      Child.Start start =
          Child.jobsch(scratch, all).without("JOBSCH_TOKEN").without("JOBSCH_WORKER_TOKEN");
      return tokens
          ? start.with("JOBSCH_WORKER_TOKEN", TOKEN).with("JOBSCH_TOKEN", CLIENTS_TOKEN).go()
          : start.go();
    }
  }

  private static String url(Child server) {
    server.awaitOut("\n");
    return server.out().strip().substring("listening on ".length());
  }

  private HttpResponse<String> get(String url) throws IOException, InterruptedException {
    return client.send(HttpRequest.newBuilder(URI.create(url)).build(), BodyHandlers.ofString());
  }

  /** Submits a job, and tells where it is. */
  private String location(String url, String job) throws IOException, InterruptedException {
    return post(url, job).headers().firstValue("location").orElseThrow();
  }

  private HttpResponse<String> post(String url, String body)
      throws IOException, InterruptedException {
    return client.send(
        HttpRequest.newBuilder(URI.create(url)).POST(BodyPublishers.ofString(body)).build(),
        BodyHandlers.ofString());
  }
}
