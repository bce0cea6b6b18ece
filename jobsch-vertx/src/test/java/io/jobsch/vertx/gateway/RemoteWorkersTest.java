package io.jobsch.vertx.gateway;

import static io.jobsch.spec.Jobs.parallel;
import static io.jobsch.spec.Jobs.sequence;
import static io.jobsch.spec.Jobs.sh;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.jobsch.JobHandle;
import io.jobsch.WorkerView;
import io.jobsch.result.JobResult;
import io.jobsch.result.JobState;
import io.jobsch.result.NodeState;
import io.jobsch.spec.JobSpec;
import io.jobsch.vertx.GatewayVerticle;
import io.jobsch.vertx.TestScheduler;
import io.jobsch.vertx.bus.BusAddresses;
import io.jobsch.vertx.bus.TransportSettings;
import io.jobsch.vertx.http.Access;
import io.jobsch.vertx.http.ApiOptions;
import io.jobsch.vertx.http.HttpOptions;
import io.jobsch.vertx.http.Timing;
import io.jobsch.vertx.http.Token;
import io.jobsch.vertx.wire.Terms;
import io.jobsch.vertx.worker.RemoteOptions;
import io.jobsch.vertx.worker.RemoteWorkerVerticle;
import io.jobsch.vertx.worker.WorkerOptions;
import io.jobsch.workers.RolePattern;
import io.jobsch.workers.WorkerId;
import io.jobsch.workers.WorkerState;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** How workers come, are cut off, come back, and go. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class RemoteWorkersTest {
  /** Short enough to be waited for. */
  private static final TransportSettings QUICK =
      TransportSettings.DEFAULT
          .withTerms(Terms.of(Duration.ofSeconds(3), Duration.ofSeconds(5)))
          .withProbe(Duration.ofSeconds(1));

  private static final Duration PATIENCE = Duration.ofSeconds(40);

  @TempDir Path directory;
  private final List<AutoCloseable> opened = new ArrayList<>();

  @AfterEach
  void closeAll() throws Exception {
    for (AutoCloseable each : opened) {
      each.close();
    }
  }

  @Test
  void a_worker_that_is_cut_off_goes_on_and_comes_back_with_all_that_its_commands_wrote() {
    TestServer server = server(QUICK);
    LossyProxy proxy = proxy(server, LossyProxy.Odds.NONE);
    connect(server, "w1", proxy);
    JobHandle job =
        server.submit(
            sequence(
                sh(
                    "touch begun; i=0; while [ $i -lt 2000 ]; do echo line $i; i=$((i+1));"
                        + " [ $i != 1000 ] || while ! test -e go; do sleep 0.02; done; done"),
                sh("echo done")));
    await().atMost(PATIENCE).until(() -> Files.exists(directory.resolve("begun")));

    proxy.cut();
    await()
        .atMost(PATIENCE)
        .until(
            () ->
                server
                    .told()
                    .contains(
                        "w1 waits: the connection to "
                            + server.uri(proxy.port())
                            + " is gone; connecting again"));
    create("go");
    JobResult result = result(job);

    assertThat(result.state()).isEqualTo(JobState.SUCCEEDED);
    String all = result.node("/work/0").stdout().text();
    assertThat(all.lines()).hasSize(2000);
    assertThat(all).startsWith("line 0\nline 1\n").endsWith("line 1999\n");
  }

  @Test
  void a_worker_that_is_away_for_longer_than_the_grace_is_lost_and_has_killed_what_it_ran() {
    TestServer server = server(QUICK);
    LossyProxy proxy = proxy(server, LossyProxy.Odds.NONE);
    connect(server, "w1", proxy);
    JobHandle job = server.submit(sequence(sh("echo $$ > pid; exec sleep 600"), sh("touch never")));
    long pid = pid("pid");

    proxy.fallSilent(true);
    JobResult result = result(job);

    assertThat(result.node("/work/0").state()).isEqualTo(NodeState.LOST);
    assertThat(result.reason().orElseThrow().message()).contains("w1 was not heard for 5.0 s");
    assertThat(ProcessHandle.of(pid)).as("what it ran, when it was counted as lost").isEmpty();

    proxy.fallSilent(false);
    server.awaitWorkers(1);
    assertThat(run(server, sh("echo back")).state()).isEqualTo(JobState.SUCCEEDED);
    assertThat(directory.resolve("never")).doesNotExist();
  }

  @Test
  void a_name_that_is_in_use_is_refused_and_the_first_goes_on() {
    TestServer server = server(QUICK);
    connect(server, "w1");
    connectOnly(server, TestServer.worker("w1", directory), RemoteOptions.to(server.uri()));

    await()
        .atMost(PATIENCE)
        .until(() -> server.told().stream().anyMatch(it -> it.startsWith("w1 refused: ")));
    assertThat(server.told())
        .anyMatch(
            it ->
                it.startsWith("w1 refused: the name w1 is in use by a worker at 127.0.0.1:")
                    && it.endsWith(" that answers; start this one under another name"));
    assertThat(run(server, sh("true")).state()).isEqualTo(JobState.SUCCEEDED);
  }

  @Test
  void a_worker_that_does_not_answer_any_more_is_replaced_and_what_it_ran_is_lost() {
    TestServer server = server(TransportSettings.DEFAULT.withProbe(Duration.ofMillis(500)));
    LossyProxy proxy = proxy(server, LossyProxy.Odds.NONE);
    connect(server, "w1", proxy);
    JobHandle job = server.submit(sh("echo $$ > pid; exec sleep 600"));
    pid("pid");
    proxy.fallSilent(true);

    connectOnly(server, TestServer.worker("w1", directory), RemoteOptions.to(server.uri()));

    JobResult result = result(job);
    assertThat(result.root().state()).isEqualTo(NodeState.LOST);
    assertThat(result.reason().orElseThrow().message()).contains("w1 was started anew");
    assertThat(run(server, sh("true")).state()).isEqualTo(JobState.SUCCEEDED);
  }

  @Test
  void slots_are_workers_of_one_process_that_share_a_directory() {
    TestServer server = server(QUICK);
    connectOnly(
        server, TestServer.worker("w", directory).withSlots(3), RemoteOptions.to(server.uri()));
    server.awaitWorkers(3);

    assertThat(workers(server))
        .extracting(it -> it.id().value())
        .containsExactly("w/1", "w/2", "w/3");
    JobResult result =
        run(server, sequence(sh("echo shared > file").role("a"), sh("cat file").role("b")));
    assertThat(result.node("/work/1").stdout().text()).isEqualTo("shared\n");
  }

  @Test
  void roles_are_suited_by_pattern_and_by_the_file_in_the_workers_directory() throws IOException {
    TestServer server = server(QUICK);
    Path picky = Files.createDirectory(directory.resolve("picky"));
    Files.writeString(
        picky.resolve("suits_role.py"), "def can_work_as(role):\n    return role == 'odd'\n");
    connectOnly(server, TestServer.worker("picky", picky), RemoteOptions.to(server.uri()));
    connectOnly(
        server,
        TestServer.worker("pattern", directory).withPatterns(List.of(new RolePattern("even*"))),
        RemoteOptions.to(server.uri()));
    connectOnly(
        server,
        TestServer.worker("predicate", directory).withSuitability("prime"::equals),
        RemoteOptions.to(server.uri()));
    server.awaitWorkers(3);

    JobSpec tell = sh("echo $JOBSCH_WORKER");
    JobResult result =
        run(server, parallel(tell.role("odd"), tell.role("even2"), tell.role("prime")));

    assertThat(result.root().work())
        .extracting(it -> it.stdout().text())
        .containsExactly("picky\n", "pattern\n", "predicate\n");
  }

  @Test
  void a_worker_that_drains_takes_no_new_job_finishes_and_leaves() throws Exception {
    TestServer server = server(QUICK);
    RemoteWorkerVerticle worker = connect(server, "w1");
    JobHandle job =
        server.submit(
            sequence(
                sh("touch begun; while ! test -e go; do sleep 0.02; done"),
                sh("sleep 0.3; echo last")));
    await().atMost(PATIENCE).until(() -> Files.exists(directory.resolve("begun")));

    var gone = worker.drain(Duration.ofMinutes(5));
    await().atMost(PATIENCE).until(() -> workers(server).get(0).state() == WorkerState.DRAINING);
    assertThat(workers(server).get(0).job()).contains(job.id());
    JobHandle next = server.submit(sh("true"));
    create("go");

    assertThat(result(job).node("/work/1").stdout().text()).isEqualTo("last\n");
    TestScheduler.get(gone);
    server.awaitWorkers(0);
    assertThat(next.now().get(10, TimeUnit.SECONDS).state()).isEqualTo(JobState.QUEUED);
  }

  @Test
  void what_takes_longer_than_the_drain_timeout_is_cancelled() {
    TestServer server = server(QUICK);
    RemoteWorkerVerticle worker = connect(server, "w1");
    JobHandle job = server.submit(sh("echo $$ > pid; exec sleep 600"));
    long pid = pid("pid");

    TestScheduler.get(worker.drain(Duration.ofMillis(200)));

    assertThat(ProcessHandle.of(pid)).isEmpty();
    assertThat(result(job).state()).isEqualTo(JobState.FAILED);
    server.awaitWorkers(0);
  }

  @Test
  void the_server_can_have_a_worker_drain_and_work_again() {
    TestServer server = server(QUICK);
    connect(server, "w1");
    WorkerId w1 = new WorkerId("w1");

    assertThat(TestScheduler.get(server.verticle().service().drain(w1, true))).isTrue();
    await().atMost(PATIENCE).until(() -> workers(server).get(0).state() == WorkerState.DRAINING);
    assertThat(workers(server).get(0).suits()).isEqualTo("every role");
    JobHandle job = server.submit(sh("true"));
    assertThat(get(job.waiting()).orElseThrow().why()).endsWith("; w1 would, but is draining");
    assertThat(TestScheduler.get(server.verticle().service().drain(w1, false))).isTrue();

    assertThat(result(job).state()).isEqualTo(JobState.SUCCEEDED);
    assertThat(TestScheduler.get(server.verticle().service().drain(new WorkerId("w2"), true)))
        .isFalse();
  }

  /** Much more is written than may wait anywhere, while others are asked for little. */
  @Test
  void output_that_nobody_stops_slows_no_other_worker_down() {
    TestServer server = server(TransportSettings.DEFAULT);
    server.connectWorkers(directory, 2, UnaryOperator.identity());
    JobHandle flood = server.submit(sh("exec cat /dev/zero").role("flood"));
    long all = TransportSettings.DEFAULT.buffer() * 2;

    int asked = 0;
    while (asked < 20 || written(flood) < all) {
      assertThat(run(server, sh("echo quick")).root().stdout().text()).isEqualTo("quick\n");
      asked++;
    }

    assertThat(get(flood.now()).state()).isEqualTo(JobState.RUNNING);
    flood.cancel();
    assertThat(result(flood).state()).isEqualTo(JobState.CANCELLED);
  }

  private static long written(JobHandle job) {
    return get(job.now()).root().stdout().written();
  }

  /** Each waits for all others, so none of them ends unless all run at the same time. */
  @Test
  void fifty_roles_on_ten_processes_of_five_slots_run_at_the_same_time() {
    TestServer server = server(TransportSettings.DEFAULT);
    for (int i = 0; i < 10; i++) {
      connectOnly(
          server,
          TestServer.worker("p" + i, directory).withSlots(5),
          RemoteOptions.to(server.uri()));
    }
    server.awaitWorkers(50);
    List<JobSpec> parts = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      String meet = "> here-%d; until set -- here-* && [ $# = 50 ]; do sleep 0.1; done";
      parts.add(sh(meet.formatted(i)).role("role_" + i));
    }

    JobResult result = run(server, parallel(parts));

    assertThat(result.state()).isEqualTo(JobState.SUCCEEDED);
    assertThat(result.workers().values()).hasSize(50).doesNotHaveDuplicates();
  }

  @Test
  void a_connection_is_not_cut_off_for_being_quiet() {
    Timing impatient =
        new Timing(
            Duration.ofMillis(300),
            Duration.ofMillis(300),
            Duration.ofMillis(300),
            Duration.ofMillis(300),
            Duration.ofMillis(100),
            Duration.ofMillis(50));
    TestServer server =
        opened(
            TestServer.start(
                directory, http -> http.withApi(http.api().withTiming(impatient)), QUICK));
    connect(server, "w1");
    Instant since = workers(server).get(0).connectedSince();

    await()
        .during(Duration.ofSeconds(2))
        .atMost(Duration.ofSeconds(10))
        .until(
            () ->
                workers(server).size() == 1
                    && workers(server).get(0).state() == WorkerState.IDLE
                    && server.told().equals(List.of("w1 connected")));
    assertThat(workers(server).get(0).connectedSince()).isEqualTo(since);
  }

  @Test
  void a_gateway_with_a_port_of_its_own_lets_workers_in_and_nobody_else() throws Exception {
    TestServer server = server(QUICK);
    GatewayVerticle gateway =
        new GatewayVerticle(HttpOptions.DEFAULT.at("127.0.0.1", 0), BusAddresses.DEFAULT);
    server.deploy(gateway);
    URI uri = URI.create("http://127.0.0.1:" + gateway.port());
    connectOnly(server, TestServer.worker("w1", directory), RemoteOptions.to(uri));
    server.awaitWorkers(1);

    assertThat(run(server, sh("echo here")).root().stdout().text()).isEqualTo("here\n");
    HttpResponse<String> jobs =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(uri.resolve("/jobs")).build(),
                HttpResponse.BodyHandlers.ofString());
    assertThat(jobs.statusCode()).isEqualTo(404);
    assertThat(jobs.body()).contains("there is nothing here but /workers/connect");
  }

  @Test
  void a_gateway_that_others_can_reach_does_not_start_without_what_it_needs() {
    TestServer server = server(QUICK);
    HttpOptions exposed = HttpOptions.DEFAULT.at("0.0.0.0", 0);

    assertThatThrownBy(() -> server.deploy(new GatewayVerticle(exposed, BusAddresses.DEFAULT)))
        .hasStackTraceContaining("[WORKER_TOKEN, TLS]");
  }

  @Test
  void what_is_no_worker_of_this_version_is_told_what_is_expected() throws Exception {
    TestServer server = server(QUICK);

    HttpResponse<String> answer =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(server.uri().resolve(Gateway.PATH)).build(),
                HttpResponse.BodyHandlers.ofString());

    assertThat(answer.statusCode()).isEqualTo(426);
    assertThat(answer.headers().firstValue("content-type")).contains("application/problem+json");
    assertThat(answer.body()).contains("expected an upgrade to a WebSocket, found ");
  }

  @Test
  void only_the_workers_token_joins_a_worker() {
    String workers = "w".repeat(Token.SHORTEST);
    String clients = "c".repeat(Token.SHORTEST);
    Access access = new Access(Optional.of(Token.of(clients)), Optional.of(Token.of(workers)));
    TestServer server =
        opened(
            TestServer.start(
                directory, http -> http.withApi(ApiOptions.DEFAULT.withAccess(access)), QUICK));
    RemoteOptions open = RemoteOptions.to(server.uri());
    connectOnly(server, TestServer.worker("none", directory), open);
    connectOnly(server, TestServer.worker("client", directory), open.withToken(clients));
    connectOnly(server, TestServer.worker("good", directory), open.withToken(workers));

    server.awaitWorkers(1);
    await().atMost(PATIENCE).until(() -> server.told().size() == 3);
    assertThat(server.told())
        .contains("good connected")
        .anyMatch(
            it ->
                it.startsWith("none refused: " + server.uri() + " does not let this worker in")
                    && it.endsWith(
                        "the workers' token goes into --token-file or JOBSCH_WORKER_TOKEN"))
        .anyMatch(it -> it.startsWith("client refused: "));
  }

  @Test
  void where_no_tls_is_spoken_a_worker_is_told_so() {
    TestServer server = server(QUICK);
    URI uri = URI.create("https://127.0.0.1:" + server.port());
    connectOnly(server, TestServer.worker("w1", directory), RemoteOptions.to(uri));

    await().atMost(PATIENCE).until(() -> !server.told().isEmpty());
    assertThat(server.told())
        .containsExactly(
            "w1 refused: "
                + uri
                + " does not speak TLS; if that is the server, call it by http://");
  }

  @Test
  void who_comes_with_one_bad_token_too_many_is_refused_as_the_first_is() {
    Access access =
        new Access(
            Optional.of(Token.of("c".repeat(Token.SHORTEST))),
            Optional.of(Token.of("w".repeat(Token.SHORTEST))));
    TestServer server =
        opened(
            TestServer.start(
                directory, http -> http.withApi(http.api().withAccess(access)), QUICK));
    RemoteOptions bad = RemoteOptions.to(server.uri()).withToken("x".repeat(Token.SHORTEST));
    connectOnly(server, TestServer.worker("crowd", directory).withSlots(12), bad);

    await().atMost(PATIENCE).until(() -> server.told().size() == 12);
    assertThat(server.told())
        .allMatch(it -> it.contains(" refused: ") && it.contains("does not let this worker in"))
        .anyMatch(it -> it.contains("there were too many bad tokens from this address"));
  }

  @Test
  void plain_text_goes_to_no_other_machine_unless_that_is_wanted() {
    RemoteOptions away = RemoteOptions.to(URI.create("http://192.0.2.1:8080"));

    assertThat(away.danger().orElseThrow())
        .contains("http://192.0.2.1:8080 is on another machine", "--insecure-plaintext");
    assertThat(away.withInsecurePlaintext().danger()).isEmpty();
    assertThat(RemoteOptions.to(URI.create("https://192.0.2.1:8080")).danger()).isEmpty();
    assertThat(RemoteOptions.to(URI.create("http://localhost:8080")).danger()).isEmpty();
    assertThatThrownBy(() -> RemoteOptions.to(URI.create("ftp://localhost")))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private TestServer server(TransportSettings settings) {
    return opened(TestServer.start(directory, UnaryOperator.identity(), settings));
  }

  private TestServer opened(TestServer server) {
    opened.add(server);
    return server;
  }

  private static LossyProxy proxy(TestServer server, LossyProxy.Odds odds) {
    LossyProxy proxy = LossyProxy.before(server.port(), 1, odds);
    server.closeFirst(proxy::close);
    return proxy;
  }

  private RemoteWorkerVerticle connect(TestServer server, String name) {
    RemoteWorkerVerticle worker =
        connectOnly(server, TestServer.worker(name, directory), RemoteOptions.to(server.uri()));
    server.awaitWorkers(1);
    return worker;
  }

  private void connect(TestServer server, String name, LossyProxy proxy) {
    connectOnly(
        server, TestServer.worker(name, directory), RemoteOptions.to(server.uri(proxy.port())));
    server.awaitWorkers(1);
  }

  private static RemoteWorkerVerticle connectOnly(
      TestServer server, WorkerOptions options, RemoteOptions remote) {
    return server.connect(options, remote);
  }

  private static List<WorkerView> workers(TestServer server) {
    return get(server.workers());
  }

  private static JobResult run(TestServer server, JobSpec job) {
    return result(server.submit(job));
  }

  private static JobResult result(JobHandle job) {
    return get(job.result());
  }

  private static <T> T get(CompletableFuture<T> future) {
    try {
      return future.get(60, TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new AssertionError("no answer", e);
    }
  }

  private void create(String file) {
    try {
      Files.createFile(directory.resolve(file));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private long pid(String file) {
    Path path = directory.resolve(file);
    await()
        .atMost(PATIENCE)
        .until(() -> Files.exists(path) && Files.readString(path).endsWith("\n"));
    try {
      return Long.parseLong(Files.readString(path).strip());
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
