package io.jobsch.launcher;

import static io.jobsch.spec.Jobs.exec;
import static io.jobsch.spec.Jobs.parallel;
import static io.jobsch.spec.Jobs.sh;
import static io.jobsch.vertx.client.Host.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.jobsch.plan.JobId;
import io.jobsch.result.JobState;
import io.jobsch.vertx.client.ClientOptions;
import io.jobsch.vertx.client.Host;
import io.jobsch.vertx.client.JobschClient;
import io.jobsch.vertx.http.Access;
import io.jobsch.vertx.http.Token;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The commands that ask a server, and a server. */
class ClientCommandTest {
  @TempDir static Path scratch;
  private static final AtomicInteger FILES = new AtomicInteger();
  private static Vertx vertx;
  private static Host host;
  private static JobschClient client;
  private static Map<String, String> environment;

  @BeforeAll
  static void start() {
    vertx = Vertx.vertx();
    host = Host.plain(scratch, 2);
    client = JobschClient.create(vertx, ClientOptions.to(host.url()));
    environment =
        Map.of(
            "JOBSCH_SCHEDULER",
            host.url().toString(),
            "XDG_STATE_HOME",
            scratch.resolve("state").toString());
  }

  @AfterAll
  static void stop() {
    host.close();
    get(vertx.close());
  }

  private static Asked ask(String... words) {
    return Asked.run(environment, words);
  }

  private static String file(String document) {
    try {
      Path file = scratch.resolve("job-" + FILES.incrementAndGet() + ".json");
      return Files.writeString(file, document).toString();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** It needs more workers than there are. */
  private static String fileOfWideJob() {
    return file(
        """
        {"type": "parallel_group", "work": [
          {"type": "execute", "role": "a", "command": ["true"]},
          {"type": "execute", "role": "b", "command": ["true"]},
          {"type": "execute", "role": "c", "command": ["true"]}]}\
        """);
  }

  private static String line(String line) {
    return file(new JsonObject().put("type", "execute").put("command", line).encode());
  }

  private static String waitFor(String document) {
    Asked submitted = ask("submit", "--wait", document);
    return submitted.out().strip();
  }

  private static JobId waiting() {
    return get(
        client.submit(
            parallel(exec("true").role("a"), exec("true").role("b"), exec("true").role("c"))
                .name("too wide")));
  }

  // submit

  @Test
  void submit_prints_the_id_and_last_is_that_job() {
    Asked submitted = ask("submit", line("echo hello"));

    assertThat(submitted.exitCode()).isZero();
    assertThat(submitted.out()).matches("[0-9a-f]{32}\n");
    assertThat(submitted.err()).isEmpty();
    assertThat(ask("logs", "-f", "last").out()).isEqualTo("hello\n");
    assertThat(ask("show", "last").out()).startsWith("job " + submitted.out());
    assertThat(ask("submit", "--json", line("true")).out())
        .matches("\\{\"job_id\":\"[0-9a-f]{32}\"}\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'type': 'execute', 'command': 'exit 7'} | 7 | job failed after T: exit code 7",
        "{'type': 'execute', 'command': ['/no/such']} | 127 | job failed after T: cannot start",
        "{'type': 'execute', 'command': 'kill -9 $$'} | 137 | job failed after T: ended by signal"
            + " KILL",
        "{'type': 'execute', 'command': 'sleep 9', 'timeout': 0.1} | 124 | job timed_out after T: ",
        "{'type': 'sequence_group', 'work': [{'type': 'execute', 'command': 'exit 7'}]} | 1 | job"
            + " failed after T: /work/0: exit code 7",
      })
  void who_waits_or_follows_ends_as_the_job_ends(String document, int code, String message) {
    String file = file(document.replace('\'', '"'));
    for (String how : List.of("--wait", "--follow")) {
      Asked submitted = ask("submit", how, "--quiet", file);

      assertThat(submitted.exitCode()).isEqualTo(code);
      assertThat(submitted.err().replaceAll("after [0-9.]+ s", "after T"))
          .startsWith("jobsch: " + message);
    }
  }

  @Test
  void who_follows_sees_the_job_as_if_it_ran_here() {
    String job =
        file(
            """
            {"type": "sequence_group", "work": [
              {"type": "execute", "name": "one", "command": "echo out; echo err >&2"},
              {"type": "execute", "command": "sleep 0.3; printf end; exit 3"}]}\
            """);
    Asked followed = ask("submit", "--follow", job);

    assertThat(followed.exitCode()).isEqualTo(1);
    assertThat(followed.out()).isEqualTo("out\nend");
    assertThat(followed.err().replaceAll("after [0-9.]+ s", "after T").replaceAll("w[12]", "W"))
        .matches("(?s)jobsch: job [0-9a-f]{32}\n.*")
        .endsWith(
            """
            jobsch: job running on W
            jobsch: /work/0 "one" running on W: echo out; echo err >&2
            one     ! err
            jobsch: /work/0 "one" succeeded after T
            jobsch: /work/1 running on W: sleep 0.3; printf end; exit 3
            jobsch: /work/1 failed after T: exit code 3
            jobsch: job failed after T: /work/1: exit code 3
            jobsch: the last lines of its stdout:
                end
            """);
  }

  @Test
  void the_result_as_a_document_is_that_of_run() {
    JsonObject followed =
        new JsonObject(ask("submit", "--follow", "--json", line("echo hello; exit 3")).out());
    JsonObject waited = new JsonObject(ask("submit", "--wait", "--json", line("true")).out());

    assertThat(followed.getString("state")).isEqualTo("failed");
    JsonObject root = followed.getJsonObject("root");
    assertThat(root.getInteger("exit_code")).isEqualTo(3);
    assertThat(root.getJsonObject("output").getJsonObject("stdout").getString("tail"))
        .isEqualTo("hello\n");
    assertThat(waited.getString("state")).isEqualTo("succeeded");
  }

  @Test
  void all_that_is_wrong_with_a_document_is_told_at_its_place() {
    String bad = file("{\"type\": \"execute\",\n \"comand\": [\"true\"]}");
    for (String how : List.of("--wait", "--dry-run")) {
      Asked submitted = ask("submit", how, bad);

      assertThat(submitted.exitCode()).isEqualTo(2);
      assertThat(submitted.out()).isEmpty();
      assertThat(submitted.err())
          .isEqualTo(
              bad
                  + ":1:1 : expected a field 'command', found none\n"
                  + bad
                  + ":2:2 /comand: unknown field \"comand\"; did you mean 'command'?\n");
    }
  }

  @Test
  void a_document_that_is_not_json_is_located_once() {
    String bad = file("{\"type\":\n  oops}");

    assertThat(ask("submit", bad).err())
        .isEqualTo(bad + ":2:3 : not JSON: did not expect \"oops\"\n");
  }

  @Test
  void a_dry_run_tells_what_would_become_of_the_job() {
    String wide = fileOfWideJob();

    await().until(() -> ask("submit", "--dry-run", line("true")).out().startsWith("would start"));
    assertThat(ask("submit", "--dry-run", wide).out()).startsWith("would wait: ");
    assertThat(new JsonObject(ask("submit", "--dry-run", "--json", wide).out()).getMap())
        .containsEntry("would_start", false)
        .containsOnlyKeys("roles", "would_start", "waiting");
  }

  // list, show, why, workers

  @Test
  void jobs_are_listed_by_state_and_name_with_what_is_harmless_of_their_names() {
    String id =
        waitFor(
            file(
                "{\"type\": \"execute\", \"command\": [\"true\"],"
                    + " \"name\": \"li\\u001b]0;title\\u0007st\\u001b[2Jed\"}"));
    Asked listed = ask("list", "--state", "succeeded", "--limit", "1000");

    assertThat(listed.out()).matches("(?s)JOB  +STATE  +AGE  +TOOK.*");
    assertThat(listed.out().lines().filter(it -> it.startsWith(id.substring(0, 10))))
        .singleElement()
        .asString()
        .matches(".* succeeded  [0-9.]+ s +[0-9.]+ s +listed");
    assertThat(ask("list", "--state", "failed,succeeded", "--state", "queued").out())
        .contains(id.substring(0, 10));
    assertThat(ask("list", "--state", "queued,running", "--name", "nothing of that name").out())
        .isEmpty();
    assertThat(ask("list", "--name", "nothing of that name"))
        .isEqualTo(new Asked(0, "", "jobsch: no jobs\n"));
    assertThat(ask("list", "--name", "nothing of that name", "--json").err()).isEmpty();
    assertThat(ask("list", "--limit", "1").err()).contains("--limit");
    assertThat(new JsonObject(ask("list", "--limit", "1", "--json").out()).getJsonArray("jobs"))
        .hasSize(1);
  }

  @Test
  void a_job_is_shown_as_a_tree_with_states_and_its_last_words() {
    String id =
        waitFor(
            file("""
            {"type": "sequence_group", "name": "shown", "work": [
              {"type": "execute", "command": "echo one; exit 4"},
              {"type": "execute", "command": ["true"]}]}\
            """)
                .toString());
    Asked shown = ask("show", id.substring(0, 12));

    assertThat(shown.out().replaceAll("[0-9.]+ s\\b", "T").replaceAll("w[12]\n", "W\n"))
        .matches(
            "job "
                + id
                + "  shown\n"
                + "submitted [0-9-]+T[0-9:]+Z, T ago\n"
                + "on W\n"
                + "x shown  +failed  +T\n"
                + "\\|- x echo one; exit 4  +failed  +T\n"
                + "`- - true  +skipped\n"
                + "x failed after T: /work/0: exit code 4\n"
                + "  the last lines of its stdout:\n"
                + "    one\n");
    assertThat(new JsonObject(ask("show", "--json", id).out()).getString("job_id")).isEqualTo(id);
  }

  @Test
  void why_says_what_a_job_waits_for_and_why_it_failed() {
    JobId waiting = waiting();
    String failed = waitFor(line("exit 3"));

    assertThat(ask("why", waiting.value()).out()).startsWith("queued: ").contains("3");
    assertThat(ask("show", waiting.value()).out()).contains("\nqueued: ");
    assertThat(ask("why", failed).out()).isEqualTo("failed: the job: exit code 3\n");
    assertThat(new JsonObject(ask("why", "--json", failed).out()).getMap())
        .containsOnlyKeys("job_id", "state", "reason");
    ask("cancel", waiting.value());
  }

  @Test
  void workers_are_listed() {
    Asked workers = ask("workers");

    assertThat(workers.out()).matches("(?s)WORKER  STATE .*\nw1 .*\nw2 .*");
    assertThat(new JsonObject(ask("workers", "--json").out()).getJsonArray("workers")).hasSize(2);
    assertThat(ask("drain", "nobody"))
        .isEqualTo(
            new Asked(
                2,
                "",
                "jobsch: there is no worker \"nobody\" that can be asked to drain; \"jobsch workers\""
                    + " shows those that there are\n"));
  }

  // logs

  @Test
  void logs_has_both_streams_each_or_those_of_a_node() {
    String id =
        waitFor(
            file(
                """
                {"type": "sequence_group", "work": [
                  {"type": "execute", "command": "echo a; echo b >&2"},
                  {"type": "sequence_group", "work": [
                    {"type": "execute", "command": "printf 'c\\\\033]0;x\\\\007'"}]}]}\
                """));

    assertThat(ask("logs", id)).isEqualTo(new Asked(0, "a\nc\u001b]0;x\u0007", "b\n"));
    assertThat(ask("logs", "-f", id)).isEqualTo(new Asked(0, "a\nc\u001b]0;x\u0007", "b\n"));
    assertThat(ask("logs", id, "--stdout", "--node", "/work/0")).isEqualTo(new Asked(0, "a\n", ""));
    assertThat(ask("logs", id, "--stderr")).isEqualTo(new Asked(0, "", "b\n"));
    assertThat(ask("logs", id, "--node", "/work/1").out()).startsWith("c");
    assertThat(ask("logs", "--json", id).out())
        .isEqualTo(
            """
            {"node":"/work/0","stream":"stdout","line":"a"}
            {"node":"/work/0","stream":"stderr","line":"b"}
            {"node":"/work/1/work/0","stream":"stdout","line":"c\\u001B]0;x\\u0007"}
            """);
    assertThat(ask("logs", id, "--node", "/work/7").exitCode()).isEqualTo(2);
  }

  @Test
  void a_reader_that_goes_away_ends_a_command_without_a_word() {
    String id = waitFor(line("seq 1 100000"));
    for (String[] words :
        new String[][] {
          {"logs", id}, {"logs", "-f", id}, {"list"}, {"show", id}, {"list", "--help"}, {"workers"},
        }) {
      assertThat(Asked.runIntoClosedPipe(environment, words)).isEqualTo(new Asked(141, "", ""));
    }
  }

  /** Started as a process, since it lasts until the job is over. */
  private static Child lasting(String... words) {
    return Child.jobsch(scratch, words)
        .with("JOBSCH_SCHEDULER", host.url().toString())
        .with("XDG_STATE_HOME", scratch.resolve("lasting").toString())
        .without("JOBSCH_TOKEN")
        .go();
  }

  @Test
  void who_follows_the_logs_of_a_job_that_waits_is_told_why_it_does() {
    JobId waiting = waiting();
    String why = get(client.get(waiting)).waiting().orElseThrow();
    try (Child follower = lasting("logs", "-f", waiting.value())) {
      follower.awaitErr("\n");
      ask("cancel", waiting.value());

      assertThat(follower.exitCode()).isZero();
      assertThat(follower.out()).isEmpty();
      assertThat(follower.err()).isEqualTo("jobsch: waiting: " + why + "\n");
    }
  }

  @Test
  void who_follows_a_job_that_waits_is_told_so_after_it_is_queued() {
    String wide = fileOfWideJob();
    try (Child follower = lasting("submit", "--follow", wide)) {
      follower.awaitErr("waiting: ");
      String id = follower.err().lines().findFirst().orElseThrow().substring(12);
      ask("cancel", id);

      assertThat(follower.exitCode()).isEqualTo(ExitCodes.CANCELLED);
      assertThat(follower.err().lines().limit(3).map(it -> it.replaceAll("waiting: .*", "waiting")))
          .containsExactly("jobsch: job " + id, "jobsch: job queued", "jobsch: waiting");
    }
  }

  // cancel

  @Test
  void several_jobs_are_cancelled_and_what_cannot_be_is_told() {
    JobId one = waiting();
    JobId other = waiting();
    String over = waitFor(line("true"));
    Asked cancelled = ask("cancel", one.value(), over, other.value(), "nonsense");

    assertThat(cancelled.exitCode()).isEqualTo(2);
    assertThat(cancelled.out())
        .isEqualTo(one.value() + " cancelled\n" + other.value() + " cancelled\n");
    assertThat(cancelled.err())
        .contains("job " + over + " is over: it has succeeded\n", "found \"nonsense\"");
    assertThat(get(client.get(one)).state()).isEqualTo(JobState.CANCELLED);
  }

  // Which job is meant.

  @Test
  void an_id_that_is_too_short_is_told_with_the_jobs_that_it_may_mean() {
    List<String> ids =
        IntStream.range(0, 17).mapToObj(it -> get(client.submit(sh("true"))).value()).toList();
    String first =
        ids.stream()
            .collect(Collectors.groupingBy(it -> it.substring(0, 1), Collectors.counting()))
            .entrySet()
            .stream()
            .filter(it -> it.getValue() > 1)
            .map(Map.Entry::getKey)
            .findFirst()
            .orElseThrow();
    Asked shown = ask("show", first);

    assertThat(shown.exitCode()).isEqualTo(2);
    assertThat(shown.err().lines().findFirst())
        .hasValue("jobsch: more than one job has an id that begins with " + first + ":");
    assertThat(shown.err().lines().skip(1)).hasSizeBetween(2, 11);
    assertThat(ask("show", ids.get(0).substring(0, 20)).exitCode()).isZero();
  }

  @Test
  void who_has_submitted_nothing_has_no_last_job() {
    Map<String, String> other =
        Map.of("JOBSCH_SCHEDULER", host.url().toString(), "HOME", scratch.resolve("h").toString());

    assertThat(Asked.run(other, "show", "last").err()).startsWith("jobsch: last: ").hasLineCount(1);
    assertThat(ask("show", "0123456789abcdef").err())
        .startsWith("jobsch: there is no job whose id begins with 0123456789abcdef")
        .hasLineCount(1);
    assertThat(ask("show", "0".repeat(32)).err())
        .contains("\"jobsch list\"")
        .doesNotContain("workers")
        .hasLineCount(1);
  }

  // Errors for programs.

  private static JsonObject error(Asked asked) {
    assertThat(asked.out()).isEmpty();
    assertThat(asked.err().lines()).hasSize(1);
    JsonObject document = new JsonObject(asked.err());
    assertThat(document.fieldNames()).containsExactly("error");
    JsonObject error = document.getJsonObject("error");
    assertThat(error.getInteger("exit_code")).isEqualTo(asked.exitCode());
    assertThat(error.getString("message")).isNotEmpty().doesNotStartWith("jobsch:");
    return error;
  }

  @Test
  void with_json_what_the_server_refuses_is_a_document_on_stderr() {
    String nobody = "0".repeat(32);
    JsonObject missing = error(ask("show", "--json", nobody));
    assertThat(missing.getString("code")).isEqualTo("no-such-job");
    assertThat(missing.getInteger("status")).isEqualTo(404);
    assertThat("jobsch: " + missing.getString("message") + "\n")
        .isEqualTo(ask("show", nobody).err());

    JsonObject drain = error(ask("drain", "--json", "nobody"));
    assertThat(drain.getString("code")).isEqualTo("no-such-worker");
    assertThat(error(ask("cancel", "--json", nobody)).getString("code")).isEqualTo("no-such-job");
  }

  @Test
  void with_json_each_job_that_cannot_be_cancelled_is_told_by_itself() {
    Asked asked = ask("cancel", "--json", "0".repeat(32), "1".repeat(32));

    assertThat(asked.exitCode()).isEqualTo(2);
    assertThat(asked.err().lines())
        .extracting(it -> new JsonObject(it).getJsonObject("error").getString("code"))
        .containsExactly("no-such-job", "no-such-job");
  }

  @ParameterizedTest
  @ValueSource(strings = {"submit", "run"})
  void with_json_an_invalid_job_is_told_with_all_its_problems(String command) {
    String job = file("{\"type\": \"execute\", \"command\": \"true\",\n \"comand\": \"true\"}");

    JsonObject error = error(ask(command, "--json", job));
    assertThat(error.getString("code")).isEqualTo("invalid-job");
    assertThat(error.getString("message")).contains(job + ":2:2 /comand: unknown field");
    JsonObject first = error.getJsonArray("errors").getJsonObject(0);
    assertThat(first.getString("pointer")).isEqualTo("/comand");
    assertThat(first.getString("message")).startsWith("unknown field");
    assertThat(first.getInteger("line")).isEqualTo(2);
    assertThat(first.getInteger("column")).isEqualTo(2);
  }

  @Test
  void with_json_what_makes_no_sense_and_who_is_not_there_are_documents_too() {
    assertThat(error(ask("list", "--json", "--limit", "0")).getString("code")).isEqualTo("usage");
    assertThat(error(ask("list", "--json", "--nonsense")).getString("code")).isEqualTo("usage");
    assertThat(error(ask("nonsense", "--json")).getString("code")).isEqualTo("usage");
    assertThat(error(ask("submit", "--json", "nowhere.json")).getString("code"))
        .isEqualTo("refused");
    JsonObject unreachable = error(list("http://127.0.0.1:1", "--json"));
    assertThat(unreachable.getString("code")).isEqualTo("unreachable");
    assertThat(unreachable.getInteger("exit_code")).isEqualTo(69);
    assertThat(unreachable.fieldNames()).doesNotContain("status", "errors");
    assertThat(error(list("https://127.0.0.1:" + host.port(), "--json")).getString("code"))
        .isEqualTo("untrusted");
    assertThat(error(ask("completion", "bash", "--json")).getString("message"))
        .startsWith("--json: ");
  }

  /** What looks like the option and is meant as an operand changes nothing. */
  @Test
  void without_json_an_error_is_a_line() {
    assertThat(ask("show", "--", "--json").err()).startsWith("jobsch: expected a job");
  }

  // What may be wrong with the way to the server.

  private static Asked list(String url, String... more) {
    return Asked.run(
        environment,
        Stream.concat(Stream.of("list", "--scheduler", url), Stream.of(more))
            .toArray(String[]::new));
  }

  @Test
  void a_server_that_cannot_be_asked_is_told_in_one_line() {
    assertThat(list("http://127.0.0.1:1"))
        .isEqualTo(
            new Asked(
                69,
                "",
                "jobsch: no server answers at http://127.0.0.1:1; \"jobsch server\" starts one,"
                    + " --scheduler names another one\n"));
    assertThat(list("127.0.0.1:8080").exitCode()).isEqualTo(2);
    assertThat(list("https://127.0.0.1:" + host.port()).exitCode()).isEqualTo(69);
  }

  @Test
  void another_program_or_version_is_told_in_one_line() {
    HttpServer other =
        get(
            vertx
                .createHttpServer()
                .requestHandler(request -> request.response().end("hello"))
                .listen(0, "127.0.0.1"));
    try {
      Asked asked = list("http://127.0.0.1:" + other.actualPort());
      assertThat(asked.exitCode()).isEqualTo(76);
      assertThat(asked.err()).contains("is no server of jobsch").hasLineCount(1);
    } finally {
      get(other.close());
    }
  }

  /** What a list looks like if something answers so. */
  private static Asked listFrom(
      Function<HttpServerResponse, HttpServerResponse> head, String body) {
    HttpServer other =
        get(
            vertx
                .createHttpServer()
                .requestHandler(request -> head.apply(request.response()).end(body))
                .listen(0, "127.0.0.1"));
    try {
      String url = "http://127.0.0.1:" + other.actualPort();
      Asked asked = list(url);
      return new Asked(asked.exitCode(), asked.out(), asked.err().replace(url, "URL"));
    } finally {
      get(other.close());
    }
  }

  @Test
  void a_proxy_in_trouble_is_told_with_the_server_that_was_asked() {
    assertThat(listFrom(answer -> answer.setStatusCode(502), "<h1>Bad Gateway</h1>"))
        .isEqualTo(
            new Asked(
                75,
                "",
                "jobsch: URL answered with status 502; a proxy before the server, or the server"
                    + " itself, is in trouble: try again later, or look at its log\n"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"jobs\": 5}",
        "{\"jobs\": [5]}",
        "{}",
        "[]",
        "hello",
        "{\"jobs\": [{\"job_id\": \"0\", \"state\": \"odd\"}]}"
      })
  void an_answer_that_is_not_as_expected_is_told_without_the_words_of_java(String body) {
    assertThat(listFrom(answer -> answer.putHeader("jobsch-api", "1"), body))
        .isEqualTo(
            new Asked(
                76,
                "",
                "jobsch: URL answers what this jobsch does not understand; look at the URL, and use"
                    + " client and server from the same jobsch\n"));
  }

  @Test
  void a_wrong_path_is_told_with_where_to_look() {
    String url = host.url() + "/elsewhere";

    assertThat(list(url))
        .isEqualTo(
            new Asked(
                2,
                "",
                "jobsch: "
                    + url
                    + " is not where a server of jobsch can be asked, though one answers there; look"
                    + " at the URL, which mostly has no path\n"));
  }

  @Test
  void a_token_that_is_missing_or_wrong_is_told_in_one_line() throws IOException {
    String secret = "client-token-of-some-32-characters";
    Path token = Files.writeString(scratch.resolve("token"), secret + "\n");
    Path wrong = Files.writeString(scratch.resolve("wrong"), secret + "x\n");
    try (Host closed =
        new Host(
            scratch,
            0,
            0,
            http ->
                http.withApi(
                    http.api()
                        .withAccess(
                            new Access(Optional.of(Token.of(secret)), Optional.empty()))))) {
      String url = closed.url().toString();
      assertThat(list(url).exitCode()).isEqualTo(77);
      assertThat(list(url, "--token-file", wrong.toString()).err())
          .contains("JOBSCH_TOKEN")
          .doesNotContain(secret)
          .hasLineCount(1);
      assertThat(list(url, "--token-file", token.toString()).exitCode()).isZero();
    }
  }

  // What is said of it all.

  @ParameterizedTest
  @EnumSource
  void help_tells_of_every_option(ClientCommand command) {
    Asked help = ask(command.word(), "--help");

    assertThat(help.exitCode()).isZero();
    assertThat(help.out())
        .startsWith("Usage: jobsch " + command.word())
        .contains(command.grammar().flags())
        .contains(command.grammar().valued());
    assertThat(help.out().lines()).allSatisfy(it -> assertThat(it).hasSizeLessThan(101));
    assertThat(ask("help", command.word())).isEqualTo(help);
    assertThat(ask("--help").out()).contains("jobsch " + command.word());
    assertThat(ask("completion", "bash").out()).contains(command.grammar().flags());
    assertThat(ask("completion", "fish").out()).contains("seen_subcommand_from " + command.word());
  }

  @Test
  void what_makes_no_sense_is_refused_with_where_to_look() {
    for (String[] words :
        new String[][] {
          {"submit"},
          {"list", "x"},
          {"list", "--state", "ill"},
          {"list", "--state", "queued,"},
          {"list", "--limit", "0"},
          {"show"},
          {"show", "a", "b"},
          {"cancel"},
          {"drain"},
          {"workers", "--nonsense"},
          {"completion", "csh"},
        }) {
      Asked asked = ask(words);
      assertThat(asked.exitCode()).isEqualTo(2);
      assertThat(asked.err()).contains("\"jobsch " + words[0] + " --help\" tells what can be said");
    }
  }

  @Test
  void a_shell_completes_jobs_and_workers_with_what_is_harmless() {
    String id = waitFor(line("true"));

    assertThat(ask("completion", "workers").out()).isEqualTo("w1\nw2\n");
    assertThat(ask("completion", "jobs").out()).startsWith("last\n").contains(id.substring(0, 10));
  }

  @ParameterizedTest
  @CsvSource({
    "command, 'can', cancel",
    "job, 'cancel la', last",
    "worker, 'drain w', w2/1",
    "node, 'logs --node ', ''",
    "state, 'list --state su', succeeded",
    "option, 'list --sta', --state"
  })
  void fish_offers_what_it_knows(String what, String line, String offered) throws IOException {
    assumeTrue(isOnThePath("fish"), "there is no fish on this machine");
    Path file = scratch.resolve("completion-" + what + ".fish");
    Files.writeString(file, ask("completion", "fish").out());
    String asked =
        "function jobsch; test $argv[2] = jobs; and echo last; or echo w2/1; end;"
            + " source $argv[1]; complete -C \"jobsch $argv[2]\"";
    try (Child fish =
        Child.program(scratch, List.of("fish", "--no-config", "-c", asked, file.toString(), line))
            .go()) {
      assertThat(fish.exitCode()).isZero();
      assertThat(fish.out().lines().map(it -> it.split("\t")[0]).toList())
          .isEqualTo(offered.isEmpty() ? List.of() : List.of(offered));
      assertThat(fish.err()).isEmpty();
    }
  }

  private static boolean isOnThePath(String program) {
    return Stream.of(System.getenv("PATH").split(":"))
        .anyMatch(it -> Files.isExecutable(Path.of(it, program)));
  }

  @ParameterizedTest
  @CsvSource({
    "logs, 'cancel la', last",
    "node, 'logs --node ', ''",
    "node with equals, 'logs --node = ', ''",
    "name, 'list --name ', ''",
    "limit, 'list --limit ', ''",
    "scheduler, 'show --scheduler ', ''",
    "port, 'server --port ', ''",
    "role, 'worker --role ', ''",
    "state, 'list --state su', succeeded",
    "state with equals, 'list --state = su', succeeded"
  })
  void bash_offers_nothing_where_it_knows_nothing(String what, String line, String offered)
      throws IOException {
    String script = ask("completion", "bash").out();
    Path file = Files.writeString(scratch.resolve("completion-" + what + ".bash"), script);
    String words = line.endsWith(" ") ? line + "''" : line;
    String asked =
        "jobsch() { echo last; echo 0123; }; . \"$1\"; COMP_WORDS=(jobsch "
            + words
            + "); COMP_CWORD=$((${#COMP_WORDS[@]} - 1)); _jobsch; printf %s \"${COMPREPLY[*]}\"";
    try (Child bash =
        Child.program(scratch, List.of("bash", "-c", asked, "bash", file.toString())).go()) {
      assertThat(bash.exitCode()).isZero();
      assertThat(bash.out()).as(what).isEqualTo(offered);
      assertThat(bash.err()).isEmpty();
    }
  }

  @Test
  void version_and_token_are_documents_too() {
    assertThat(new JsonObject(ask("--version", "--json").out()).getInteger("api")).isEqualTo(1);
    assertThat(new JsonObject(ask("token", "--json").out()).getString("token")).hasSize(43);
  }

  @Test
  void ctrl_c_leaves_a_job_that_is_followed_alone() throws Exception {
    try (Child follower =
        Child.jobsch(scratch, "submit", "--follow", line("echo begun; sleep 600"))
            .with("JOBSCH_SCHEDULER", host.url().toString())
            .with("XDG_STATE_HOME", scratch.resolve("followed").toString())
            .without("JOBSCH_TOKEN")
            .go()) {
      follower.awaitOut("begun\n");

      assertThat(follower.signal("INT").exitCode()).isEqualTo(130);

      String id =
          follower.err().lines().findFirst().orElseThrow().substring("jobsch: job ".length());
      assertThat(follower.err())
          .endsWith(
              "jobsch: job "
                  + id
                  + " goes on; \"jobsch logs -f "
                  + id.substring(0, 10)
                  + "\" follows it again, \"jobsch cancel "
                  + id.substring(0, 10)
                  + "\" stops it\n");
      assertThat(get(client.get(new JobId(id))).state()).isEqualTo(JobState.RUNNING);
      assertThat(ask("cancel", id).out()).isEqualTo(id + " cancelling\n");
    }
  }
}
