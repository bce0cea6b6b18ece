package io.jobsch.vertx.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
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

class OutputApiTest {
  private static final int LIMIT = 100_000;

  @TempDir Path directory;
  private RunningServer server;
  private Api api;

  @BeforeEach
  void start() {
    server =
        RunningServer.start(
            directory, 2, RunningServer::quick, service -> service.withOutputLimit(LIMIT));
    api = server.api();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private String run(String line) {
    String job = api.submitLine(line);
    api.awaitState(job, "succeeded");
    return "/jobs/" + job + "/output";
  }

  private void write(String file, String text) throws IOException {
    Files.writeString(directory.resolve(file), text);
  }

  @Test
  void each_stream_is_given_byte_for_byte() {
    String output = run("printf 'a\\000\\377b'; echo err >&2");

    Answer stdout = api.get(output);
    assertThat(stdout.status()).isEqualTo(200);
    assertThat(stdout.contentType()).isEqualTo("application/octet-stream");
    assertThat(stdout.header("content-length")).contains("4");
    assertThat(stdout.body()).containsExactly('a', 0, 0xff, 'b');
    assertThat(api.get(output + "?stream=stderr").text()).isEqualTo("err\n");
    assertThat(api.get(output + "?stream=stdout&node=").text()).hasSize(4);
  }

  @Test
  void in_frames_the_place_of_every_byte_is_known() throws IOException {
    String output = run("head -c 200000 /dev/zero; echo end");

    Answer framed = api.get(output + "?framed=true&offset=10");
    assertThat(framed.contentType()).isEqualTo("application/vnd.jobsch.output");
    List<long[]> frames = frames(framed.body());
    assertThat(frames.get(0)[0]).isEqualTo(10);
    assertThat(frames.stream().mapToLong(it -> it[1]).sum()).isEqualTo(LIMIT - 10);
    assertThat(frames.stream().mapToLong(it -> it[0] + it[1]).max()).hasValue(200_004);
    assertThat(frames(api.get(output + "?framed=true&follow=true").body()).get(0)[0]).isZero();
  }

  @Test
  void who_follows_in_frames_is_given_signs_of_life() throws IOException {
    String job = api.submitLine("printf a; while [ ! -f go ]; do sleep 0.05; done; printf b");
    try (DataInputStream frames =
        new DataInputStream(api.stream("/jobs/" + job + "/output?framed=true&follow=true"))) {
      List<String> seen = new ArrayList<>();
      while (!seen.contains("1:")) {
        seen.add(frame(frames));
      }
      write("go", "");
      while (!seen.contains("1:b")) {
        seen.add(frame(frames));
      }
      assertThat(seen).contains("0:a");
      assertThat(List.of("0:", "0:a", "1:", "1:b")).containsAll(seen);
    }
  }

  private static String frame(DataInputStream frames) throws IOException {
    long offset = frames.readLong();
    return offset + ":" + new String(frames.readNBytes(frames.readInt()), StandardCharsets.UTF_8);
  }

  /** Offset and length of each. */
  private static List<long[]> frames(byte[] body) {
    List<long[]> frames = new ArrayList<>();
    ByteBuffer bytes = ByteBuffer.wrap(body);
    while (bytes.hasRemaining()) {
      long offset = bytes.getLong();
      int length = bytes.getInt();
      bytes.position(bytes.position() + length);
      frames.add(new long[] {offset, length});
    }
    return frames;
  }

  @Test
  void a_command_is_named_by_its_place_in_the_job() {
    String job =
        api.submit(
            """
            {"type": "sequence_group", "work": [
              {"type": "execute", "command": "echo one"},
              {"type": "execute", "command": "echo two"}]}
            """);
    api.awaitState(job, "succeeded");

    assertThat(api.get("/jobs/" + job + "/output?node=/work/1").text()).isEqualTo("two\n");
    Answer group = api.get("/jobs/" + job + "/output");
    assertThat(group.status()).isEqualTo(400);
    assertThat(group.detail())
        .startsWith("node: it is missing, and the job is a group")
        .contains("node=/work/0");
    assertThat(api.get("/jobs/" + job + "/output?node=/work/2").problem())
        .isEqualTo("no-such-node");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/work/0/../..",
        "/..%2f..%2fetc/passwd",
        "/work/00",
        "/work/-1",
        "/%0d%0aX:%20y",
        "/~0",
        "/%1b%5b2J",
        "/work/99999999999999999999"
      })
  void a_pointer_that_names_nothing_is_not_found(String pointer) {
    String output = run("true");

    Answer answer = api.get(output + "?node=" + pointer);

    assertThat(answer.status()).isEqualTo(404);
    assertThat(answer.problem()).isEqualTo("no-such-node");
    assertThat(answer.detail()).doesNotContain("\u001b", "\r", "\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "node=work",
        "node=/~2",
        "stream=stdin",
        "offset=x",
        "follow=perhaps",
        "tail=3",
        "node=%"
      })
  void what_makes_no_sense_is_refused(String query) {
    String path = run("true") + "?" + query;

    Answer answer = RawClient.ask(server.port(), "GET " + path + " HTTP/1.1", "Host: localhost");

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.contentType()).isEqualTo("application/problem+json");
  }

  @ParameterizedTest
  @CsvSource({"0, 0123456789", "3, 3456789", "-3, 789", "-99, 0123456789", "10, ''", "99, ''"})
  void one_may_begin_anywhere(long offset, String expected) {
    String output = run("printf 0123456789");

    assertThat(api.get(output + "?offset=" + offset).text()).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "bytes=2-4, 206, 234, bytes 2-4/10",
    "bytes=8-, 206, 89, bytes 8-9/10",
    "bytes=8-99, 206, 89, bytes 8-9/10",
    "bytes=-2, 206, 89, bytes 8-9/10",
    "bytes=-99, 206, 0123456789, bytes 0-9/10",
    "bytes=0-0, 206, 0, bytes 0-0/10",
    "'bytes=0-1,3-4', 200, 0123456789, ",
    "bytes=4-2, 200, 0123456789, ",
    "lines=1-2, 200, 0123456789, ",
    "bytes=a-b, 200, 0123456789, "
  })
  void ranges_are_given(String range, int status, String expected, String contentRange) {
    Answer answer = api.get(run("printf 0123456789"), "Range", range);

    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.text()).isEqualTo(expected);
    assertThat(answer.header("content-range").orElse(null)).isEqualTo(contentRange);
  }

  @ParameterizedTest
  @ValueSource(strings = {"offset=3", "offset=-3", "follow=true", "framed=true"})
  void a_range_is_not_asked_for_together_with_another_place_or_form(String query) {
    String output = run("printf 0123456789") + "?" + query;

    Answer answer = api.get(output, "Range", "bytes=2-4");
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.problem()).isEqualTo("bad-request");
    assertThat(answer.detail()).contains("Range", "offset, follow and framed");
    assertThat(api.get(output).header("accept-ranges")).isEmpty();
    assertThat(api.call("HEAD", output, "", "Range", "bytes=2-4").status()).isEqualTo(200);
  }

  @Test
  void a_parameter_that_says_what_goes_without_saying_leaves_a_range_alone() {
    String output = run("printf 0123456789") + "?offset=0&follow=false&framed=false";

    assertThat(api.get(output, "Range", "bytes=2-4").text()).isEqualTo("234");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "?offset=3",
        "?offset=-3",
        "?offset=99",
        "?follow=true",
        "?framed=true",
        "?stream=stderr"
      })
  void one_may_ask_for_the_head_alone(String query) {
    String output = run("printf 0123456789") + query;

    Answer get = api.get(output);
    Answer head = api.call("HEAD", output, "");
    assertThat(head.status()).isEqualTo(200);
    assertThat(head.body()).isEmpty();
    for (String header : List.of("content-type", "content-length", "accept-ranges")) {
      assertThat(head.header(header)).as(header).isEqualTo(get.header(header));
    }
    assertThat(get.header("content-length").isPresent())
        .isEqualTo(!query.contains("follow") && !query.contains("framed"));
  }

  /** Also of a command that runs, and what it says is not followed by anything. */
  @Test
  void a_head_ends_where_the_command_goes_on() {
    String job = api.submitLine("echo one; sleep 600");
    api.awaitState(job, "running");
    String head = "HEAD /jobs/" + job + "/output?follow=true HTTP/1.1\r\nHost: localhost\r\n\r\n";
    try (RawClient client = new RawClient(server.port())) {
      for (int i = 0; i < 2; i++) {
        Answer answer = client.send(head).answer();
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("content-length")).isEmpty();
      }
    }
    assertThat(api.call("HEAD", "/jobs/" + job + "/output?node=/work/0", "").status())
        .isEqualTo(404);
  }

  @ParameterizedTest
  @ValueSource(strings = {"bytes=10-", "bytes=10-20", "bytes=999999999999999999-"})
  void a_range_beyond_the_end_is_refused(String range) {
    Answer answer = api.get(run("printf 0123456789"), "Range", range);

    assertThat(answer.status()).isEqualTo(416);
    assertThat(answer.header("content-range")).contains("bytes */10");
  }

  @Test
  void of_an_empty_output_there_is_no_range() {
    assertThat(api.get(run("true"), "Range", "bytes=0-").status()).isEqualTo(416);
    assertThat(api.get(run("true")).body()).isEmpty();
  }

  @Test
  void where_bytes_are_missing_a_line_says_how_many() {
    String output = run("head -c 300000 /dev/zero | tr '\\0' x");
    String marker = "\n[jobsch: 200000 bytes are missing here]\n";

    assertThat(api.get(output).text()).isEqualTo("x".repeat(50_000) + marker + "x".repeat(50_000));
    assertThat(api.get(output + "?offset=60000").text())
        .isEqualTo("\n[jobsch: 190000 bytes are missing here]\n" + "x".repeat(50_000));
    assertThat(api.get(output + "?offset=-10").text()).isEqualTo("x".repeat(10));
  }

  /** A part is a part of what the whole is answered with, of which the marker is one, too. */
  @ParameterizedTest
  @CsvSource({
    "0, 9",
    "49990, 50020",
    "50000, 50000",
    "50010, 50020",
    "50020, 50060",
    "100030, 100040"
  })
  void where_bytes_are_missing_a_range_counts_the_line_that_says_so(int first, int last) {
    String output = run("head -c 300000 /dev/zero | tr '\\0' x");
    String whole = api.get(output).text();

    Answer answer = api.get(output, "Range", "bytes=" + first + "-" + last);
    assertThat(answer.status()).isEqualTo(206);
    assertThat(answer.text()).isEqualTo(whole.substring(first, last + 1));
    assertThat(answer.header("content-range"))
        .contains("bytes " + first + "-" + last + "/" + whole.length());
    assertThat(api.get(output, "Range", "bytes=-30").text())
        .isEqualTo(whole.substring(whole.length() - 30));
    assertThat(api.call("HEAD", output, "").header("content-length"))
        .contains(Integer.toString(whole.length()));
    assertThat(api.get(output, "Range", "bytes=" + whole.length() + "-").status()).isEqualTo(416);
  }

  @ParameterizedTest
  @CsvSource({
    "bytes=2-4, 206, 234, bytes 2-4/*",
    "bytes=8-, 206, 89, bytes 8-9/*",
    "bytes=-2, 206, 89, bytes 8-9/*",
    "bytes=10-, 416, , bytes */10",
    "'bytes=0-1,3-4', 200, 0123456789, ",
  })
  void of_a_command_that_runs_the_length_is_not_told(
      String range, int status, String expected, String contentRange) {
    String job = api.submitLine("printf 0123456789; sleep 600");
    await().until(() -> output(job).length() == 10);
    String output = "/jobs/" + job + "/output";

    assertThat(api.get(output).header("accept-ranges")).contains("bytes");
    Answer answer = api.get(output, "Range", range);
    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.header("content-range").orElse(null)).isEqualTo(contentRange);
    if (expected != null) {
      assertThat(answer.text()).isEqualTo(expected);
    }
  }

  /** What stands behind the line moves with every byte, so there is no part to speak of. */
  @Test
  void of_a_command_that_runs_and_of_which_bytes_are_missing_the_whole_is_given() {
    String job = api.submitLine("head -c 300000 /dev/zero | tr '\\0' x; sleep 600");
    await().until(() -> output(job).contains("[jobsch: 200000 bytes are missing here]"));

    Answer answer = api.get("/jobs/" + job + "/output", "Range", "bytes=0-1");
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("accept-ranges")).isEmpty();
    assertThat(answer.text()).hasSizeGreaterThan(LIMIT);
  }

  @Test
  void a_part_of_which_bytes_are_dropped_while_it_is_sent_is_cut_off() throws IOException {
    server.close();
    long limit = 40 << 20;
    server = RunningServer.start(directory, 1, http -> http, it -> it.withOutputLimit(limit));
    api = server.api();
    String job =
        api.submitLine(
            "head -c 40000000 /dev/zero; while ! test -e go; do sleep 0.01; done;"
                + " head -c 40000000 /dev/zero");
    await()
        .atMost(Api.PATIENCE)
        .until(
            () ->
                api.get("/jobs/" + job + "/output", "Range", "bytes=39999999-39999999").status()
                    == 206);
    String request =
        "GET /jobs/"
            + job
            + "/output HTTP/1.1\r\nHost: localhost\r\nRange: bytes=0-39999999\r\n\r\n";
    try (RawClient client = new RawClient(server.port())) {
      client.send(request);
      write("go", "");
      api.awaitState(job, "succeeded");
      assertThat(client.rest().length()).isLessThan(40_000_000);
    }
    assertThat(api.get("/health/live").status()).isEqualTo(200);
  }

  @Test
  void what_is_written_by_now_is_given_of_a_command_that_runs() {
    String job = api.submitLine("echo one; sleep 600");

    await().untilAsserted(() -> assertThat(output(job)).isEqualTo("one\n"));
  }

  private String output(String job) {
    return api.get("/jobs/" + job + "/output").text();
  }

  @Test
  void who_follows_sees_each_byte_when_it_is_written_and_the_end() throws IOException {
    write("go", "");
    String job =
        api.submitLine("for i in 1 2 3; do echo $i; while ! test -e $i; do sleep 0.01; done; done");
    try (InputStream followed = api.stream("/jobs/" + job + "/output?follow=true")) {
      for (int i = 1; i <= 3; i++) {
        assertThat(new String(followed.readNBytes(2), StandardCharsets.UTF_8)).isEqualTo(i + "\n");
        write(Integer.toString(i), "");
      }
      assertThat(followed.read()).isEqualTo(-1);
    }
    assertThat(api.job(job).getJsonObject("root").getString("state")).isEqualTo("succeeded");
  }

  @Test
  void one_may_follow_a_command_before_it_is_started() throws IOException {
    String job =
        api.submit(
            """
            {"type": "sequence_group", "work": [
              {"type": "execute", "command": "while ! test -e go; do sleep 0.01; done"},
              {"type": "execute", "command": "echo asdf"},
              {"type": "execute", "command": "sleep 600"}]}
            """);
    try (InputStream followed = api.stream("/jobs/" + job + "/output?node=/work/1&follow=true")) {
      write("go", "");
      assertThat(new String(followed.readAllBytes(), StandardCharsets.UTF_8)).isEqualTo("asdf\n");
    }
    assertThat(api.job(job).getString("state")).isEqualTo("running");
  }

  @Test
  void who_follows_a_command_that_never_runs_sees_the_end() throws IOException {
    String job =
        api.submit(
            """
            {"type": "sequence_group", "work": [
              {"type": "execute", "command": "while ! test -e go; do sleep 0.01; done; exit 1"},
              {"type": "execute", "command": "echo asdf"}]}
            """);
    try (InputStream followed = api.stream("/jobs/" + job + "/output?node=/work/1&follow=true")) {
      write("go", "");
      assertThat(followed.readAllBytes()).isEmpty();
    }
  }

  @Test
  void who_follows_what_is_over_is_given_all_of_it() throws IOException {
    String output = run("echo asdf");

    assertThat(new String(api.stream(output + "?follow=true").readAllBytes())).isEqualTo("asdf\n");
    assertThat(new String(api.stream(output + "?follow=true&offset=2").readAllBytes()))
        .isEqualTo("df\n");
  }

  @Test
  void a_follower_who_falls_behind_sees_how_much_it_has_missed() throws IOException {
    String job =
        api.submitLine(
            "echo start; while ! test -e go; do sleep 0.01; done;"
                + " head -c 20000000 /dev/zero | tr '\\0' x; echo; echo end");
    try (InputStream followed = api.stream("/jobs/" + job + "/output?follow=true")) {
      assertThat(new String(followed.readNBytes(6))).isEqualTo("start\n");
      write("go", "");
      api.awaitState(job, "succeeded");
      String rest = new String(followed.readAllBytes(), StandardCharsets.ISO_8859_1);
      assertThat(rest).contains(" bytes are missing here]\n").endsWith("\nend\n");
      long missing =
          java.util.regex.Pattern.compile("jobsch: (\\d+) bytes")
              .matcher(rest)
              .results()
              .mapToLong(it -> Long.parseLong(it.group(1)))
              .sum();
      String kept = rest.replaceAll("\n\\[jobsch: \\d+ bytes are missing here]\n", "");
      assertThat(kept.length() + missing).isEqualTo(20_000_000 + 5);
    }
  }

  @Test
  void a_large_output_is_sent_without_ever_being_in_memory() throws IOException {
    server.close();
    long large = 600L << 20;
    server = RunningServer.start(directory, 1, http -> http, it -> it.withOutputLimit(1L << 30));
    api = server.api();
    String output = run("head -c " + large + " /dev/zero");

    long read = 0;
    long most = 0;
    try (InputStream all = api.stream(output)) {
      byte[] buffer = new byte[1 << 20];
      for (int n = all.read(buffer); n >= 0; n = all.read(buffer)) {
        read += n;
        Runtime runtime = Runtime.getRuntime();
        most = Math.max(most, runtime.totalMemory() - runtime.freeMemory());
      }
    }
    assertThat(read).isEqualTo(large);
    assertThat(most).isLessThan(large);
  }

  @Test
  void a_reader_who_takes_nothing_is_cut_off() {
    server.close();
    server =
        RunningServer.start(
            directory, 1, RunningServer::quick, service -> service.withOutputLimit(100 << 20));
    api = server.api();
    String output = run("head -c 50000000 /dev/zero");
    try (RawClient client = new RawClient(server.port())) {
      client.send("GET " + output + " HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n");
      await().pollDelay(RunningServer.QUICK.stall().multipliedBy(3)).until(() -> true);
      assertThat(client.rest().length()).isLessThan(50_000_000);
    }
    assertThat(api.get("/health/live").status()).isEqualTo(200);
  }

  @Test
  void so_many_may_follow_and_no_more() throws IOException {
    server.close();
    server =
        RunningServer.start(
            directory, 1, http -> http.withApi(http.api().withStreams(1)), service -> service);
    api = server.api();
    String job = api.submitLine("echo one; sleep 600");
    try (InputStream followed = api.stream("/jobs/" + job + "/output?follow=true")) {
      followed.readNBytes(4);
      assertThat(api.get("/jobs/" + job + "/output?follow=true").problem())
          .isEqualTo("too-many-streams");
      assertThat(api.get("/events").status()).isEqualTo(503);
    }
    await().until(() -> api.get("/jobs/" + job + "/output").status() == 200);
  }
}
