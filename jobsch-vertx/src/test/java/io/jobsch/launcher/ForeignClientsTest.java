package io.jobsch.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Clients that are none of ours against a server with a worker, each a process of its own. */
class ForeignClientsTest {
  private static final Path SAMPLES = Path.of("..", "samples", "jobs").toAbsolutePath();

  @TempDir Path scratch;
  private final HttpClient client = HttpClient.newHttpClient();
  private final List<Child> children = new ArrayList<>();
  private String url = "";

  @BeforeEach
  void start() {
    Child server = jobsch("server", "--port", "0");
    server.awaitOut("\n");
    url = server.out().strip().substring("listening on ".length());
    jobsch("worker", "--scheduler", url, "--name", "w", "--slots", "3").awaitOut("as w/3\n");
  }

  private Child jobsch(String... words) {
    Child child =
        Child.jobsch(scratch, words)
            .without("JOBSCH_TOKEN")
            .without("JOBSCH_WORKER_TOKEN")
            .without("JOBSCH_SCHEDULER")
            .go();
    children.add(child);
    return child;
  }

  @AfterEach
  void stop() {
    children.forEach(Child::close);
  }

  private static List<Path> samples() throws IOException {
    try (Stream<Path> files = Files.list(SAMPLES)) {
      return files.sorted().toList();
    }
  }

  private String curl(String... words) {
    List<String> argv = new ArrayList<>(List.of("curl", "-sS", "--max-time", "60"));
    argv.addAll(List.of(words));
    try (Child curl = Child.program(scratch, argv).go()) {
      assertThat(curl.exitCode()).as(curl.err()).isZero();
      return curl.out();
    }
  }

  private static boolean hasCurl() {
    return Stream.of(System.getenv("PATH").split(":"))
        .anyMatch(place -> Files.isExecutable(Path.of(place, "curl")));
  }

  /** Waits for the end of each, and tells how it ended. */
  private Map<String, String> states(Map<String, String> jobs) {
    Map<String, String> states = new TreeMap<>();
    jobs.forEach(
        (name, job) -> {
          await().atMost(Child.PATIENCE).until(() -> get(job).containsKey("finished_at"));
          states.put(name, get(job).getString("state"));
        });
    return states;
  }

  private JsonObject get(String job) {
    HttpRequest request = HttpRequest.newBuilder(URI.create(url + "/jobs/" + job)).build();
    return new JsonObject(
        client.sendAsync(request, BodyHandlers.ofString()).thenApply(HttpResponse::body).join());
  }

  private static Map<String, String> expected() throws IOException {
    Map<String, String> expected = new TreeMap<>();
    samples().forEach(sample -> expected.put(sample.getFileName().toString(), "succeeded"));
    expected.put("timeout.json", "failed");
    return expected;
  }

  @Test
  void curl_submits_every_sample_and_sees_it_do_what_it_is_shown_for() throws Exception {
    assumeThat(hasCurl()).as("curl is installed").isTrue();
    Map<String, String> jobs = new TreeMap<>();
    for (Path sample : samples()) {
      JsonObject accepted = new JsonObject(curl("-d", "@" + sample, url + "/jobs"));
      jobs.put(sample.getFileName().toString(), accepted.getString("job_id"));
    }

    assertThat(states(jobs)).isEqualTo(expected());
    assertThat(curl(url + "/jobs/" + jobs.get("simplest.json") + "/output")).isEqualTo("asdf\n");
    assertThat(curl("-X", "DELETE", "-d", "{\"job_id\": \"x\"}", url + "/jobs"))
        .contains("\"status\":400");
  }

  @Test
  void a_client_that_knows_two_calls_submits_every_sample_and_cancels() throws Exception {
    Path file = scratch.resolve("two_calls.py");
    try (InputStream source = ForeignClientsTest.class.getResourceAsStream("two_calls.py")) {
      Files.copy(source, file);
    }
    List<String> argv = new ArrayList<>(List.of("python3", file.toString(), url));
    samples().forEach(sample -> argv.add(sample.toString()));
    try (Child script = Child.program(scratch, argv).go()) {
      assertThat(script.exitCode()).as(script.err()).isZero();

      Map<String, String> jobs = new TreeMap<>();
      script.out().lines().forEach(line -> jobs.put(line.split(" ")[0], line.split(" ")[1]));
      Map<String, String> expected = expected();
      expected.put("cancelled", "cancelled");
      assertThat(states(jobs)).isEqualTo(expected);
    }
  }
}
