package io.jobsch.vertx.client;

import static io.jobsch.spec.Jobs.exec;
import static io.jobsch.spec.Jobs.parallel;
import static io.jobsch.spec.Jobs.sequence;
import static io.jobsch.spec.Jobs.sh;
import static io.jobsch.vertx.client.Host.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import io.jobsch.plan.JobId;
import io.jobsch.result.JobState;
import io.jobsch.result.NodeState;
import io.jobsch.result.Reason;
import io.jobsch.spec.JobSpec;
import io.jobsch.spec.Pointer;
import io.jobsch.vertx.http.Access;
import io.jobsch.vertx.http.TestCertificate;
import io.jobsch.vertx.http.Token;
import io.jobsch.workers.ExitStatus;
import io.jobsch.workers.StreamName;
import io.jobsch.workers.WorkerId;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A client and a server with a token and TLS. */
class JobschClientTest {
  private static final String TOKEN = "client-token-of-some-32-characters";
  private static final String NOBODY = "0123456789abcdef0123456789abcdef";

  @TempDir static Path scratch;
  private static Vertx vertx;
  private static Host host;
  private static ClientOptions options;
  private static JobschClient client;

  @BeforeAll
  static void start() throws Exception {
    vertx = Vertx.vertx();
    TestCertificate certificate = TestCertificate.make(scratch);
    host =
        new Host(
            scratch,
            2,
            0,
            http ->
                http.withTls(certificate.tls())
                    .withApi(
                        http.api()
                            .withAccess(
                                new Access(Optional.of(Token.of(TOKEN)), Optional.empty()))));
    options =
        ClientOptions.to(host.url()).withToken(TOKEN).withCaFile(certificate.tls().certificate());
    client = JobschClient.create(vertx, options);
  }

  @AfterAll
  static void stop() {
    get(client.close());
    host.close();
    get(vertx.close());
  }

  private static RemoteJob run(JobSpec job) {
    return get(client.submit(job).compose(client::await));
  }

  private static <T extends Throwable> T failure(Class<T> kind, io.vertx.core.Future<?> future) {
    return catchThrowableOfType(kind, () -> get(future));
  }

  private static String text(RemoteStream<OutputPiece> stream) throws Exception {
    Buffer all = Buffer.buffer();
    CompletableFuture<String> text = new CompletableFuture<>();
    stream
        .exceptionHandler(text::completeExceptionally)
        .endHandler(end -> text.complete(all.toString()))
        .handler(
            piece -> {
              assertThat(piece.offset()).isGreaterThanOrEqualTo(all.length());
              all.appendBuffer(piece.bytes());
            });
    return text.get(60, TimeUnit.SECONDS);
  }

  private static OutputPlace stdout(RemoteJob job, String node) {
    return new OutputPlace(job.id(), Pointer.parse(node), StreamName.STDOUT);
  }

  @Test
  void a_job_is_submitted_awaited_and_known_in_all_its_parts() {
    RemoteJob job =
        run(
            sequence(
                    sh("echo hello; echo oops >&2").role("a"),
                    parallel(sh("exit 3").role("b").name("third"), sh("kill -9 $$").role("a")),
                    exec("true").role("b"))
                .name("all"));

    assertThat(job.state()).isEqualTo(JobState.FAILED);
    assertThat(job.name()).hasValue("all");
    assertThat(job.waiting()).isEmpty();
    assertThat(job.startedAt().orElseThrow()).isBetween(job.submittedAt(), job.finishedAt().get());
    assertThat(job.workers()).hasSize(2);
    assertThat(job.root().all().map(RemoteNode::state))
        .containsExactly(
            NodeState.FAILED,
            NodeState.SUCCEEDED,
            NodeState.FAILED,
            NodeState.FAILED,
            NodeState.FAILED,
            NodeState.SKIPPED);
    RemoteCommand first = job.node("/work/0").command().orElseThrow();
    assertThat(first.stdout()).isEqualTo(new OutputSize(6, 0));
    assertThat(first.stderr()).isEqualTo(new OutputSize(5, 0));
    assertThat(first.exit()).hasValue(new ExitStatus.Code(0));
    assertThat(job.node("/work/1/work/0").spec().name()).hasValue("third");
    assertThat(job.node("/work/1/work/0").command().get().exit()).hasValue(new ExitStatus.Code(3));
    assertThat(job.node("/work/1/work/0").reason().map(Reason::code)).hasValue(Reason.Code.EXITED);
  }

  @Test
  void a_program_that_is_not_there_is_told_from_other_failures() {
    RemoteJob job = run(exec("/no/such/program"));

    assertThat(job.reason().map(Reason::code)).hasValue(Reason.Code.NOT_FOUND);
  }

  @Test
  void every_problem_of_an_invalid_document_is_told_at_its_place() {
    String document = "{\"type\": \"execute\",\n \"comand\": 3}";
    ProblemException problem = failure(ProblemException.class, client.submit(document));

    assertThat(problem.code()).isEqualTo("invalid-job");
    assertThat(problem.problems())
        .anySatisfy(
            it -> {
              assertThat(it.pointer()).hasToString("/comand");
              assertThat(it.position().map(Object::toString)).hasValue("2:2");
            })
        .hasSize(2);
    assertThat(failure(ProblemException.class, client.dryRun(document)).problems()).hasSize(2);
  }

  @Test
  void what_would_become_of_a_job_is_told_without_submitting_it() {
    Forecast starts = get(client.dryRun(exec("true").role("a")));
    Forecast waits =
        get(client.dryRun(parallel(exec("a").role("a"), exec("b").role("b"), exec("c").role("c"))));

    assertThat(starts.roles()).map(Object::toString).containsExactly("a");
    assertThat(starts.starts()).isTrue();
    assertThat(starts.workers()).hasSize(1);
    assertThat(waits.starts()).isFalse();
    assertThat(waits.waiting().orElseThrow()).contains("3");
  }

  @Test
  void a_job_that_waits_says_why_and_can_be_cancelled_once_and_again() {
    JobId job =
        get(client.submit(parallel(exec("a").role("a"), exec("b").role("b"), exec("c").role("c"))));

    assertThat(get(client.why(job))).isPresent();
    assertThat(get(client.cancel(job))).isEqualTo(JobState.CANCELLED);
    assertThat(get(client.cancel(job))).isEqualTo(JobState.CANCELLED);
    assertThat(get(client.await(job)).state()).isEqualTo(JobState.CANCELLED);
  }

  @Test
  void what_cannot_be_done_fails_with_the_kind_of_problem() {
    RemoteJob over = run(exec("true"));

    assertThat(failure(ProblemException.class, client.cancel(over.id())).code())
        .isEqualTo("already-over");
    assertThat(failure(ProblemException.class, client.get(new JobId(NOBODY))).isMissing()).isTrue();
    assertThat(failure(ProblemException.class, client.await(new JobId(NOBODY))).isMissing())
        .isTrue();
    assertThat(failure(ProblemException.class, client.drain(new WorkerId("no/body"))).code())
        .isEqualTo("no-such-worker");
    assertThat(failure(ProblemException.class, client.document("/nowhere")).code())
        .isEqualTo("no-such-path");
  }

  @Test
  void jobs_are_found_by_state_name_and_the_beginning_of_their_id() {
    RemoteJob job = run(exec("true").name("a name/with & in it"));
    String id = job.id().value();

    JobFilter filter = JobFilter.ALL.named("a name/with & in it").in(JobState.SUCCEEDED);
    assertThat(get(client.list(filter)).jobs()).map(ListedJob::id).containsExactly(job.id());
    assertThat(get(client.list(JobFilter.ALL.idBegins(id.substring(0, 12)))).jobs())
        .map(ListedJob::id)
        .containsExactly(job.id());
    assertThat(get(client.list(filter.in(JobState.FAILED))).jobs()).isEmpty();
    assertThat(get(client.list(filter.in(JobState.FAILED, JobState.SUCCEEDED))).jobs()).hasSize(1);
    assertThat(get(client.list(filter.in())).jobs()).hasSize(1);
    assertThat(failure(ProblemException.class, client.list(JobFilter.ALL.idBegins("xyz"))).code())
        .isEqualTo("bad-parameter");
  }

  @Test
  void a_list_goes_on_where_the_one_before_ended() {
    run(exec("true").name("paged"));
    run(exec("true").name("paged"));
    JobFilter filter = JobFilter.ALL.named("paged").atMost(1);
    JobList first = get(client.list(filter));
    JobList second = get(client.list(filter.from(first.nextCursor().orElseThrow())));

    assertThat(first.jobs()).hasSize(1).doesNotContainAnyElementsOf(second.jobs());
    assertThat(second.nextCursor()).isEmpty();
  }

  @Test
  void workers_are_told_with_what_they_are_about() {
    await()
        .untilAsserted(
            () ->
                assertThat(get(client.workers()))
                    .map(it -> it.id().value() + " " + it.state())
                    .containsExactly("w1 idle", "w2 idle"));
    assertThat(get(client.version()).api()).isEqualTo(1);
  }

  @Test
  void output_is_read_whole_and_in_parts() throws Exception {
    RemoteJob job = run(sequence(sh("seq 1 20000")));
    OutputPlace place = stdout(job, "/work/0");
    String whole = text(client.output(place, 0));

    assertThat(whole).startsWith("1\n2\n3\n").endsWith("\n20000\n").hasSize(108894);
    assertThat(get(client.outputRange(place, 10, 5)).toString()).isEqualTo(whole.substring(10, 15));
    assertThat(get(client.outputRange(place, -6, 100)).toString()).isEqualTo("20000\n");
    assertThat(get(client.outputRange(place, 1 << 20, 100)).length()).isZero();
  }

  @Test
  void of_what_was_not_kept_the_place_is_known() throws Exception {
    RemoteJob job = run(sh("head -c 12000000 /dev/zero; echo end"));
    List<OutputPiece> pieces = new ArrayList<>();
    CompletableFuture<Void> over = new CompletableFuture<>();
    client
        .output(stdout(job, ""), 0)
        .exceptionHandler(over::completeExceptionally)
        .endHandler(end -> over.complete(null))
        .handler(pieces::add);
    over.get(60, TimeUnit.SECONDS);

    long read = pieces.stream().mapToLong(it -> it.bytes().length()).sum();
    OutputSize size = job.root().command().orElseThrow().stdout();
    assertThat(size.missing()).isPositive();
    assertThat(read).isEqualTo(size.bytes() - size.missing());
    assertThat(pieces.get(pieces.size() - 1).end()).isEqualTo(12_000_004);
  }

  @Test
  void output_is_followed_to_the_end_of_the_command_as_the_reader_can_take_it() throws Exception {
    JobId job = get(client.submit(sequence(sh("sleep 0.2"), sh("seq 1 100000"))));
    OutputPlace place = new OutputPlace(job, Pointer.parse("/work/1"), StreamName.STDOUT);
    RemoteStream<OutputPiece> stream = client.followOutput(place, 0);
    List<OutputPiece> pieces = new ArrayList<>();
    CompletableFuture<Integer> first = new CompletableFuture<>();
    CompletableFuture<String> all = new CompletableFuture<>();
    stream.pause();
    stream.exceptionHandler(all::completeExceptionally);
    stream.endHandler(
        end ->
            all.complete(
                pieces.stream().map(it -> it.bytes().toString()).collect(Collectors.joining())));
    stream.handler(
        piece -> {
          pieces.add(piece);
          first.complete(pieces.size());
        });
    stream.fetch(1);
    first.get(60, TimeUnit.SECONDS);
    get(client.await(job));
    assertThat(pieces).hasSize(1);

    stream.resume();
    assertThat(all.get(60, TimeUnit.SECONDS)).hasSize(588895).endsWith("\n100000\n");
  }

  @Test
  void the_events_of_a_job_are_told_from_its_first_to_its_last() throws Exception {
    RemoteJob job = run(sequence(sh("echo a"), exec("false")));
    List<String> events = new ArrayList<>();
    CompletableFuture<Void> over = new CompletableFuture<>();
    client
        .events(job.id())
        .exceptionHandler(over::completeExceptionally)
        .endHandler(end -> over.complete(null))
        .handler(event -> events.add(told(event)));
    over.get(60, TimeUnit.SECONDS);

    assertThat(events)
        .containsExactly(
            "job queued",
            "job running",
            "node  running",
            "node /work/0 running",
            "output /work/0 2",
            "node /work/0 succeeded",
            "node /work/1 running",
            "node /work/1 failed",
            "node  failed",
            "job failed");
  }

  static String told(ServerEvent event) {
    if (event instanceof ServerEvent.JobChanged it) {
      return "job " + it.event().state();
    } else if (event instanceof ServerEvent.NodeChanged it) {
      return "node " + it.event().node() + " " + it.event().state();
    } else if (event instanceof ServerEvent.OutputAvailable it) {
      return "output " + it.place().node() + " " + it.upTo();
    }
    return event.toString();
  }

  // What may be wrong with the way to the server.

  private static ClientOptions to(String url) {
    return ClientOptions.to(URI.create(url));
  }

  private static Throwable why(ClientOptions wrong) {
    JobschClient other = JobschClient.create(vertx, wrong);
    try {
      return failure(ClientException.class, other.list(JobFilter.ALL));
    } finally {
      get(other.close());
    }
  }

  @Test
  void without_the_token_or_with_another_one_nobody_is_let_in() {
    ClientOptions without = ClientOptions.to(host.url()).withCaFile(options.caFile().orElseThrow());

    assertThat(why(without))
        .isInstanceOf(UnauthorizedException.class)
        .hasMessageContaining("JOBSCH_TOKEN");
    assertThat(why(without.withToken("another-token-of-some-32-characters")))
        .isInstanceOf(UnauthorizedException.class)
        .hasMessageNotContainingAny("another-token");
  }

  @Test
  void a_server_that_nobody_vouches_for_is_not_trusted() {
    assertThat(why(ClientOptions.to(host.url()).withToken(TOKEN)))
        .isInstanceOf(UntrustedException.class)
        .hasMessageContaining("--ca-file");
  }

  @Test
  void a_url_with_the_wrong_scheme_is_told() {
    assertThat(why(to("http://127.0.0.1:" + host.port())))
        .isInstanceOf(UnreachableException.class)
        .hasMessageContaining("begins with https://");
    try (Host plain = Host.plain(scratch, 1)) {
      assertThat(why(to("https://127.0.0.1:" + plain.port())))
          .isInstanceOf(UntrustedException.class)
          .hasMessageContaining("begins with http://");
    }
  }

  @Test
  void a_server_that_is_not_there_is_told() {
    assertThat(why(to("http://127.0.0.1:1")))
        .isInstanceOf(UnreachableException.class)
        .hasMessageContaining("no server answers at http://127.0.0.1:1");
    assertThat(why(to("http://no.such.host.invalid:1")))
        .isInstanceOf(UnreachableException.class)
        .hasMessageContaining("there is no host no.such.host.invalid");
  }

  @Test
  void other_servers_and_other_versions_are_told_apart() {
    Map<String, String> told = Map.of("/a", "", "/b", "2");
    HttpServer other =
        get(
            vertx
                .createHttpServer()
                .requestHandler(
                    request -> {
                      String api = told.get(request.path().substring(0, 2));
                      if (!api.isEmpty()) {
                        request.response().putHeader("jobsch-api", api);
                      }
                      request.response().end("{\"jobs\": [], \"next_cursor\": null}");
                    })
                .listen(0, "127.0.0.1"));
    try {
      String base = "http://127.0.0.1:" + other.actualPort();
      assertThat(why(to(base + "/a")))
          .isInstanceOf(IncompatibleException.class)
          .hasMessageContaining("is no server of jobsch");
      assertThat(why(to(base + "/b")))
          .isInstanceOf(IncompatibleException.class)
          .hasMessageContaining("version 2");
    } finally {
      get(other.close());
    }
  }

  @Test
  void a_token_is_not_sent_where_others_may_listen_in() {
    ClientOptions far = to("http://192.0.2.1:80");

    assertThat(far.danger()).isEmpty();
    assertThat(far.withToken(TOKEN).danger()).isPresent();
    assertThat(far.withToken(TOKEN).withInsecurePlaintext().danger()).isEmpty();
    assertThat(far.withToken(TOKEN)).asString().doesNotContain(TOKEN);
  }
}
