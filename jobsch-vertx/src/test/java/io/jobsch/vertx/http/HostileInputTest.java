package io.jobsch.vertx.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is sent to hurt. After each of it the server answers as before. */
@Timeout(value = 180, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class HostileInputTest {
  private static final String HOST = "Host: localhost\r\n";
  private static final int GIB = 1 << 30;

  @TempDir Path directory;
  private RunningServer server;

  @BeforeEach
  void start() {
    server = RunningServer.start(directory, 0, RunningServer::quick, service -> service);
  }

  @AfterEach
  void stop() {
    try {
      assertThat(server.api().get("/health/ready").status()).isEqualTo(200);
      assertThat(server.service().archive().live()).isZero();
    } finally {
      server.close();
    }
  }

  private RawClient connect() {
    return new RawClient(server.port());
  }

  // Bodies.

  @ParameterizedTest
  @ValueSource(strings = {"[", "{\"work\":[", "{\"a\":"})
  void json_100_000_deep_is_refused(String opening) {
    Answer answer = server.api().post("/jobs", opening.repeat(100_000));

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.problem()).isEqualTo("invalid-job");
    assertThat(server.api().delete("/jobs", "[".repeat(4_000)).status()).isEqualTo(400);
  }

  @Test
  void a_body_of_a_gibibyte_is_refused_before_it_is_sent() {
    try (RawClient client = connect()) {
      client.send("POST /jobs HTTP/1.1\r\n" + HOST + "Content-Length: " + GIB + "\r\n\r\n");
      Answer answer = client.answer();

      assertThat(answer.status()).isEqualTo(413);
      assertThat(answer.problem()).isEqualTo("too-large");
      assertThat(client.sendUntilRefused(new byte[1 << 20], GIB)).isLessThan(64 << 20);
    }
  }

  @Test
  void who_asks_whether_to_send_a_gibibyte_is_told_no() {
    try (RawClient client = connect()) {
      client.send(
          "POST /jobs HTTP/1.1\r\n"
              + HOST
              + "Expect: 100-continue\r\nContent-Length: "
              + GIB
              + "\r\n\r\n");

      assertThat(client.answer().status()).isEqualTo(413);
    }
  }

  @Test
  void who_asks_whether_to_send_a_job_is_told_to() {
    String job = "{}";
    try (RawClient client = connect()) {
      client.send("POST /jobs HTTP/1.1\r\n" + HOST + "Expect: 100-continue\r\n");
      client.send("Content-Length: " + job.length() + "\r\n\r\n");
      assertThat(client.answer().status()).isEqualTo(100);
      client.send(job);
      assertThat(client.answer().status()).isEqualTo(400);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"POST /jobs", "DELETE /jobs", "GET /jobs", "POST /nothing", "PUT /jobs"})
  void endless_chunks_come_to_an_end(String request) {
    String chunk = "10000\r\n" + " ".repeat(0x10000) + "\r\n";
    try (RawClient client = connect()) {
      client.send(request + " HTTP/1.1\r\n" + HOST + "Transfer-Encoding: chunked\r\n\r\n");
      long sent = client.sendUntilRefused(chunk.getBytes(UTF_8), GIB);

      assertThat(sent).isLessThan(64 << 20);
    }
  }

  @Test
  void a_body_that_does_not_come_is_not_waited_for() {
    try (RawClient client = connect()) {
      client.send("POST /jobs HTTP/1.1\r\n" + HOST + "Content-Length: 100\r\n\r\n{");
      Answer answer = client.answer();

      assertThat(answer.status()).isEqualTo(408);
      assertThat(client.rest()).isEmpty();
    }
  }

  /** A byte now and then is not enough. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "POST /jobs HTTP/1.1\r\n" + HOST + "Content-Length: 100000\r\n\r\n",
        "DELETE /jobs HTTP/1.1\r\n" + HOST + "Content-Length: 1000\r\n\r\n",
        "POST /jobs HTTP/1.1\r\n" + HOST + "Transfer-Encoding: chunked\r\n\r\n186a0\r\n",
        "GET /jobs HTTP/1.1\r\n" + HOST + "X: ",
        "GET /"
      })
  void what_comes_byte_by_byte_is_not_waited_for(String beginning) {
    try (RawClient client = connect()) {
      client.send(beginning);

      assertThat(client.dripUntilRefused('x', 50, 4_000)).isLessThan(4_000);
    }
  }

  @Test
  void a_compressed_body_is_not_unpacked() {
    Answer answer = server.api().post("/jobs", "x", "Content-Encoding", "gzip");

    assertThat(answer.status()).isEqualTo(415);
  }

  // Heads.

  @ParameterizedTest
  @ValueSource(strings = {"", "G", "GET /jobs HTTP/1.1\r\n", "GET /jobs HTTP/1.1\r\nX: "})
  void a_head_that_does_not_come_is_not_waited_for(String beginning) {
    try (RawClient client = connect()) {
      assertThat(client.send(beginning).rest()).isEmpty();
    }
  }

  @Test
  void a_connection_on_which_nothing_is_asked_any_more_is_closed() {
    try (RawClient client = connect()) {
      client.send("GET /health/live HTTP/1.1\r\n" + HOST + "\r\n");
      assertThat(client.answer().status()).isEqualTo(200);
      assertThat(client.rest()).isEmpty();
    }
  }

  @Test
  void hundreds_of_idle_connections_hold_nobody_up_and_are_closed() {
    List<RawClient> idle = new ArrayList<>();
    try {
      for (int i = 0; i < 500; i++) {
        idle.add(connect());
      }
      assertThat(server.api().get("/jobs").status()).isEqualTo(200);
      idle.forEach(client -> assertThat(client.rest()).isEmpty());
    } finally {
      idle.forEach(RawClient::close);
    }
  }

  @Test
  void too_long_a_line_and_too_many_headers_are_refused() {
    assertThat(
            RawClient.ask(server.port(), "GET /" + "x".repeat(10_000) + " HTTP/1.1", HOST.strip()))
        .extracting(Answer::status)
        .isEqualTo(414);
    assertThat(
            RawClient.ask(
                server.port(), "GET /jobs HTTP/1.1", HOST.strip(), "X: " + "x".repeat(20_000)))
        .extracting(Answer::status)
        .isEqualTo(431);
  }

  @Test
  void who_asks_much_and_reads_nothing_is_cut_off() {
    String request = "GET /openapi.json HTTP/1.1\r\n" + HOST + "\r\n";
    try (RawClient client = connect()) {
      client.send(request.repeat(2_000));
      assertThat(server.api().get("/health/live").status()).isEqualTo(200);
      await().atMost(Duration.ofSeconds(60)).until(client::isCutOff);
    }
  }

  // Smuggling: on no account is the second request answered.

  private static final String SMUGGLED = "DELETE /smuggled HTTP/1.1\r\n" + HOST + "\r\n";

  @Test
  void behind_a_chunked_body_no_other_request_is_taken() {
    try (RawClient client = connect()) {
      client.send(
          "POST /jobs HTTP/1.1\r\n"
              + HOST
              + "Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"
              + SMUGGLED);
      String all = client.rest();

      assertThat(all).startsWith("HTTP/1.1 400").contains("connection: close");
      assertThat(all.split("HTTP/1.1 ", -1)).hasSize(2);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Content-Length: 2\r\nContent-Length: 40",
        "Content-Length: 2, 40",
        "Content-Length: -1",
        "Content-Length: +2",
        "Content-Length: 0x2",
        "Content-Length: 2 2",
        "Content-Length: ",
        "Content-Length : 2",
        " Content-Length: 2",
        "Content-Length\u000b: 2",
        "Transfer-Encoding: chunked\r\nTransfer-Encoding: identity",
        "Transfer-Encoding: xchunked",
        "Transfer-Encoding: identity",
        "Transfer-Encoding: gzip, chunked",
        "Transfer-Encoding: chunked, chunked",
        "Transfer-Encoding : chunked",
        "Transfer-Encoding: chunked\r\n , identity",
        "X: a\rContent-Length: 2",
        "X: a\0b",
        "Bad Name: x",
        ": x"
      })
  void what_one_may_read_in_two_ways_is_refused_and_nothing_behind_it_answered(String header) {
    try (RawClient client = connect()) {
      client.send("POST /jobs HTTP/1.1\r\n" + HOST + header + "\r\n\r\n{}" + SMUGGLED);
      String all = client.rest();

      assertThat(all).matches("(?s)HTTP/1.1 (400|501) .*|");
      assertThat(all).doesNotContain("no-such-path");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"zz\r\n", "-1\r\n", "2\r\n{}x\r\n", "ffffffffffffffffff\r\n", "2;\n{}"})
  void chunks_that_are_none_are_refused(String chunk) {
    try (RawClient client = connect()) {
      client.send(
          "POST /jobs HTTP/1.1\r\n"
              + HOST
              + "Transfer-Encoding: chunked\r\n\r\n"
              + chunk
              + "\r\n0\r\n\r\n"
              + SMUGGLED);
      String all = client.rest();

      assertThat(all.split("HTTP/1.1 200", -1)).hasSize(1);
      assertThat(all).doesNotContain("no-such-path");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\0\0\0\0",
        "SSH-2.0-OpenSSH\r\n\r\n",
        "GET /jobs\r\n\r\n",
        "GET  HTTP/1.1\r\n\r\n",
        "GET /jobs HTTP/9.9\r\n\r\n",
        "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
        "\u0016\u0003\u0001\u0002\0\u0001\0"
      })
  void what_is_no_http_is_refused(String text) {
    try (RawClient client = connect()) {
      assertThat(client.send(text).rest()).doesNotContain("HTTP/1.1 200");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"HTTP/3.7", "HTTP/0.9", "HTTP/1.2"})
  void of_another_version_of_http_nothing_is_answered_but_that_it_is_not_known(String version) {
    try (RawClient client = connect()) {
      client.send(
          "DELETE /jobs/" + "0".repeat(32) + " " + version + "\r\n" + HOST + "\r\n" + SMUGGLED);
      assertThat(client.rest()).startsWith(version + " 501 ").doesNotContain("no-such-path");
    }
  }

  // Text.

  @Test
  void control_characters_in_every_field_stay_within_the_documents() {
    String evil = "\u001b]0;title\u0007\r\nX-Evil: yes\u009b2J\u202e";
    JsonObject job =
        new JsonObject()
            .put("type", "execute")
            .put("command", evil)
            .put("name", evil)
            .put("role", evil)
            .put("cwd", evil)
            .put("env", new JsonObject().put("A", evil));
    Api api = server.api();
    String id = api.submit(job.encode());
    Answer shown = api.get("/jobs/" + id);

    assertThat(shown.json().getString("name")).isEqualTo(evil);
    assertThat(shown.json().getString("waiting")).contains("role ");
    for (Answer answer : List.of(shown, api.get("/jobs"), api.get("/jobs?name=%1b%0d%0a"))) {
      assertThat(answer.headers()).doesNotContainKey("x-evil");
      assertThat(answer.text().strip()).doesNotContain("\u001b", "\r", "\n", "\u0007");
    }
    assertThat(api.delete("/jobs/" + id, "").status()).isEqualTo(200);
  }

  /** Nothing but what has that very name is found, and no name becomes a header or a file. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "...",
        "..%2f..%2f..%2fetc%2fpasswd",
        "..%5c..%5cetc%5cpasswd",
        "%252e%252e%252f",
        "%00",
        "x%00.json",
        "%0d%0aX-Evil:%20yes",
        "%1b%5d0;title%07",
        "%c0%ae%c0%ae",
        ";x=y",
        "*",
        "~root"
      })
  void no_trick_with_a_path_gets_anywhere(String id) {
    Api api = server.api();
    for (Answer answer :
        List.of(
            api.get("/jobs/" + id + "/output?node=" + id + "&stream=stdout"),
            api.get("/jobs/" + id + "/events"),
            api.delete("/jobs/" + id, ""),
            api.delete("/jobs", new JsonObject().put("job_id", id).encode()),
            api.post("/workers/" + id + "/drain", "x"),
            api.delete("/workers/" + id + "/drain", ""),
            api.get("/" + id + "/jobs/x"),
            api.get("/jobs/x/" + id + "/" + id))) {
      assertThat(answer.status()).as(answer.toString()).isIn(400, 404, 405);
      assertThat(answer.headers()).doesNotContainKey("x-evil");
      assertThat(answer.text().strip())
          .doesNotContain("root:", "\u001b", "\r", "\n", "\0", "\u0007");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/jobs?state=%1b%5b2J",
        "/jobs?%1b=1",
        "/jobs?cursor=%0d%0aX:1",
        "/jobs?limit=%00",
        "/%1b%5b2J",
        "/jobs?name=%ff%fe",
        "/jobs?name=%c0%ae"
      })
  void control_characters_in_a_query_are_not_given_back(String path) {
    Answer answer = server.api().get(path);

    assertThat(answer.status()).isIn(200, 400, 404);
    assertThat(answer.text().strip()).doesNotContain("\u001b", "\r", "\n", "\0");
  }
}
