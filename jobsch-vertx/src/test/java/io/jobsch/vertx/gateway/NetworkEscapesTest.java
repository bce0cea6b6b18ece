package io.jobsch.vertx.gateway;

import static io.jobsch.spec.Jobs.parallel;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import io.jobsch.JobHandle;
import io.jobsch.WorkerView;
import io.jobsch.launcher.Child;
import io.jobsch.process.Escapers;
import io.jobsch.result.JobResult;
import io.jobsch.result.JobState;
import io.jobsch.result.NodeResult;
import io.jobsch.result.NodeState;
import io.jobsch.vertx.bus.TransportSettings;
import io.jobsch.vertx.wire.Terms;
import io.jobsch.vertx.worker.RemoteOptions;
import io.jobsch.workers.RolePattern;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The escape suite over a network: all the ways to get away at once, from a timeout, from {@code
 * DELETE}, from the end of a lease, and from a {@code kill -9} of the worker. None is left, and
 * what nobody asked to be killed lives on.
 */
@Timeout(value = 180, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class NetworkEscapesTest {
  private static final TransportSettings QUICK =
      TransportSettings.DEFAULT.withTerms(Terms.of(Duration.ofSeconds(4), Duration.ofSeconds(6)));
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration FIRST_TIMEOUT = Duration.ofSeconds(3);

  @TempDir Path directory;
  private final List<Escapers> all = new ArrayList<>();
  private TestServer server;
  private LossyProxy cable;

  @BeforeEach
  void start() {
    server = TestServer.start(directory, UnaryOperator.identity(), QUICK);
    cable = LossyProxy.before(server.port(), 1, LossyProxy.Odds.NONE);
    server.closeFirst(cable::close);
    connect("near", server.port(), "timed", "deleted", "near*");
    connect("far", cable.port(), "cut", "far*");
  }

  private void connect(String name, int port, String... roles) {
    server.connect(
        TestServer.worker(name, directory)
            .withSlots(roles.length)
            .withPatterns(Stream.of(roles).map(RolePattern::new).toList()),
        RemoteOptions.to(server.uri(port)));
  }

  @AfterEach
  void leaveNothing() {
    try {
      server.close();
    } finally {
      all.forEach(Escapers::killAll);
    }
  }

  @Test
  void nothing_gets_away_and_nothing_else_is_touched() throws Exception {
    server.awaitWorkers(5);
    assumeThat(get(server.workers()))
        .as("the plain runner promises less")
        .extracting(WorkerView::isolation)
        .containsOnly("helper");
    Escapers mayStay = mayStay();
    Map<Long, String> living = mayStay.alive();
    assertThat(living).hasSize(3);

    cancelByDelete();
    timeOut();
    cutTheCableAndKillTheWorker();

    assertThat(mayStay.alive()).as("what nobody asked to be killed").isEqualTo(living);
  }

  private void cancelByDelete() throws Exception {
    Escapers deleted = escapers();
    JobHandle job = server.submit(parallel(deleted.all()).role("deleted"));
    whenWhereTheyWantedToBe(deleted);
    delete(job);

    allEnd(job, JobState.CANCELLED, NodeState.CANCELLED);
    assertThat(deleted.alive()).as("of the job that is cancelled").isEmpty();
  }

  /** One after the other, so that not all start at once; they are waited for together. */
  private void cutTheCableAndKillTheWorker() throws Exception {
    Escapers cut = escapers();
    JobHandle onCutWorker = server.submit(parallel(cut.all()).role("cut"));
    whenWhereTheyWantedToBe(cut);
    cable.fallSilent(true);
    try (Child worker = workerProcess()) {
      Escapers killed = escapers();
      JobHandle onKilledWorker = server.submit(parallel(killed.all()).role("killed"));
      whenWhereTheyWantedToBe(killed);
      worker.signal("KILL").exitCode();

      allEnd(onCutWorker, JobState.FAILED, NodeState.LOST);
      await().atMost(PATIENCE).untilAsserted(() -> assertThat(cut.alive()).isEmpty());
      allEnd(onKilledWorker, JobState.FAILED, NodeState.LOST);
      await().atMost(PATIENCE).untilAsserted(() -> assertThat(killed.alive()).isEmpty());
    }
  }

  /** On a busy machine they may not come so far in that time. */
  private void timeOut() {
    Duration timeout = FIRST_TIMEOUT;
    boolean wereThere = false;
    while (!wereThere) {
      Escapers timed = escapers();
      Duration each = timeout;
      JobHandle job =
          server.submit(
              parallel(timed.all().stream().map(it -> it.timeout(each)).toList()).role("timed"));
      allEnd(job, JobState.FAILED, NodeState.TIMED_OUT);
      assertThat(timed.alive()).as("of what timed out").isEmpty();
      wereThere = timed.areWhereTheyWantedToBe();
      timeout = timeout.multipliedBy(2);
    }
  }

  /** A command beside each of those, and what a command without a timeout has left behind. */
  private Escapers mayStay() {
    Escapers mayStay = escapers();
    server.submit(mayStay.settled().role("near_other"));
    for (String role : List.of("near_daemon", "far_daemon")) {
      JobResult left = get(server.submit(mayStay.leavingOneBehind().role(role)).result());
      assertThat(left.state()).isEqualTo(JobState.SUCCEEDED);
    }
    whenWhereTheyWantedToBe(mayStay);
    return mayStay;
  }

  private Escapers escapers() {
    Escapers escapers = new Escapers(directory.resolve("escapers-" + all.size()));
    all.add(escapers);
    return escapers;
  }

  private static void whenWhereTheyWantedToBe(Escapers escapers) {
    await().atMost(PATIENCE).until(escapers::areWhereTheyWantedToBe);
  }

  private Child workerProcess() {
    Child worker =
        Child.jobsch(
                directory,
                "worker",
                "--scheduler",
                server.uri().toString(),
                "--name",
                "doomed",
                "--role",
                "killed")
            .without("JOBSCH_WORKER_TOKEN")
            .go();
    return worker.awaitOut("connected to " + server.uri() + " as doomed\n");
  }

  private void delete(JobHandle job) throws Exception {
    String body = "{\"job_id\": \"" + get(job.accepted()) + "\"}";
    HttpRequest request =
        HttpRequest.newBuilder(server.uri().resolve("/jobs"))
            .method("DELETE", BodyPublishers.ofString(body))
            .build();
    HttpResponse<String> answer = HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
  }

  private static void allEnd(JobHandle job, JobState state, NodeState each) {
    JobResult result = get(job.result());
    assertThat(result.state()).as(result.reason().toString()).isEqualTo(state);
    assertThat(result.root().work()).extracting(NodeResult::state).containsOnly(each);
  }

  private static <T> T get(CompletableFuture<T> future) {
    try {
      return future.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new AssertionError("no answer", e);
    }
  }
}
