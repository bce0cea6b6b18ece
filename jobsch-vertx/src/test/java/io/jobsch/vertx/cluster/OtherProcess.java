package io.jobsch.vertx.cluster;

import static org.awaitility.Awaitility.await;

import io.jobsch.vertx.TestScheduler;
import io.jobsch.vertx.bus.BusAddresses;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** A {@link SecondJvm}, seen from the first one. */
final class OtherProcess implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Vertx vertx;
  private final Process process;

  private OtherProcess(Vertx vertx, Process process) {
    this.vertx = vertx;
    this.process = process;
  }

  /**
   * Starts one, and waits until it has joined.
   *
   * @param scratch for what it writes
   */
  static OtherProcess join(ClusterNode node, Path scratch) {
    Path out = scratch.resolve("second-jvm.out");
    try {
      Process process =
          new ProcessBuilder(argv(node.port()))
              .redirectOutput(out.toFile())
              .redirectError(scratch.resolve("second-jvm.err").toFile())
              .start();
      OtherProcess other = new OtherProcess(node.vertx(), process);
      await()
          .atMost(PATIENCE)
          .until(() -> Files.readString(out).contains("joined") || !process.isAlive());
      return other;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> argv(int port) {
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-XX:TieredStopAtLevel=1",
        "-XX:+UseSerialGC",
        "-cp",
        System.getProperty("java.class.path"),
        SecondJvm.class.getName(),
        Integer.toString(port));
  }

  /** Has workers called w1, w2 and so on in that process. */
  void deployWorkers(BusAddresses scheduler, Path directory, int number) {
    ask(
        SecondJvm.WORKERS,
        new JsonObject()
            .put("scheduler", scheduler.name())
            .put("directory", directory.toString())
            .put("number", number));
  }

  /** Has a gateway there; answers with its port. */
  int deployGateway(BusAddresses scheduler) {
    return ask(SecondJvm.GATEWAY, new JsonObject().put("scheduler", scheduler.name()));
  }

  /** Has there what was there before all of this. */
  void undeploy() {
    ask(SecondJvm.UNDEPLOY, new JsonObject());
  }

  private int ask(String address, JsonObject request) {
    return TestScheduler.get(vertx.eventBus().<Integer>request(address, request)).body();
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** By kill -9: nothing in it comes to say anything. */
  void kill() {
    process.destroyForcibly();
    await().atMost(PATIENCE).until(() -> !process.isAlive());
  }

  /** Sends it a signal. */
  void signal(String name) throws IOException, InterruptedException {
    new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start().waitFor();
  }

  @Override
  public void close() {
    try {
      process.getOutputStream().close();
      await().atMost(PATIENCE).until(() -> !process.isAlive());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      process.destroyForcibly();
    }
  }
}
