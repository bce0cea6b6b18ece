package io.jobsch.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import io.jobsch.local.LocalScheduler;
import io.jobsch.result.JobResult;
import io.jobsch.result.JobState;
import io.jobsch.result.NodeResult;
import io.jobsch.spec.json.SpecReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The job documents that are shown to users do what they are shown for. */
class SamplesTest {
  private static final Path SAMPLES = Path.of("..", "samples", "jobs");

  @TempDir Path directory;

  private JobResult run(String sample) throws Exception {
    try (LocalScheduler jobsch = LocalScheduler.builder().directory(directory).start()) {
      byte[] document = Files.readAllBytes(SAMPLES.resolve(sample));
      return jobsch.submit(new SpecReader().read(document)).result().get(60, TimeUnit.SECONDS);
    }
  }

  private static Map<String, String> states(JobResult result) {
    return result
        .root()
        .all()
        .collect(
            Collectors.toMap(
                node -> node.pointer().toString(),
                node -> node.state().toString(),
                (one, other) -> one,
                TreeMap::new));
  }

  private static List<String> stdout(JobResult result, String... commands) {
    return Stream.of(commands).map(result::node).map(node -> node.stdout().text()).toList();
  }

  private List<String> left() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }

  @Test
  void simplest() throws Exception {
    JobResult result = run("simplest.json");

    assertThat(result.state()).isEqualTo(JobState.SUCCEEDED);
    assertThat(stdout(result, "")).containsExactly("asdf\n");
  }

  @Test
  void sequence() throws Exception {
    JobResult result = run("sequence.json");

    assertThat(result.state()).isEqualTo(JobState.SUCCEEDED);
    assertThat(stdout(result, "/work/0", "/work/1", "/work/2")).containsExactly("", "asdf\n", "");
    assertThat(left()).isEmpty();
  }

  @Test
  void parallel() throws Exception {
    JobResult result = run("parallel.json");

    assertThat(result.state()).isEqualTo(JobState.SUCCEEDED);
    assertThat(result.root().work())
        .extracting(node -> node.stdout().text())
        .containsExactly("one\n", "two\n", "three\n", "four\n", "five\n", "six\n");
    assertThat(atOnce(result.root().work())).isLessThanOrEqualTo(3);
  }

  private static long atOnce(List<NodeResult> nodes) {
    return nodes.stream()
        .map(node -> node.startedAt().orElseThrow())
        .mapToLong(
            instant ->
                nodes.stream()
                    .filter(node -> !node.startedAt().orElseThrow().isAfter(instant))
                    .filter(node -> node.finishedAt().orElseThrow().isAfter(instant))
                    .count())
        .max()
        .orElseThrow();
  }

  @Test
  void nested() throws Exception {
    JobResult result = run("nested.json");

    assertThat(result.state()).isEqualTo(JobState.SUCCEEDED);
    assertThat(states(result).values()).containsOnly("succeeded");
    assertThat(
            stdout(
                result,
                "/work/0",
                "/work/1/work/0",
                "/work/1/work/1/work/0",
                "/work/1/work/1/work/1",
                "/work/1/work/2",
                "/work/2"))
        .containsExactly(
            "compiling 1.2.0\n",
            "214 tests passed\n",
            "migrated in memory\n",
            "31 queries passed\n",
            "nothing to complain about\n",
            "1.2.0 is out\n");
  }

  @Test
  void two_machines() throws Exception {
    JobResult result = run("two-machines.json");

    assertThat(result.state()).isEqualTo(JobState.SUCCEEDED);
    assertThat(result.workers().toString()).isEqualTo("{machine_1=w1, machine_2=w2}");
    assertThat(stdout(result, "/work/0/work/0", "/work/0/work/1", "/work/1"))
        .containsExactly(
            """
            compiling part 1 of the server
            compiling part 2 of the server
            compiling part 3 of the server
            """,
            """
            compiling part 1 of the client
            compiling part 2 of the client
            """,
            """
            w1 plays machine_1
            all tests passed
            """);
  }

  @Test
  void timeout() throws Exception {
    JobResult result = run("timeout.json");

    assertThat(result.state()).isEqualTo(JobState.FAILED);
    assertThat(result.reason().orElseThrow().toString())
        .isEqualTo("/work/1: took longer than its timeout of 0.5 s");
    assertThat(states(result))
        .isEqualTo(
            Map.of(
                "", "failed",
                "/work/0", "succeeded",
                "/work/1", "timed_out",
                "/work/2", "skipped"));
  }

  @Test
  void client_and_server() throws Exception {
    JobResult result = run("client-server.json");

    assertThat(result.state()).isEqualTo(JobState.SUCCEEDED);
    assertThat(result.workers().toString()).isEqualTo("{client=w1, server=w2}");
    assertThat(stdout(result, "/work/1/work/0", "/work/1/work/1"))
        .containsExactly("listening\nasked: hello\n", "answered: HELLO\n");
    assertThat(left()).isEmpty();
  }

  @Test
  void there_are_no_others() throws IOException {
    try (Stream<Path> samples = Files.list(SAMPLES)) {
      assertThat(samples.map(sample -> sample.getFileName().toString()))
          .containsExactlyInAnyOrder(
              "simplest.json",
              "sequence.json",
              "parallel.json",
              "nested.json",
              "two-machines.json",
              "timeout.json",
              "client-server.json");
    }
  }
}
