package io.jobsch.vertx.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jobsch.vertx.gateway.Gateway;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Who gets in, and who does not. That a server refuses to start is tested with its command line.
 */
class ClosedByDefaultTest {
  private static final String CLIENT = Token.random();
  private static final String WORKER = Token.random();
  private static final Access ACCESS =
      new Access(Optional.of(Token.of(CLIENT)), Optional.of(Token.of(WORKER)));

  @TempDir Path directory;
  private Optional<RunningServer> server = Optional.empty();

  @AfterEach
  void stop() {
    server.ifPresent(RunningServer::close);
  }

  private RunningServer open() {
    return start(ApiOptions.DEFAULT);
  }

  private RunningServer start(ApiOptions api) {
    RunningServer started =
        RunningServer.startForRemoteWorkers(directory, http -> http.withApi(api));
    server = Optional.of(started);
    return started;
  }

  private RunningServer closed() {
    return start(ApiOptions.DEFAULT.withTiming(RunningServer.QUICK).withAccess(ACCESS));
  }

  /** Every path with every method that is there, health included. */
  static List<String> requests() {
    List<String> all = new ArrayList<>();
    JsonObject paths = Contract.DESCRIPTION.getJsonObject("paths");
    for (String path : paths.fieldNames()) {
      String one = path.replace("{id}", "0123456789abcdef0123456789abcdef");
      all.add("OPTIONS " + one);
      for (String method : List.of("get", "post", "delete", "put")) {
        all.add(method.toUpperCase() + " " + one);
      }
    }
    all.add("GET /nothing");
    return all;
  }

  private static String[] ask(String request, String... headers) {
    List<String> lines = new ArrayList<>(List.of(request + " HTTP/1.1"));
    lines.addAll(List.of(headers));
    return lines.toArray(String[]::new);
  }

  // Tokens.

  @Test
  void without_a_token_nothing_is_told_and_nothing_done() {
    RunningServer running = closed();
    for (String request : requests()) {
      Answer answer = RawClient.ask(running.port(), ask(request, "Host: localhost"));
      if (request.contains("/health/")) {
        assertThat(answer.status()).as(request).isIn(200, 204, 405);
      } else {
        assertThat(answer.status()).as(request).isEqualTo(401);
        assertThat(answer.problem()).isEqualTo("unauthorized");
        assertThat(answer.header("www-authenticate")).contains("Bearer realm=\"jobsch\"");
      }
    }
    assertThat(running.service().archive().live()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"Bearer %s", "bearer %s", "BEARER  %s"})
  void with_the_token_one_is_let_in(String form) {
    Api api = closed().api();

    assertThat(api.get("/jobs", "Authorization", form.formatted(CLIENT)).status()).isEqualTo(200);
  }

  @Test
  void what_is_not_the_token_is_refused() {
    for (String header :
        List.of(
            "Bearer " + WORKER,
            "Bearer " + CLIENT.substring(1),
            "Bearer " + CLIENT + "x",
            "Bearer ",
            "Basic " + CLIENT,
            CLIENT)) {
      RunningServer running = closed();
      Answer answer = running.api().get("/jobs", "Authorization", header);
      assertThat(answer.status()).as(header).isEqualTo(401);
      assertThat(answer.text()).doesNotContain(CLIENT, WORKER);
      running.close();
    }
  }

  @Test
  void a_workers_token_submits_nothing() {
    RunningServer running = closed();
    Answer answer =
        running.api().post("/jobs", Api.line("true"), "Authorization", "Bearer " + WORKER);

    assertThat(answer.status()).isEqualTo(401);
    assertThat(running.service().archive().live()).isZero();
  }

  @Test
  void two_tokens_in_one_request_are_none() {
    Answer answer =
        RawClient.ask(
            closed().port(),
            "GET /jobs HTTP/1.1",
            "Host: localhost",
            "Authorization: Bearer " + WORKER,
            "Authorization: Bearer " + CLIENT);

    assertThat(answer.status()).isEqualTo(401);
  }

  @Test
  void repeated_bad_tokens_are_slowed_down_and_a_good_one_is_never_locked_out() {
    Api api = closed().api();
    String bad = "Bearer " + Token.random();
    for (int i = 0; i < BadTokens.FREE; i++) {
      assertThat(api.get("/jobs", "Authorization", bad).status()).isEqualTo(401);
    }
    long before = System.nanoTime();
    Answer slow = api.get("/jobs", "Authorization", bad);

    assertThat(slow.status()).isEqualTo(429);
    assertThat(slow.header("retry-after")).isPresent();
    assertThat(Duration.ofNanos(System.nanoTime() - before))
        .isGreaterThanOrEqualTo(RunningServer.QUICK.badToken());
    assertThat(api.get("/jobs", "Authorization", "Bearer " + CLIENT).status()).isEqualTo(200);
    assertThat(api.get("/jobs", "Authorization", bad).status()).isEqualTo(429);
    assertThat(api.get("/health/live").status()).isEqualTo(200);
  }

  @Test
  void bad_tokens_are_forgotten_in_time_and_counted_place_by_place() {
    long[] now = {0};
    BadTokens bad = new BadTokens(() -> now[0]);
    for (int i = 0; i < BadTokens.FREE; i++) {
      assertThat(bad.isOneTooMany("here")).isFalse();
    }
    assertThat(bad.isOneTooMany("here")).isTrue();
    assertThat(bad.isOneTooMany("there")).isFalse();
    now[0] += BadTokens.WINDOW.toNanos() + 1;
    assertThat(bad.isOneTooMany("here")).isFalse();
  }

  @Test
  void a_token_is_long_and_can_be_seen_and_is_not_shown() {
    assertThatThrownBy(() -> Token.of("")).hasMessageContaining("found nothing");
    assertThatThrownBy(() -> Token.of("x".repeat(31)))
        .hasMessage("expected a token of at least 32 characters, found 31");
    assertThatThrownBy(() -> Token.of(" ".repeat(32))).hasMessageContaining("visible ASCII");
    assertThatThrownBy(() -> Token.of("x".repeat(32) + "\n")).hasMessageContaining("visible");
    assertThat(Token.of(CLIENT).toString()).doesNotContain(CLIENT);
    assertThat(ACCESS.toString()).doesNotContain(CLIENT, WORKER);
  }

  @Test
  void clients_and_workers_have_tokens_of_their_own() {
    assertThatThrownBy(
            () -> new Access(Optional.of(Token.of(CLIENT)), Optional.of(Token.of(CLIENT))))
        .hasMessageContaining("are the same");
  }

  // Names, on every method and on the upgrade.

  @ParameterizedTest
  @MethodSource("requests")
  void a_foreign_name_is_refused_on_every_method(String request) {
    Answer answer = RawClient.ask(open().port(), ask(request, "Host: evil.example"));

    assertThat(answer.status()).isEqualTo(421);
    assertThat(answer.problem()).isEqualTo("unknown-host");
  }

  @ParameterizedTest
  @MethodSource("requests")
  void a_foreign_origin_is_refused_on_every_method(String request) {
    Answer answer =
        RawClient.ask(
            open().port(), ask(request, "Host: localhost", "Origin: http://evil.example"));

    assertThat(answer.status()).isEqualTo(403);
    assertThat(answer.problem()).isEqualTo("foreign-origin");
  }

  @ParameterizedTest
  @MethodSource("requests")
  void a_foreign_site_is_refused_on_every_method(String request) {
    Answer answer =
        RawClient.ask(open().port(), ask(request, "Host: localhost", "Sec-Fetch-Site: cross-site"));

    assertThat(answer.status()).isEqualTo(403);
    assertThat(answer.problem()).isEqualTo("foreign-site");
  }

  private static Answer upgrade(RunningServer running, String path, String... headers) {
    List<String> lines =
        new ArrayList<>(
            List.of(
                "GET " + path + " HTTP/1.1",
                "Connection: Upgrade",
                "Upgrade: websocket",
                "Sec-WebSocket-Version: 13",
                "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
                Gateway.VERSION_HEADER + ": 1"));
    lines.addAll(List.of(headers));
    return RawClient.ask(running.port(), lines.toArray(String[]::new));
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/jobs", "/events", Gateway.PATH})
  void an_upgrade_is_guarded_as_everything_is(String path) {
    RunningServer running = open();

    assertThat(upgrade(running, path, "Host: evil.example").problem()).isEqualTo("unknown-host");
    assertThat(upgrade(running, path, "Host: localhost", "Origin: http://evil.example").problem())
        .isEqualTo("foreign-origin");
    assertThat(upgrade(running, path, "Host: localhost", "Origin: null").problem())
        .isEqualTo("foreign-origin");
    assertThat(upgrade(running, path, "Host: localhost", "Sec-Fetch-Site: cross-site").problem())
        .isEqualTo("foreign-site");
    assertThat(upgrade(running, path, "Host: localhost", "Sec-Fetch-Site: same-site").problem())
        .isEqualTo("foreign-site");
    assertThat(upgrade(running, path).status()).isEqualTo(400);
  }

  @Test
  void who_is_let_in_is_upgraded_where_workers_connect() {
    assertThat(upgrade(open(), Gateway.PATH, "Host: localhost").status()).isEqualTo(101);
  }

  @Test
  void an_upgrade_needs_the_workers_token_and_is_slowed_down_without() {
    RunningServer running = closed();
    String host = "Host: localhost";
    String bad = "Authorization: Bearer " + Token.random();

    assertThat(upgrade(running, Gateway.PATH, host).status()).isEqualTo(401);
    assertThat(upgrade(running, Gateway.PATH, host, "Authorization: Bearer " + CLIENT).status())
        .isEqualTo(401);
    for (int i = 1; i < BadTokens.FREE; i++) {
      assertThat(upgrade(running, Gateway.PATH, host, bad).status()).isEqualTo(401);
    }
    assertThat(upgrade(running, Gateway.PATH, host, bad).status()).isEqualTo(429);
    assertThat(upgrade(running, Gateway.PATH, host, "Authorization: Bearer " + WORKER).status())
        .isEqualTo(101);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/health/../jobs",
        "/health/%2e%2e/jobs",
        "/health/..%2fjobs",
        "/health/live/../../jobs",
        "/health//../jobs",
        "//jobs",
        "/./jobs",
        "/jobs/",
        "/jobs;health/",
        "/JOBS",
        "/%6aobs",
        "/workers/connect/../../jobs",
        "/jobs?x=/health/",
        "/jobs#/health/live"
      })
  void no_trick_with_a_path_gets_by_the_token(String path) {
    Answer answer = RawClient.ask(closed().port(), ask("GET " + path, "Host: localhost"));

    assertThat(answer.status()).as(answer.toString()).isIn(400, 401, 404);
    assertThat(answer.text()).doesNotContain("next_cursor");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "localhost",
        "localhost:%d",
        "LOCALHOST:9",
        "127.0.0.1",
        "127.0.0.1:%d",
        "localhost."
      })
  void the_servers_own_names_are_let_in(String host) {
    RunningServer running = open();

    assertThat(RawClient.ask(running.port(), ask("GET /jobs", "Host: " + named(running, host))))
        .extracting(Answer::status)
        .isEqualTo(200);
  }

  private static String named(RunningServer running, String host) {
    return host.replace("%d", Integer.toString(running.port()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "127.0.0.1.evil.example",
        "localhost.evil.example",
        "evil.example:8080",
        "[::1]",
        "127.0.0.2",
        "0.0.0.0",
        "127.1",
        "2130706433",
        "localhost@evil.example",
        "localhost/",
        "\"localhost\"",
        ":",
        ""
      })
  void what_looks_like_the_servers_own_name_is_not(String host) {
    assertThat(RawClient.ask(open().port(), ask("GET /jobs", "Host: " + host)))
        .extracting(Answer::status)
        .isIn(400, 421);
  }

  @Test
  void one_name_is_expected_and_no_more() {
    RunningServer running = open();
    for (String version : List.of("HTTP/1.1", "HTTP/1.0")) {
      Answer nameless = RawClient.ask(running.port(), "GET /jobs " + version);
      assertThat(nameless.status()).isEqualTo(400);
      assertThat(nameless.detail()).contains("Host header is missing");
    }
    assertThat(
            RawClient.ask(
                running.port(), ask("GET /jobs", "Host: localhost", "Host: evil.example")))
        .extracting(Answer::status)
        .isEqualTo(400);
    assertThat(
            RawClient.ask(running.port(), ask("GET http://evil.example/jobs", "Host: localhost")))
        .extracting(Answer::status)
        .isEqualTo(400);
  }

  @Test
  void a_public_name_is_let_in() {
    RunningServer running =
        start(ApiOptions.DEFAULT.withPublicHosts(List.of("Jobs.Example", "[2001:DB8::1]")));
    for (String host : List.of("jobs.example", "JOBS.example:443", "[2001:db8:0::1]:8080")) {
      assertThat(RawClient.ask(running.port(), ask("GET /jobs", "Host: " + host)))
          .extracting(Answer::status)
          .isEqualTo(200);
    }
    assertThat(RawClient.ask(running.port(), ask("GET /jobs", "Host: other.example")))
        .extracting(Answer::status)
        .isEqualTo(421);
  }

  @Test
  void the_servers_own_pages_are_let_in() {
    RunningServer running = open();
    String host = "localhost:" + running.port();
    for (String header :
        List.of("Origin: http://" + host, "Sec-Fetch-Site: same-origin", "Sec-Fetch-Site: none")) {
      assertThat(RawClient.ask(running.port(), ask("GET /jobs", "Host: " + host, header)))
          .as(header)
          .extracting(Answer::status)
          .isEqualTo(200);
    }
    for (String header :
        List.of(
            "Origin: http://localhost:1",
            "Origin: null",
            "Origin: http://" + host + ".evil.example",
            "Origin: ",
            "Sec-Fetch-Site: same-site",
            "Sec-Fetch-Site: ")) {
      assertThat(RawClient.ask(running.port(), ask("GET /jobs", "Host: " + host, header)))
          .as(header)
          .extracting(Answer::status)
          .isEqualTo(403);
    }
  }

  // TLS.

  @Test
  void over_tls_nothing_is_said_in_the_clear() throws IOException, GeneralSecurityException {
    TestCertificate certificate = TestCertificate.make(directory);
    RunningServer running =
        RunningServer.start(
            directory,
            0,
            http -> http.withTls(certificate.tls()).withApi(http.api().withAccess(ACCESS)),
            service -> service);
    server = Optional.of(running);
    HttpClient trusting =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .sslContext(certificate.trustingContext())
            .build();
    Api api = new Api("https://localhost:" + running.port(), trusting);

    assertThat(api.get("/jobs", "Authorization", "Bearer " + CLIENT).status()).isEqualTo(200);
    assertThat(api.get("/jobs").status()).isEqualTo(401);
    try (RawClient plain = new RawClient(running.port())) {
      assertThat(plain.send("GET /jobs HTTP/1.1\r\nHost: localhost\r\n\r\n").rest())
          .doesNotContain("HTTP/1.1");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"EC", "RSA"})
  void a_server_does_not_start_with_a_key_that_is_not_that_of_its_certificate(String kind)
      throws IOException, GeneralSecurityException {
    Tls one = TestCertificate.make(Files.createDirectory(directory.resolve("one")), kind).tls();
    Tls other = TestCertificate.make(Files.createDirectory(directory.resolve("other")), kind).tls();
    Tls mixed = new Tls(one.certificate(), other.key());

    assertThatThrownBy(
            () ->
                RunningServer.start(directory, 0, http -> http.withTls(mixed), service -> service))
        .hasStackTraceContaining(one.certificate() + " and the key in " + other.key())
        .hasStackTraceContaining("do not belong together");
    server =
        Optional.of(
            RunningServer.start(directory, 0, http -> http.withTls(one), service -> service));
  }

  @Test
  void a_server_does_not_start_with_a_key_of_another_kind_or_none()
      throws IOException, GeneralSecurityException {
    Tls one = TestCertificate.make(Files.createDirectory(directory.resolve("one")), "EC").tls();
    Tls other =
        TestCertificate.make(Files.createDirectory(directory.resolve("other")), "RSA").tls();

    for (Path key : List.of(other.key(), one.certificate(), directory.resolve("none"))) {
      assertThatThrownBy(
              () ->
                  RunningServer.start(
                      directory,
                      0,
                      http -> http.withTls(new Tls(one.certificate(), key)),
                      service -> service))
          .hasStackTraceContaining("the key in " + key + " cannot be used: ");
    }
  }

  @Test
  void a_server_that_others_can_reach_does_not_start_without_what_it_needs() {
    assertThatThrownBy(
            () ->
                RunningServer.start(
                    directory, 0, http -> http.at("0.0.0.0", 0), service -> service))
        .hasStackTraceContaining("[CLIENT_TOKEN, WORKER_TOKEN, TLS]");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0.0.0.0", "::", "[::]", "192.0.2.1", "::ffff:192.0.2.1", "2001:db8::1"})
  void any_address_that_is_not_this_machines_alone_is_exposed(String host) throws Exception {
    assertThat(Exposure.missing(HttpOptions.DEFAULT.at(host, 0)))
        .containsExactlyInAnyOrder(Exposure.Missing.values());
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "127.1.2.3", "::1", "[::1]", "localhost"})
  void an_address_of_this_machine_alone_is_not(String host) throws Exception {
    assertThat(Exposure.missing(HttpOptions.DEFAULT.at(host, 0))).isEmpty();
  }
}
