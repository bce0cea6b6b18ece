package io.jobsch.vertx.gateway;

import static io.jobsch.spec.Jobs.parallel;
import static io.jobsch.spec.Jobs.sh;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import io.jobsch.JobHandle;
import io.jobsch.launcher.Child;
import io.jobsch.process.Escapers;
import io.jobsch.result.JobResult;
import io.jobsch.result.JobState;
import io.jobsch.result.NodeResult;
import io.jobsch.result.NodeState;
import io.jobsch.vertx.bus.TransportSettings;
import io.jobsch.vertx.http.Access;
import io.jobsch.vertx.http.Token;
import io.jobsch.vertx.wire.Terms;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * A worker in a network namespace of its own, and the link to it taken down: nobody is told, and
 * nothing arrives. Needs root and {@code ip} (Debian's iproute2), and takes addresses of
 * 198.18.77.0/30 for a while; therefore only on request, with {@code -Djobsch.netns=true}.
 */
@EnabledIfSystemProperty(
    named = "jobsch.netns",
    matches = "true",
    disabledReason = "changes the network of this machine; see docs/process-control.md")
@Timeout(value = 180, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class CutCableTest {
  private static final TransportSettings QUICK =
      TransportSettings.DEFAULT.withTerms(Terms.of(Duration.ofSeconds(2), Duration.ofSeconds(5)));
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String NAMESPACE = "jobsch-test";
  private static final String HERE = "198.18.77.1";
  private static final String THERE = "198.18.77.2";
  private static final String CLIENT = Token.random();
  private static final String WORKER = Token.random();

  @TempDir Path directory;
  private final List<Escapers> all = new ArrayList<>();

  @BeforeEach
  void lay() throws Exception {
    assumeThat(System.getProperty("user.name")).as("who may do that").isEqualTo("root");
    assumeThat(ip("netns", "add", NAMESPACE)).as("whether there may be namespaces").isZero();
    done("link", "add", "jobsch-here", "type", "veth", "peer", "name", "jobsch-there");
    done("link", "set", "jobsch-there", "netns", NAMESPACE);
    done("addr", "add", HERE + "/30", "dev", "jobsch-here");
    done("link", "set", "jobsch-here", "up");
    done("-n", NAMESPACE, "addr", "add", THERE + "/30", "dev", "jobsch-there");
    done("-n", NAMESPACE, "link", "set", "jobsch-there", "up");
  }

  @AfterEach
  void remove() throws Exception {
    all.forEach(Escapers::killAll);
    ip("link", "delete", "jobsch-here");
    ip("netns", "delete", NAMESPACE);
  }

  private static void done(String... words) throws Exception {
    assertThat(ip(words)).as(List.of(words).toString()).isZero();
  }

  private static int ip(String... words) throws Exception {
    List<String> argv = new ArrayList<>(List.of("ip"));
    argv.addAll(List.of(words));
    return new ProcessBuilder(argv).inheritIO().start().waitFor();
  }

  @Test
  void nothing_is_left_of_what_a_worker_ran_whose_cable_is_cut() throws Exception {
    Access access = new Access(Optional.of(Token.of(CLIENT)), Optional.of(Token.of(WORKER)));
    try (TestServer server =
            TestServer.start(
                directory,
                http ->
                    http.at(HERE, 0).withInsecurePlaintext().withApi(http.api().withAccess(access)),
                QUICK);
        Child worker = worker("http://" + HERE + ":" + server.port())) {
      server.awaitWorkers(1);
      Escapers daemon = escapers();
      get(server.submit(daemon.leavingOneBehind()));
      await().atMost(PATIENCE).until(daemon::areWhereTheyWantedToBe);
      Map<Long, String> living = daemon.alive();
      Escapers escapers = escapers();
      JobHandle job = server.submit(parallel(escapers.all()));
      await().atMost(PATIENCE).until(escapers::areWhereTheyWantedToBe);

      done("link", "set", "jobsch-here", "down");

      JobResult result = get(job);
      assertThat(result.root().work()).extracting(NodeResult::state).containsOnly(NodeState.LOST);
      await().atMost(PATIENCE).untilAsserted(() -> assertThat(escapers.alive()).isEmpty());
      assertThat(living).hasSize(1).isEqualTo(daemon.alive());

      done("link", "set", "jobsch-here", "up");
      server.awaitWorkers(1);
      assertThat(get(server.submit(sh("true"))).state()).isEqualTo(JobState.SUCCEEDED);
      assertThat(worker.err()).contains("killing what runs", "w1 is connected again");
    }
  }

  private Escapers escapers() {
    Escapers escapers = new Escapers(directory.resolve("escapers-" + all.size()));
    all.add(escapers);
    return escapers;
  }

  private Child worker(String url) throws Exception {
    Path token = directory.resolve("worker.token");
    Files.writeString(token, WORKER, StandardCharsets.US_ASCII);
    List<String> argv = new ArrayList<>(List.of("ip", "netns", "exec", NAMESPACE));
    argv.addAll(
        Child.jobschWords(
            List.of(),
            "worker",
            "--scheduler",
            url,
            "--name",
            "w1",
            "--insecure-plaintext",
            "--token-file",
            token.toString()));
    return Child.program(directory, argv).go().awaitOut("connected to " + url + " as w1\n");
  }

  private static JobResult get(JobHandle job) throws Exception {
    return job.result().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
  }
}
