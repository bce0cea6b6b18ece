package io.jobsch.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.jobsch.vertx.http.TestCertificate;
import io.jobsch.vertx.http.Tls;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code jobsch server} and {@code jobsch token}, as processes of their own. */
class ServerTest {
  private static final String TOKEN = "client-token-of-some-32-characters";
  private static final String WORKER_TOKEN = "worker-token-of-some-32-characters";
  private static final Pattern LISTENING = Pattern.compile("listening on (https?://(.*):\\d+)\n");

  @TempDir Path scratch;
  private final HttpClient client = HttpClient.newHttpClient();

  private Child.Start server(String... words) {
    String[] all = Stream.concat(Stream.of("server"), Stream.of(words)).toArray(String[]::new);
    return Child.jobsch(scratch, all).without("JOBSCH_TOKEN").without("JOBSCH_WORKER_TOKEN");
  }

  private static String base(Child server) {
    server.awaitOut("\n");
    Matcher listening = LISTENING.matcher(server.out());
    assertThat(listening.matches()).as(server.out()).isTrue();
    return listening.group(1);
  }

  private HttpResponse<String> call(String method, String url, String body, String... headers)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(url)).method(method, BodyPublishers.ofString(body));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return client.send(request.build(), BodyHandlers.ofString());
  }

  @Test
  void a_server_takes_jobs_and_runs_them_on_workers_of_its_own()
      throws IOException, InterruptedException {
    Path data = scratch.resolve("data");
    try (Child server =
        server("--port", "0", "--local-workers", "2", "--data", data.toString()).go()) {
      String base = base(server);
      HttpResponse<String> done =
          call(
              "POST",
              base + "/jobs?wait=60",
              "{\"type\": \"execute\", \"command\": \"head -c 100000 /dev/zero; pwd\"}");

      assertThat(done.statusCode()).isEqualTo(200);
      assertThat(done.body()).contains("\"state\":\"succeeded\"");
      assertThat(data).isDirectory();
      assertThat(server.signal("TERM").exitCode()).isZero();
      assertThat(server.err())
          .isEqualTo(
              "jobsch: closing: what runs is cancelled; a second signal waits for nothing\n");
    }
    try (Stream<Path> left = Files.list(data)) {
      assertThat(left).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"TERM", "INT", "HUP"})
  void told_to_end_a_server_cancels_what_runs_and_ends(String signal)
      throws IOException, InterruptedException {
    try (Child server = server("--port", "0", "--local-workers", "1").in(scratch).go()) {
      String base = base(server);
      call(
          "POST",
          base + "/jobs",
          "{\"type\": \"execute\", \"command\": \"echo $$ > pid; sleep 600\"}");
      Path pid = scratch.resolve("pid");
      await().until(() -> Files.exists(pid) && !Files.readString(pid).isEmpty());
      long process = Long.parseLong(Files.readString(pid).strip());
      assertThat(server.signal(signal).exitCode()).isZero();

      await().until(() -> ProcessHandle.of(process).filter(ProcessHandle::isAlive).isEmpty());
    }
  }

  @Test
  void a_server_without_workers_keeps_jobs_waiting_and_cancels_them_on_request()
      throws IOException, InterruptedException {
    try (Child server = server("--port=0").go()) {
      String base = base(server);
      assertThat(base).startsWith("http://127.0.0.1:");
      String accepted =
          call("POST", base + "/jobs", "{\"type\": \"execute\", \"command\": [\"true\"]}").body();
      HttpResponse<String> cancelled = call("DELETE", base + "/jobs", accepted);

      assertThat(cancelled.statusCode()).isEqualTo(200);
      assertThat(cancelled.body()).contains("\"state\":\"cancelled\"");
    }
  }

  @Test
  void neither_a_command_nor_the_command_line_shows_a_token()
      throws IOException, InterruptedException {
    try (Child server =
        server("--port", "0", "--local-workers", "1")
            .with("JOBSCH_TOKEN", TOKEN)
            .with("JOBSCH_WORKER_TOKEN", WORKER_TOKEN)
            .in(scratch)
            .go()) {
      String base = base(server);
      assertThat(call("GET", base + "/jobs", "").statusCode()).isEqualTo(401);
      HttpResponse<String> done =
          call(
              "POST",
              base + "/jobs?wait=60",
              "{\"type\": \"execute\","
                  + " \"command\": \"env > env; cat /proc/[0-9]*/cmdline > lines; true\"}",
              "Authorization",
              "Bearer " + TOKEN);

      assertThat(done.body()).contains("\"state\":\"succeeded\"");
      for (String file : List.of("env", "lines")) {
        assertThat(Files.readString(scratch.resolve(file), StandardCharsets.ISO_8859_1))
            .doesNotContain(TOKEN, WORKER_TOKEN);
      }
    }
  }

  // What it refuses to start with.

  private static final String EXPOSED =
      "jobsch: --host 0.0.0.0 can be reached from other machines, and whoever reaches it runs"
          + " commands on every worker; the server is not started. It needs:\n";
  private static final String NEEDS_TOKEN =
      "jobsch:   --token-file FILE, or JOBSCH_TOKEN: the token of clients; \"jobsch token\" makes"
          + " one\n";
  private static final String NEEDS_WORKER_TOKEN =
      "jobsch:   --worker-token-file FILE, or JOBSCH_WORKER_TOKEN: the token of workers, another"
          + " one\n";
  private static final String NEEDS_TLS =
      "jobsch:   --tls-cert FILE and --tls-key FILE: a certificate and its key, in PEM; or"
          + " --insecure-plaintext, where nobody can listen in\n";
  private static final String OR =
      "jobsch: or leave --host out: then only this machine reaches it\n";

  private void refused(Child.Start start, String message) {
    try (Child server = start.go()) {
      assertThat(server.exitCode()).isEqualTo(2);
      assertThat(server.err()).isEqualTo(message);
      assertThat(server.out()).isEmpty();
    }
  }

  @Test
  void a_server_that_others_can_reach_needs_both_tokens_and_tls() {
    refused(
        server("--host", "0.0.0.0"), EXPOSED + NEEDS_TOKEN + NEEDS_WORKER_TOKEN + NEEDS_TLS + OR);
  }

  @Test
  void with_tokens_a_server_that_others_can_reach_needs_tls() {
    refused(
        server("--host", "0.0.0.0")
            .with("JOBSCH_TOKEN", TOKEN)
            .with("JOBSCH_WORKER_TOKEN", WORKER_TOKEN),
        EXPOSED + NEEDS_TLS + OR);
  }

  @Test
  void to_do_without_tls_is_not_to_do_without_tokens() {
    refused(
        server("--host", "0.0.0.0", "--insecure-plaintext").with("JOBSCH_TOKEN", TOKEN),
        EXPOSED + NEEDS_WORKER_TOKEN + OR);
  }

  @Test
  void to_do_without_tls_is_warned_of_at_every_start() throws IOException {
    Path token = Files.writeString(scratch.resolve("client.token"), TOKEN + "\n");
    Path worker = Files.writeString(scratch.resolve("worker.token"), WORKER_TOKEN);
    try (Child server =
        server(
                "--host",
                "0.0.0.0",
                "--port",
                "0",
                "--insecure-plaintext",
                "--token-file",
                token.toString(),
                "--worker-token-file",
                worker.toString())
            .go()) {
      server.awaitOut("listening on http://0.0.0.0:");
      assertThat(server.err())
          .isEqualTo(
              "jobsch: warning: 0.0.0.0 is served without TLS: whoever listens in on the network"
                  + " reads the tokens and can run commands on every worker\n");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "'', 'jobsch: JOBSCH_TOKEN: expected a token of at least 32 characters, found nothing\n'",
    "short, 'jobsch: JOBSCH_TOKEN: expected a token of at least 32 characters, found 5\n'"
  })
  void an_empty_or_short_token_is_a_mistake_also_on_this_machine(String token, String message) {
    refused(server("--port", "0").with("JOBSCH_TOKEN", token), message);
  }

  @Test
  void an_empty_token_file_is_a_mistake() throws IOException {
    Path file = Files.writeString(scratch.resolve("empty.token"), "\n");

    refused(
        server("--port", "0", "--worker-token-file", file.toString()),
        "jobsch: --worker-token-file: "
            + file
            + ": expected a token of at least 32 characters, found nothing\n");
  }

  @Test
  void a_token_file_that_is_not_there_is_a_mistake() {
    Path file = scratch.resolve("no.token");

    refused(
        server("--port", "0", "--token-file", file.toString()),
        "jobsch: --token-file: "
            + file
            + ": there is no such file; \"jobsch token > "
            + file
            + "\" makes one\n");
  }

  @Test
  void clients_and_workers_need_tokens_of_their_own() {
    refused(
        server("--port", "0").with("JOBSCH_TOKEN", TOKEN).with("JOBSCH_WORKER_TOKEN", TOKEN),
        "jobsch: --token-file, --worker-token-file: the clients' token and the workers' are the"
            + " same; make another one for the workers\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"soon", "-1", "1000000001"})
  void a_time_that_makes_no_sense_is_refused_with_its_option(String time) {
    refused(
        server("--port", "0", "--reserve-after", time),
        "jobsch: --reserve-after: expected a number of seconds from 0 to 1000000000, found "
            + (time.equals("soon") ? "\"soon\"" : time)
            + "\njobsch: \"jobsch server --help\" tells what can be said\n");
  }

  /**
   * Of three workers, two are busy for a known time. The next job wants two and the one behind it
   * three: only where that has waited long enough is the idle worker kept for it.
   */
  @ParameterizedTest
  @CsvSource({"--reserve-after=0, false", "--reserve-after=1000000, true"})
  void a_job_that_has_waited_too_long_is_not_passed(String option, boolean passed)
      throws IOException, InterruptedException {
    try (Child server = server("--port", "0", "--local-workers", "3", option).go()) {
      String jobs = base(server) + "/jobs";
      await()
          .until(
              () -> call("GET", base(server) + "/workers", "").body().contains("\"name\":\"w3\""));
      String running = call("POST", jobs, gang(2, ", \"timeout\": 600")).body().strip();
      String id = running.replaceAll(".*\"job_id\":\"([0-9a-f]+)\".*", "$1");
      await()
          .until(() -> call("GET", jobs + "/" + id, "").body().contains("\"state\":\"running\""));
      call("POST", jobs, gang(2, ""));
      call("POST", jobs, gang(3, ""));

      assertThat(call("POST", jobs + "?dry_run=true", gang(1, "")).body())
          .contains("\"would_start\":" + passed);
      assertThat(server.signal("TERM").exitCode()).isZero();
    }
  }

  private static String gang(int size, String more) {
    String commands =
        IntStream.range(0, size)
            .mapToObj(
                i ->
                    "{\"type\": \"execute\", \"command\": \"sleep 300\", \"role\": \"r" + i + "\"}")
            .collect(Collectors.joining(", "));
    return "{\"type\": \"parallel_group\", \"work\": [" + commands + "]" + more + "}";
  }

  static Stream<List<String>> nonsense() {
    return Stream.of(
        List.of("--port", "x"),
        List.of("--port", "65536"),
        List.of("--local-workers", "-1"),
        List.of("--max-jobs", "0"),
        List.of("--tls-cert", "cert.pem"),
        List.of("--token", "secret"),
        List.of("--data="),
        List.of("job.json"));
  }

  @ParameterizedTest
  @MethodSource("nonsense")
  void what_makes_no_sense_is_refused_with_where_to_look(List<String> words) {
    try (Child server = server(words.toArray(String[]::new)).go()) {
      assertThat(server.exitCode()).isEqualTo(2);
      assertThat(server.err()).contains("\"jobsch server --help\" tells what can be said");
    }
  }

  @Test
  void a_key_that_is_not_that_of_the_certificate_is_told_in_one_line() throws Exception {
    Tls one = TestCertificate.make(Files.createDirectory(scratch.resolve("one"))).tls();
    Tls other = TestCertificate.make(Files.createDirectory(scratch.resolve("other"))).tls();
    String certificate = one.certificate().toString();
    String key = other.key().toString();
    try (Child server =
        server("--port", "0", "--tls-cert", certificate, "--tls-key", key, "--json").go()) {
      assertThat(server.exitCode()).isEqualTo(2);
      assertThat(new JsonObject(server.err()).getJsonObject("error").getString("message"))
          .startsWith("the certificate in " + certificate + " and the key in " + key)
          .contains("do not belong together");
    }
  }

  @Test
  void a_port_that_is_taken_is_told_in_one_line() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        Child server = server("--port", Integer.toString(taken.getLocalPort())).go()) {
      assertThat(server.exitCode()).isEqualTo(2);
      assertThat(server.err())
          .startsWith("jobsch: cannot listen on 127.0.0.1:" + taken.getLocalPort() + ": ")
          .endsWith("; --port names another port, or 0 for any that is free\n")
          .hasLineCount(1);
    }
  }

  @Test
  void a_place_for_data_that_cannot_be_is_told_as_such() throws IOException {
    Path file = Files.createFile(scratch.resolve("file"));

    refused(
        server("--port", "0", "--data", "/proc/x"),
        "jobsch: --data /proc/x: there is no such directory that files can be made in, and none can"
            + " be made; name another one\n");
    refused(
        server("--port", "0", "--data", file.toString()),
        "jobsch: --data " + file + ": " + file + " is no directory; name another one\n");
  }

  @Test
  void a_host_that_is_not_there_is_told_in_one_line() {
    refused(
        server("--host", "no.such.host.invalid"),
        "jobsch: --host no.such.host.invalid: there is no such host\n");
  }

  @Test
  void help_says_all_that_can_be_said() {
    for (String[] words : new String[][] {{"server", "--help"}, {"help", "server"}}) {
      try (Child help = Child.jobsch(scratch, words).go()) {
        assertThat(help.exitCode()).isZero();
        assertThat(help.out())
            .startsWith("Usage: jobsch server")
            .contains("--host", "--port", "--data", "--local-workers", "--token-file", "curl");
      }
    }
  }

  @Test
  void a_token_is_made_anew_each_time() {
    try (Child one = Child.jobsch(scratch, "token").go();
        Child other = Child.jobsch(scratch, "token").go()) {
      assertThat(one.exitCode()).isZero();
      assertThat(other.exitCode()).isZero();
      assertThat(one.out()).matches("[A-Za-z0-9_-]{43}\n").isNotEqualTo(other.out());
    }
  }
}
