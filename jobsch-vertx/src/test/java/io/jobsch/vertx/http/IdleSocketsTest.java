package io.jobsch.vertx.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.jobsch.launcher.Child;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Thousands of connections of another process, on which nothing happens. */
@Timeout(value = 180, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class IdleSocketsTest {
  private static final int SOCKETS = 5_000;

  @TempDir Path directory;
  private Path script;

  @BeforeEach
  void unpack() throws Exception {
    script = directory.resolve("idle_sockets.py");
    try (InputStream source = IdleSocketsTest.class.getResourceAsStream("idle_sockets.py")) {
      Files.copy(source, script);
    }
  }

  @Test
  void five_thousand_hold_nobody_up_and_are_cut_off() {
    Duration patience = Duration.ofSeconds(3);
    while (!allAreOpenAtOnce(patience)) {
      patience = patience.multipliedBy(2);
    }
  }

  /** On a busy machine the first may have been cut off before the last is opened. */
  private boolean allAreOpenAtOnce(Duration patience) {
    Timing impatient =
        new Timing(
            patience,
            patience,
            patience,
            patience,
            RunningServer.QUICK.heartbeat(),
            RunningServer.QUICK.badToken());
    try (RunningServer server =
            RunningServer.start(
                directory,
                0,
                http -> http.withApi(http.api().withTiming(impatient)),
                service -> service);
        Child idle = idle(server.port())) {
      idle.awaitOut("open " + SOCKETS);
      String job = server.api().submitLine("true");
      assertThat(server.api().get("/jobs").status()).isEqualTo(200);
      boolean atOnce = !idle.out().contains("closed " + SOCKETS);
      assertThat(server.api().delete("/jobs/" + job, "").status()).isEqualTo(200);

      idle.awaitOut("\nclosed " + SOCKETS + "\n");
      assertThat(idle.exitCode()).isZero();
      assertThat(server.api().get("/health/ready").status()).isEqualTo(200);
      return atOnce && idle.out().startsWith("open " + SOCKETS + ", closed 0\n");
    }
  }

  private Child idle(int port) {
    return Child.program(
            directory, List.of("python3", script.toString(), Integer.toString(port), "" + SOCKETS))
        .go();
  }
}
