package io.jobsch.vertx.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.jobsch.Retention;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JobsApiTest {
  private static final String NOBODY = "0123456789abcdef0123456789abcdef";
  private static final String TRUE = Api.line("true");

  @TempDir Path directory;
  private RunningServer server;
  private Api api;

  @BeforeEach
  void start() {
    server = RunningServer.start(directory, 2);
    api = server.api();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private void startAnew(int workers) {
    server.close();
    server = RunningServer.start(directory, workers);
    api = server.api();
  }

  // POST /jobs

  @ParameterizedTest
  @ValueSource(
      strings = {
        "application/json",
        "application/x-www-form-urlencoded",
        "multipart/form-data; boundary=x",
        "text/plain",
        "nonsense"
      })
  void a_job_is_accepted_whatever_content_type_it_comes_with(String type) {
    Answer answer = api.post("/jobs", TRUE, "Content-Type", type);

    assertThat(answer.status()).isEqualTo(200);
    String id = answer.json().getString("job_id");
    assertThat(id).matches("[0-9a-f]{32}");
    assertThat(answer.json().fieldNames()).containsExactly("job_id");
    assertThat(answer.header("location")).contains("/jobs/" + id);
    api.awaitState(id, "succeeded");
  }

  @Test
  void an_invalid_job_is_refused_with_all_its_problems_each_at_its_place() {
    Answer answer =
        api.post(
            "/jobs",
            "{\"type\": \"sequence_group\", \"work\": [\n"
                + " {\"type\": \"execute\", \"comand\": 1}]}");

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.problem()).isEqualTo("invalid-job");
    JsonArray errors = answer.json().getJsonArray("errors");
    assertThat(errors).hasSize(2);
    assertThat(errors.getJsonObject(0).getString("pointer")).isEqualTo("/work/0");
    JsonObject unknown = errors.getJsonObject(1);
    assertThat(unknown.getString("pointer")).isEqualTo("/work/0/comand");
    assertThat(unknown.getString("message")).contains("did you mean 'command'?");
    assertThat(unknown.getInteger("line")).isEqualTo(2);
    assertThat(api.get("/jobs").json().getJsonArray("jobs")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "null", "[]", "{", "asdf", "{\"type\": \"execute\"}", "\u0000"})
  void what_is_no_job_is_refused(String body) {
    assertThat(api.post("/jobs", body).status()).isEqualTo(400);
  }

  @Test
  void a_job_with_a_thousand_and_more_problems_is_answered_with_the_first_thousand() {
    String body = "{\"type\": \"execute\", \"command\": [" + "1,".repeat(1_500) + "1]}";

    Answer answer = api.post("/jobs", body);

    assertThat(answer.json().getJsonArray("errors")).hasSize(1_000);
    assertThat(answer.detail()).contains("1501 problems").contains("the first 1000");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "dryrun=true",
        "dry_run=maybe",
        "wait=-1",
        "wait=soon",
        "wait=3601",
        "wait=1&wait=2"
      })
  void a_parameter_that_is_wrong_is_refused_and_nothing_submitted(String query) {
    assertThat(api.post("/jobs?" + query, TRUE).status()).isEqualTo(400);
    assertThat(api.get("/jobs").json().getJsonArray("jobs")).isEmpty();
  }

  @Test
  void a_dry_run_says_on_whom_the_job_would_start_and_submits_nothing() {
    JsonObject trial = api.post("/jobs?dry_run=true", TRUE).json();

    assertThat(trial.getBoolean("would_start")).isTrue();
    assertThat(trial.getJsonArray("roles")).containsExactly("default_role");
    assertThat(trial.getJsonObject("workers").getString("default_role")).matches("w[12]");
    assertThat(api.get("/jobs").json().getJsonArray("jobs")).isEmpty();
  }

  @Test
  void a_dry_run_says_what_the_job_would_wait_for() {
    startAnew(0);
    JsonObject trial = api.post("/jobs?dry_run=true", TRUE).json();

    assertThat(trial.getBoolean("would_start")).isFalse();
    assertThat(trial.getString("waiting"))
        .isEqualTo("role default_role needs a worker, no connected worker suits it");
  }

  @Test
  void a_dry_run_refuses_what_a_submission_would() {
    assertThat(api.post("/jobs?dry_run=true", "{}").problem()).isEqualTo("invalid-job");
  }

  @Test
  void who_waits_for_the_end_is_answered_with_the_job() {
    Answer answer = api.post("/jobs?wait=60", Api.line("exit 3"));

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.json().getString("state")).isEqualTo("failed");
    assertThat(answer.json().getJsonObject("root").getInteger("exit_code")).isEqualTo(3);
    assertThat(answer.header("location")).contains("/jobs/" + answer.json().getString("job_id"));
  }

  @Test
  void who_does_not_wait_long_enough_is_answered_with_the_id() {
    Answer answer = api.post("/jobs?wait=0", Api.line("sleep 600"));

    assertThat(answer.status()).isEqualTo(202);
    assertThat(answer.json().fieldNames()).containsExactly("job_id");
  }

  @Test
  void a_server_takes_no_more_jobs_than_it_may() {
    server.close();
    server = RunningServer.start(directory, 0, http -> http, it -> it.withMostJobs(2));
    api = server.api();
    String first = api.submit(TRUE);
    api.submit(TRUE);

    Answer refused = api.post("/jobs", TRUE);
    assertThat(refused.status()).isEqualTo(503);
    assertThat(refused.problem()).isEqualTo("too-many-jobs");
    assertThat(refused.header("retry-after")).isPresent();
    api.delete("/jobs/" + first, "");
    assertThat(api.post("/jobs", TRUE).status()).isEqualTo(200);
  }

  // DELETE /jobs, DELETE /jobs/{id}

  private static String named(String id) {
    return new JsonObject().put("job_id", id).encode();
  }

  @Test
  void a_job_that_waits_is_cancelled_at_once_and_again_as_often_as_one_likes() {
    startAnew(0);
    String job = api.submit(TRUE);

    for (int i = 0; i < 2; i++) {
      Answer answer = api.delete("/jobs", named(job));
      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.json())
          .isEqualTo(new JsonObject().put("job_id", job).put("state", "cancelled"));
    }
  }

  @Test
  void a_job_that_runs_is_cancelling_and_then_cancelled() {
    String job = api.submitLine("sleep 600");
    api.awaitState(job, "running");

    Answer answer = api.delete("/jobs", named(job), "Content-Type", "text/plain");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.json().getString("state")).isEqualTo("cancelling");
    assertThat(api.awaitState(job, "cancelled").getJsonObject("root").getString("state"))
        .isEqualTo("cancelled");
  }

  @ParameterizedTest
  @CsvSource({"true, succeeded", "false, failed"})
  void a_job_that_is_over_is_not_cancelled(String line, String state) {
    String job = api.submitLine(line);
    api.awaitState(job, state);

    for (Answer answer : List.of(api.delete("/jobs", named(job)), api.delete("/jobs/" + job, ""))) {
      assertThat(answer.status()).isEqualTo(409);
      assertThat(answer.json().getString("state")).isEqualTo(state);
      assertThat(answer.json().getString("job_id")).isEqualTo(job);
    }
  }

  @Test
  void a_job_that_is_not_there_is_no_good_body_and_no_path() {
    assertThat(api.delete("/jobs", named(NOBODY)).status()).isEqualTo(400);
    assertThat(api.delete("/jobs", named(NOBODY)).problem()).isEqualTo("no-such-job");
    assertThat(api.delete("/jobs/" + NOBODY, "").status()).isEqualTo(404);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{}",
        "[]",
        "null",
        "asdf",
        "{\"job_id\": 1}",
        "{\"job_id\": null}",
        "{\"job_id\": \"short\"}",
        "{\"job_id\": \"0123456789ABCDEF0123456789abcdef\"}",
        "{\"job_id\": \"0123456789abcdef0123456789abcdef\", \"more\": 1}",
        "{\"job_id\": \"0123456789abcdef0123456789abcdef\", \"job_id\": \"x\"}",
        "{\"job_id\": \"0123456789abcdef0123456789abcdef\"} x",
        "{\"id\": \"0123456789abcdef0123456789abcdef\"}"
      })
  void a_bad_body_cancels_nothing(String body) {
    assertThat(api.delete("/jobs", body).status()).isEqualTo(400);
  }

  @Test
  void a_job_can_be_cancelled_by_its_path() {
    startAnew(0);
    String job = api.submit(TRUE);

    assertThat(api.delete("/jobs/" + job, "").json().getString("state")).isEqualTo("cancelled");
    assertThat(api.delete("/jobs/" + job, "").json().getString("state")).isEqualTo("cancelled");
  }

  // GET /jobs/{id}

  @Test
  void a_job_is_shown_in_the_shape_of_its_document() {
    String job =
        api.submit(
            """
            {"type": "sequence_group", "name": "nightly", "role": "builder", "work": [
              {"type": "execute", "command": ["echo", "asdf"], "timeout": 60},
              {"type": "parallel_group", "max_parallel": 2, "env": {"A": "1"}, "work": [
                {"type": "execute", "command": "exit 4", "role": "tester"},
                {"type": "execute", "command": "true", "cwd": "."}]},
              {"type": "execute", "command": "true"}]}
            """);
    JsonObject shown = api.awaitState(job, "failed");

    assertThat(shown.getString("job_id")).isEqualTo(job);
    assertThat(shown.getString("name")).isEqualTo("nightly");
    assertThat(shown.getJsonObject("reason").getString("node")).isEqualTo("/work/1/work/0");
    assertThat(shown.getJsonObject("workers").fieldNames()).containsExactly("builder", "tester");
    assertThat(shown.getInstant("submitted_at")).isBeforeOrEqualTo(shown.getInstant("started_at"));
    assertThat(shown.getInstant("started_at")).isBefore(shown.getInstant("finished_at"));
    assertThat(shown.containsKey("waiting")).isFalse();
    JsonArray work = shown.getJsonObject("root").getJsonArray("work");
    JsonObject echo = work.getJsonObject(0);
    assertThat(echo.getString("state")).isEqualTo("succeeded");
    assertThat(echo.getString("role")).isEqualTo("builder");
    assertThat(echo.getInteger("exit_code")).isZero();
    assertThat(echo.getJsonObject("output").getJsonObject("stdout"))
        .isEqualTo(new JsonObject().put("bytes", 5).put("missing", 0));
    assertThat(work.getJsonObject(1).getInteger("max_parallel")).isEqualTo(2);
    assertThat(work.getJsonObject(1).getJsonArray("work").getJsonObject(0).getInteger("exit_code"))
        .isEqualTo(4);
    assertThat(work.getJsonObject(2).getString("state")).isEqualTo("skipped");
  }

  @Test
  void a_job_that_waits_says_why() {
    startAnew(0);
    JsonObject job = api.job(api.submit(TRUE));

    assertThat(job.getString("state")).isEqualTo("queued");
    assertThat(job.getString("waiting"))
        .isEqualTo("role default_role needs a worker, no connected worker suits it");
    assertThat(job.getJsonObject("root").getString("state")).isEqualTo("pending");
  }

  @Test
  void a_job_that_runs_is_shown_as_it_stands() {
    String job = api.submitLine("echo one; sleep 600");
    await()
        .until(
            () ->
                api.job(job)
                        .getJsonObject("root")
                        .getJsonObject("output")
                        .getJsonObject("stdout")
                        .getInteger("bytes")
                    == 4);

    assertThat(api.job(job).getString("state")).isEqualTo("running");
    assertThat(api.job(job).getJsonObject("root").getString("worker")).matches("w[12]");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0123456789abcdef0123456789abcdef",
        "x",
        "0123456789ABCDEF0123456789ABCDEF",
        "..%2f..%2fetc%2fpasswd",
        "%00",
        "%0d%0aX-Evil:%20yes",
        "%1b%5d0;title%07",
        "0123456789abcdef0123456789abcdef%00",
        "0123456789abcdef0123456789abcdef;x=y",
        "%F0%9F%92%A9"
      })
  void an_id_that_names_nothing_is_not_found(String id) {
    for (String path : List.of("", "/output", "/events")) {
      Answer answer = api.get("/jobs/" + id + path);
      assertThat(answer.status()).as(id + path).isEqualTo(404);
      assertThat(answer.problem()).isEqualTo("no-such-job");
      assertThat(answer.detail()).doesNotContain("\u001b", "\r", "\n", "\0");
      assertThat(answer.headers()).doesNotContainKey("x-evil");
    }
    assertThat(api.delete("/jobs/" + id, "").status()).isEqualTo(404);
  }

  @Test
  void of_jobs_that_are_over_the_last_ones_are_kept() {
    server.close();
    server =
        RunningServer.start(
            directory, 1, http -> http, it -> it.withRetention(new Retention(1, 1 << 20, 1 << 20)));
    api = server.api();
    String first = api.submit(TRUE);
    api.awaitState(first, "succeeded");
    String second = api.submit(TRUE);
    api.awaitState(second, "succeeded");

    await().until(() -> api.get("/jobs/" + first).status() == 404);
    assertThat(api.get("/jobs").json().getJsonArray("jobs")).hasSize(1);
    assertThat(api.delete("/jobs", named(first)).status()).isEqualTo(400);
    assertThat(api.get("/jobs/" + first + "/events").status()).isEqualTo(404);
    assertThat(api.get("/jobs/" + first + "/output").status()).isEqualTo(404);
  }

  // GET /jobs

  @Test
  void jobs_are_listed_newest_first_page_by_page() {
    startAnew(0);
    List<String> submitted = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      submitted.add(0, api.submit(TRUE));
    }
    List<String> listed = new ArrayList<>();
    String cursor = "";
    int pages = 0;
    do {
      JsonObject page =
          api.get("/jobs?limit=2" + (cursor.isEmpty() ? "" : "&cursor=" + cursor)).json();
      page.getJsonArray("jobs").forEach(it -> listed.add(((JsonObject) it).getString("job_id")));
      cursor = page.getString("next_cursor", "");
      pages++;
    } while (cursor != null && !cursor.isEmpty());

    assertThat(listed).isEqualTo(submitted);
    assertThat(pages).isEqualTo(3);
  }

  @Test
  void jobs_are_found_by_state_and_name() {
    String cancelled = api.submit(TRUE.replace("{", "{\"name\": \"a b&c\","));
    api.awaitState(cancelled, "succeeded");
    api.submitLine("sleep 600");

    assertThat(ids("/jobs?state=succeeded")).containsExactly(cancelled);
    assertThat(ids("/jobs?name=a%20b%26c")).containsExactly(cancelled);
    assertThat(ids("/jobs?name=other")).isEmpty();
    assertThat(ids("/jobs?state=failed")).isEmpty();
    assertThat(ids("/jobs?state=failed,succeeded")).containsExactly(cancelled);
    assertThat(ids("/jobs?state=queued,running&state=succeeded%2Cfailed")).hasSize(2);
    assertThat(ids("/jobs")).hasSize(2);
  }

  @Test
  void jobs_are_found_by_the_beginning_of_their_id() {
    String one = api.submit(TRUE);
    String other = api.submit(TRUE);
    int common = 0;
    while (one.charAt(common) == other.charAt(common)) {
      common++;
    }

    assertThat(ids("/jobs?id_prefix=" + one.substring(0, common + 1))).containsExactly(one);
    assertThat(ids("/jobs?id_prefix=" + other)).containsExactly(other);
    assertThat(ids("/jobs?id_prefix=" + one.substring(0, 31) + "&state=cancelled")).isEmpty();
  }

  private List<String> ids(String path) {
    return api.get(path).json().getJsonArray("jobs").stream()
        .map(it -> ((JsonObject) it).getString("job_id"))
        .toList();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "limit=0",
        "limit=1001",
        "limit=x",
        "state=done",
        "state=",
        "state=queued,",
        "state=queued,done",
        "name=a&name=b",
        "cursor=x",
        "cursor=c!",
        "id_prefix=",
        "id_prefix=ABC",
        "id_prefix=0123456789abcdef0123456789abcdef0",
        "page=2"
      })
  void a_list_that_makes_no_sense_is_refused(String query) {
    assertThat(api.get("/jobs?" + query).status()).isEqualTo(400);
  }

  // GET /workers

  @Test
  void workers_are_listed_with_what_they_do() {
    String job = api.submitLine("sleep 600");
    api.awaitState(job, "running");

    JsonArray workers = api.get("/workers").json().getJsonArray("workers");
    assertThat(workers).hasSize(2);
    List<JsonObject> all = workers.stream().map(JsonObject.class::cast).toList();
    assertThat(all).extracting(it -> it.getString("name")).containsExactly("w1", "w2");
    assertThat(all).extracting(it -> it.getString("suits")).containsOnly("every role");
    JsonObject busy = all.stream().filter(it -> it.containsKey("job_id")).findFirst().orElseThrow();
    assertThat(busy.getString("state")).isEqualTo("busy");
    assertThat(busy.getString("job_id")).isEqualTo(job);
    assertThat(busy.getString("role")).isEqualTo("default_role");
    assertThat(busy.getString("address")).isEqualTo("in the scheduler's process");
    assertThat(all).filteredOn(it -> it.getString("state").equals("idle")).hasSize(1);
  }

  // /workers/{id}/drain

  @Test
  void a_worker_is_asked_to_drain_by_its_name_or_by_its_id() {
    try (RunningServer other = RunningServer.startOnTheBus(directory, 1, http -> http)) {
      Api bus = other.api();
      await().atMost(Api.PATIENCE).until(() -> !workers(bus).isEmpty());
      String id = workers(bus).getJsonObject(0).getString("worker_id");
      JsonObject drains = new JsonObject().put("worker", "w1").put("draining", true);
      JsonObject works = new JsonObject().put("worker", "w1").put("draining", false);

      for (String named : List.of(id, "w1")) {
        assertThat(bus.post("/workers/" + named + "/drain", "").json()).isEqualTo(drains);
        await().atMost(Api.PATIENCE).until(() -> state(bus).equals("draining"));
        assertThat(workers(bus).getJsonObject(0).getString("suits")).isEqualTo("every role");
        assertThat(bus.delete("/workers/" + named + "/drain", "").json()).isEqualTo(works);
        await().atMost(Api.PATIENCE).until(() -> state(bus).equals("idle"));
      }
      for (String nobody : List.of(id + "0", "w1.another-life", "w1.", "w2", "%20")) {
        Answer answer = bus.post("/workers/" + nobody + "/drain", "");
        assertThat(answer.status()).as(nobody).isEqualTo(404);
        assertThat(answer.problem()).isEqualTo("no-such-worker");
      }
    }
  }

  private static JsonArray workers(Api api) {
    return api.get("/workers").json().getJsonArray("workers");
  }

  private static String state(Api api) {
    return workers(api).getJsonObject(0).getString("state");
  }

  // The rest.

  @Test
  void a_server_says_what_it_is() {
    assertThat(api.get("/health/live").json().getString("status")).isEqualTo("live");
    assertThat(api.get("/health/ready").json().getString("status")).isEqualTo("ready");
    assertThat(api.get("/version").json().getString("name")).isEqualTo("jobsch");
    assertThat(api.get("/openapi.json").json()).isEqualTo(Contract.DESCRIPTION);
    assertThat(Contract.DESCRIPTION.getString("openapi")).startsWith("3.1");
  }

  @Test
  void every_answer_tells_the_version_of_the_api_and_a_client_of_another_one_submits_nothing() {
    assertThat(api.get("/jobs", "jobsch-api", "1").header("jobsch-api")).contains("1");
    assertThat(api.get("/nowhere").header("jobsch-api")).contains("1");

    Answer refused = api.post("/jobs", TRUE, "jobsch-api", "2");
    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.problem()).isEqualTo("unsupported-api");
    assertThat(refused.header("jobsch-api")).contains("1");
    assertThat(ids("/jobs")).isEmpty();
  }

  /** Without it a client takes us for another server, and does not say what is wrong. */
  @ParameterizedTest
  @CsvSource({
    "GET /jobs HTTP/1.1, Host: evil.example, 421, unknown-host",
    "GET /jobs HTTP/1.1, Origin: http://evil.example, 403, foreign-origin",
    "GET /jobs HTTP/1.1, Sec-Fetch-Site: cross-site, 403, foreign-site",
    "GET /jobs HTTP/1.1, X: y, 400, bad-request",
    "GET /jobs?x=% HTTP/1.1, Host: localhost, 400, bad-request",
    "OPTIONS * HTTP/1.1, Host: localhost, 404, no-such-path",
    "CONNECT other.example:443 HTTP/1.1, Host: localhost, 404, no-such-path",
    "this is not HTTP, X: y, 400, not-http"
  })
  void what_is_refused_at_the_door_tells_the_version_too(
      String request, String header, int status, String problem) {
    String host =
        header.startsWith("Host") || problem.equals("bad-request") ? "" : "Host: localhost\r\n";
    Answer answer = RawClient.ask(server.port(), request + "\r\n" + host + header);

    assertThat(answer.status()).as(answer.toString()).isEqualTo(status);
    assertThat(answer.problem()).isEqualTo(problem);
    assertThat(answer.json().getString("title")).isEqualTo(problem.replace('-', ' '));
    assertThat(answer.json().getInteger("status")).isEqualTo(status);
    assertThat(answer.header("jobsch-api")).contains("1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/version", "/health/live", "/health/ready", "/openapi.json", "/workers"})
  void a_parameter_that_is_not_known_is_refused_everywhere(String path) {
    Answer answer = api.get(path + "?verbose=true");

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.detail()).contains("\"verbose\"");
  }

  @Test
  void a_start_error_says_which_one_it_is() {
    String job = api.submit("{\"type\": \"execute\", \"command\": [\"/no/such/program\"]}");
    JsonObject reason = api.awaitState(job, "failed").getJsonObject("reason");

    assertThat(reason.getString("code")).isEqualTo("start_error");
    assertThat(reason.getString("cause")).isEqualTo("not_found");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "/job",
        "/jobs/x/y",
        "/jobs/x/output/y",
        "/health",
        "/favicon.ico",
        "//",
        "/%"
      })
  void where_nothing_is_a_problem_is_told(String path) {
    Answer answer = RawClient.ask(server.port(), "GET " + path + " HTTP/1.1", "Host: 127.0.0.1");

    assertThat(answer.status()).isIn(400, 404);
    assertThat(answer.contentType()).isEqualTo("application/problem+json");
  }

  @Test
  void another_method_is_told_which_there_are() {
    JsonObject paths = Contract.DESCRIPTION.getJsonObject("paths");
    for (String template : paths.fieldNames()) {
      String path = template.replace("{id}", NOBODY);
      for (String method : List.of("PUT", "PATCH", "TRACE", "PROPFIND")) {
        Answer answer = api.call(method, path, "");
        assertThat(answer.status()).as(method + " " + path).isEqualTo(405);
        List<String> allowed = List.of(answer.header("allow").orElseThrow().split(", "));
        assertThat(allowed).contains("OPTIONS").doesNotContain(method);
        for (String described : List.of("get", "post", "delete")) {
          assertThat(allowed.contains(described.toUpperCase()))
              .as(described + " " + path)
              .isEqualTo(paths.getJsonObject(template).containsKey(described));
        }
        assertThat(api.call("OPTIONS", path, "").header("allow")).isEqualTo(answer.header("allow"));
      }
    }
  }

  @Test
  void of_a_document_one_may_ask_for_the_head_alone() {
    String job = api.submit(TRUE);
    for (String path : List.of("/jobs", "/jobs/" + job, "/workers", "/version")) {
      Answer answer = api.call("HEAD", path, "");
      assertThat(answer.status()).as(path).isEqualTo(200);
      assertThat(answer.body()).isEmpty();
      assertThat(answer.contentType()).isEqualTo("application/json");
    }
  }

  @Test
  void answers_are_not_to_be_kept_or_taken_for_something_else() {
    Answer answer = api.get("/jobs");

    assertThat(answer.header("cache-control")).contains("no-store");
    assertThat(answer.header("x-content-type-options")).contains("nosniff");
  }
}
