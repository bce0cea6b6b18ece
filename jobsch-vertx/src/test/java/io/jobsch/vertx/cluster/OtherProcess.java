package io.jobsch.vertx.cluster;

import static org.awaitility.Awaitility.await;

import io.jobsch.vertx.TestScheduler;
import io.jobsch.vertx.bus.BusAddresses;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.Message;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

/** A {@link SecondJvm}, seen from the first one. */
final class OtherProcess implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Vertx vertx;
  private final Process process;
  private final String address;

  private OtherProcess(Vertx vertx, Process process, String address) {
    this.vertx = vertx;
    this.process = process;
    this.address = address;
  }

  /**
   * Starts one, and waits until it can be asked.
   *
   * @param scratch for what it writes
   */
  static OtherProcess join(ClusterNode node, Path scratch) {
    String address = "second-jvm." + UUID.randomUUID();
    try {
      Process process =
          new ProcessBuilder(argv(node.port(), address))
              .redirectOutput(scratch.resolve("second-jvm.out").toFile())
              .redirectError(scratch.resolve("second-jvm.err").toFile())
              .start();
      OtherProcess other = new OtherProcess(node.vertx(), process, address);
      // Where it can be reached spreads in the cluster when it has joined, not at once.
      await().atMost(PATIENCE).ignoreExceptions().until(() -> other.tryUndeploy() == 0);
      return other;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> argv(int port, String address) {
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-XX:TieredStopAtLevel=1",
        "-XX:+UseSerialGC",
        "-cp",
        System.getProperty("java.class.path"),
        SecondJvm.class.getName(),
        Integer.toString(port),
        address);
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

  private int ask(String what, JsonObject request) {
    return TestScheduler.get(answer(what, request));
  }

  private int tryUndeploy() throws Exception {
    return answer(SecondJvm.UNDEPLOY, new JsonObject())
        .toCompletionStage()
        .toCompletableFuture()
        .get();
  }

  private Future<Integer> answer(String what, JsonObject request) {
    return vertx
        .eventBus()
        .<Integer>request(address, request.put(SecondJvm.WHAT, what))
        .map(Message::body);
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
