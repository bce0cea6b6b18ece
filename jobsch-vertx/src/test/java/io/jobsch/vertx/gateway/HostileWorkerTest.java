package io.jobsch.vertx.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.jobsch.vertx.TestScheduler;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketConnectOptions;
import io.vertx.core.http.WebSocketFrame;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who has the workers' token, and does not say what a worker says. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class HostileWorkerTest {
  private static final Duration PATIENCE = Duration.ofSeconds(40);

  @TempDir Path directory;
  private final Vertx away = Vertx.vertx();

  /** Kept, as one that nobody knows any more is closed by the garbage collector. */
  private final WebSocketClient client = away.createWebSocketClient();

  private final List<Buffer> heard = new CopyOnWriteArrayList<>();
  private TestServer server;

  @BeforeEach
  void start() {
    server = TestServer.start(directory, UnaryOperator.identity());
  }

  @AfterEach
  void stop() throws Exception {
    try {
      assertThat(server.workers().get(10, TimeUnit.SECONDS)).isEmpty();
      server.connectWorkers(directory, 1, UnaryOperator.identity());
    } finally {
      TestScheduler.get(away.close());
      server.close();
    }
  }

  private WebSocket connect() {
    WebSocketConnectOptions request =
        new WebSocketConnectOptions()
            .setHost("127.0.0.1")
            .setPort(server.port())
            .setURI(Gateway.PATH)
            .addHeader(Gateway.VERSION_HEADER, "1");
    WebSocket socket = TestScheduler.get(client.connect(request));
    socket.handler(heard::add);
    return socket;
  }

  private static JsonObject hello() {
    return new JsonObject()
        .put("v", 1)
        .put("type", "hello")
        .put("worker", "w")
        .put("incarnation", "i")
        .put("epoch", 0)
        .put("session", "")
        .put("greeting", 1)
        .put("software", "s")
        .put("sent_at", 0);
  }

  private void isRefused(WebSocket socket) {
    await().atMost(PATIENCE).until(socket::isClosed);
    assertThat(heard).hasSize(1);
    JsonObject refusal = heard.get(0).toJsonObject();
    assertThat(refusal.getString("type")).isEqualTo("refused");
    assertThat(refusal.getString("reason")).isEqualTo("bad_frame");
    assertThat(refusal.getString("message")).matches("\\P{Cntrl}+").hasSizeLessThan(1_000);
  }

  @Test
  void what_a_worker_says_is_answered() {
    WebSocket socket = connect();
    TestScheduler.get(socket.writeTextMessage(hello().encode()));

    await().atMost(PATIENCE).until(() -> !heard.isEmpty());
    assertThat(heard.get(0).toJsonObject().getString("type")).isEqualTo("welcome");
  }

  @ParameterizedTest
  @ValueSource(strings = {"worker", "incarnation", "session", "software", "type"})
  void control_characters_in_what_is_shown_are_refused(String field) {
    for (String evil : List.of("\u001b]0;title\u0007", "a\r\nX-Evil: yes", "\u009b2J", "\0")) {
      heard.clear();
      WebSocket socket = connect();
      TestScheduler.get(socket.writeTextMessage(hello().put(field, evil).encode()));

      isRefused(socket);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{", "null", "[]", "{\"v\": 1}", "{\"v\": 2}", "hello"})
  void what_is_no_frame_is_refused(String text) {
    WebSocket socket = connect();
    TestScheduler.get(socket.writeTextMessage(text));

    isRefused(socket);
  }

  @Test
  void a_frame_that_is_100_000_deep_is_refused() {
    WebSocket socket = connect();
    String deep = "[".repeat(100_000);
    TestScheduler.get(
        socket.writeTextMessage("{\"v\": 1, \"type\": \"hello\", \"worker\": " + deep));

    isRefused(socket);
  }

  @Test
  void bytes_that_are_no_output_are_refused() {
    for (byte[] bytes : List.of(new byte[] {1}, new byte[] {9, 0, 0, 0}, new byte[100])) {
      heard.clear();
      WebSocket socket = connect();
      TestScheduler.get(socket.writeBinaryMessage(Buffer.buffer(bytes)));

      isRefused(socket);
    }
  }

  @Test
  void a_message_without_end_is_cut_off() {
    WebSocket socket = connect();
    Buffer piece = Buffer.buffer(new byte[32 * 1024]);
    socket.exceptionHandler(gone -> {});
    TestScheduler.get(
        away.executeBlocking(
            () -> {
              while (!socket.isClosed()) {
                socket.writeFrame(WebSocketFrame.binaryFrame(piece, false));
                awaitRoom(socket);
              }
              return true;
            },
            false));
  }

  private static void awaitRoom(WebSocket socket) {
    await().atMost(PATIENCE).until(() -> socket.isClosed() || !socket.writeQueueFull());
  }
}
