package io.jobsch.vertx.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jobsch.spec.Jobs;
import io.jobsch.vertx.GatewayVerticle;
import io.jobsch.vertx.SchedulerOptions;
import io.jobsch.vertx.SchedulerVerticle;
import io.jobsch.vertx.TestScheduler;
import io.jobsch.vertx.bus.BusAddresses;
import io.jobsch.vertx.bus.TransportSettings;
import io.jobsch.vertx.jobs.ServiceSettings;
import io.jobsch.vertx.worker.RemoteOptions;
import io.jobsch.vertx.worker.RemoteWorkerVerticle;
import io.jobsch.vertx.worker.WorkerOptions;
import io.jobsch.vertx.worker.WorkerVerticle;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Several verticles in one Vert.x instance, deployed from code and by their names. */
class DeploymentTest {
  @TempDir Path directory;
  private final Vertx vertx = Vertx.vertx();

  @AfterEach
  void close() {
    TestScheduler.get(vertx.close());
  }

  private SchedulerVerticle scheduler(String name, int port) {
    return new SchedulerVerticle(
        new SchedulerOptions(
            HttpOptions.DEFAULT.at("127.0.0.1", port), ServiceSettings.DEFAULT.withData(directory)),
        TransportSettings.DEFAULT
            .withAddresses(new BusAddresses(name))
            .withProbe(Duration.ofMillis(100)),
        0,
        directory);
  }

  private void deploy(SchedulerVerticle verticle) {
    TestScheduler.get(vertx.deployVerticle(verticle));
  }

  private void deploy(String name, JsonObject config) {
    TestScheduler.get(vertx.deployVerticle(name, new DeploymentOptions().setConfig(config)));
  }

  private static String workers(SchedulerVerticle scheduler) {
    return new Api("http://127.0.0.1:" + scheduler.port())
        .get("/workers").json().getJsonArray("workers").stream()
            .map(it -> ((JsonObject) it).getString("name"))
            .sorted()
            .collect(Collectors.joining(" "));
  }

  private static void run(SchedulerVerticle scheduler) {
    assertThat(scheduler.service().scheduler().submit(Jobs.sh("true")).result())
        .succeedsWithin(Duration.ofSeconds(30))
        .matches(it -> it.succeeded());
  }

  @Test
  void schedulers_with_names_of_their_own_have_workers_of_their_own() {
    SchedulerVerticle east = scheduler("east", 0);
    SchedulerVerticle west = scheduler("west", 0);
    deploy(east);
    deploy(west);
    TestScheduler.get(
        vertx.deployVerticle(
            new WorkerVerticle(WorkerOptions.named("e", directory), new BusAddresses("east"))));
    deploy(
        WorkerVerticle.class.getName(),
        new JsonObject()
            .put("name", "w")
            .put("slots", 2)
            .put("workdir", directory.toString())
            .put("scheduler", "west"));
    run(east);
    run(west);

    assertThat(workers(east)).isEqualTo("e");
    assertThat(workers(west)).isEqualTo("w/1 w/2");
  }

  @Test
  void several_gateways_serve_one_scheduler() {
    SchedulerVerticle east = scheduler("east", 0);
    deploy(east);
    List<String> names = List.of("a", "b");
    for (String name : names) {
      GatewayVerticle gateway =
          new GatewayVerticle(HttpOptions.DEFAULT.at("127.0.0.1", 0), new BusAddresses("east"));
      TestScheduler.get(vertx.deployVerticle(gateway));
      TestScheduler.get(
          vertx.deployVerticle(
              new RemoteWorkerVerticle(
                  WorkerOptions.named(name, directory),
                  RemoteOptions.to(URI.create("http://127.0.0.1:" + gateway.port())))));
    }

    assertThat(
            east.service()
                .scheduler()
                .submit(Jobs.parallel(Jobs.sh("true").role("x"), Jobs.sh("true").role("y")))
                .result())
        .succeedsWithin(Duration.ofSeconds(30))
        .matches(it -> it.succeeded());
    assertThat(workers(east)).isEqualTo("a b");
  }

  @ParameterizedTest
  @CsvSource({
    "GET /nowhere HTTP/1.1, Host: localhost, 404, no-such-path",
    "GET /%zz HTTP/1.1, Host: localhost, 400, bad-request",
    "POST /workers/connect HTTP/1.1, Host: localhost, 405, method-not-allowed",
    "GET /workers/connect HTTP/1.1, X: y, 400, bad-request"
  })
  void what_a_gateway_does_not_understand_is_answered_with_a_problem(
      String request, String header, int status, String problem) {
    GatewayVerticle gateway =
        new GatewayVerticle(HttpOptions.DEFAULT.at("127.0.0.1", 0), new BusAddresses("east"));
    TestScheduler.get(vertx.deployVerticle(gateway));

    Answer answer = RawClient.ask(gateway.port(), request, header);
    assertThat(answer.status()).as(answer.toString()).isEqualTo(status);
    assertThat(answer.problem()).isEqualTo(problem);
    assertThat(answer.header("jobsch-api")).contains("1");
  }

  @Test
  void a_place_for_data_that_is_none_is_told_in_words() throws IOException {
    Path file = Files.writeString(directory.resolve("file"), "");
    String begin = "the directory for data, " + file;

    assertRefused(storingAt(file), begin + ", cannot be made: " + file + " is no directory");
    assertRefused(
        storingAt(file.resolve("data")), begin + "/data, cannot be made: Not a directory");
  }

  private static SchedulerVerticle storingAt(Path data) {
    ServiceSettings settings = ServiceSettings.DEFAULT.withData(data);
    return new SchedulerVerticle(SchedulerOptions.DEFAULT.withService(settings), 0);
  }

  @Test
  void instances_of_a_gateway_share_a_port() throws IOException {
    int port = freePort();
    SchedulerVerticle east = scheduler("east", 0);
    deploy(east);
    TestScheduler.get(
        vertx.deployVerticle(
            GatewayVerticle.class.getName(),
            new DeploymentOptions()
                .setInstances(2)
                .setConfig(new JsonObject().put("port", port).put("scheduler", "east"))));
    deploy(
        RemoteWorkerVerticle.class.getName(),
        new JsonObject()
            .put("name", "w")
            .put("slots", 4)
            .put("workdir", directory.toString())
            .put("scheduler", "http://127.0.0.1:" + port));
    run(east);

    TestScheduler.get(vertx.undeploy(east.deploymentID()));
    assertRefused(scheduler("west", port), "another server of this process listens at 127.0.0.1:");
  }

  @Test
  void a_second_scheduler_of_a_name_or_a_port_is_refused_until_the_first_has_gone()
      throws IOException {
    int port = freePort();
    SchedulerVerticle first = scheduler("east", port);
    deploy(first);

    assertRefused(
        scheduler("east", 0), "there is another scheduler called \"east\" on this event bus");
    assertRefused(
        scheduler("west", port), "another server of this process listens at 127.0.0.1:" + port);
    TestScheduler.get(vertx.undeploy(first.deploymentID()));
    deploy(scheduler("east", port));
  }

  private void assertRefused(SchedulerVerticle verticle, String why) {
    assertThatThrownBy(() -> deploy(verticle)).hasStackTraceContaining(why);
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "io.jobsch.vertx.SchedulerVerticle | {\"lease\": \"long\"} |"
            + " lease: expected a number of seconds, 0 or more, found \"long\"",
        "io.jobsch.vertx.SchedulerVerticle | {\"lease\": 50} | lease, grace: grace: expected more",
        "io.jobsch.vertx.SchedulerVerticle | {\"public_hosts\": [\"a\", 1]} |"
            + " public_hosts/1: expected a text, found 1",
        "io.jobsch.vertx.SchedulerVerticle | {\"tls_cert\": \"c\"} |"
            + " tls_key: expected the key of tls_cert, found nothing",
        "io.jobsch.vertx.GatewayVerticle | {\"local_workers\": 1} |"
            + " local_workers: there is no such key; it knows host, insecure_plaintext, port,",
        "io.jobsch.vertx.GatewayVerticle | {\"port\": 70000} |"
            + " port: expected a whole number from 0 to 65535, found 70000",
        "io.jobsch.vertx.GatewayVerticle | {\"worker_token_file\": \"/none\"} |"
            + " worker_token_file: /none: there is no such file",
        "io.jobsch.vertx.worker.WorkerVerticle | {} | name: expected a text, found nothing",
        "io.jobsch.vertx.worker.WorkerVerticle | {\"name\": null} |"
            + " name: expected a text, found null",
        "io.jobsch.vertx.worker.WorkerVerticle | {\"name\": \"w\", \"roles\": \"db\"} |"
            + " roles: expected a list of texts, found \"db\"",
        "io.jobsch.vertx.worker.WorkerVerticle | {\"name\": \"w\", \"roles\": [\"db\", \"\"]} |"
            + " roles/1: role pattern: expected one that is not empty",
        "io.jobsch.vertx.worker.WorkerVerticle | {\"name\": \"w\", \"slots\": 0} |"
            + " slots: expected a whole number from 1 to 10000, found 0",
        "io.jobsch.vertx.worker.RemoteWorkerVerticle | {\"name\": \"w\"} |"
            + " scheduler: expected a text, found nothing",
        "io.jobsch.vertx.worker.RemoteWorkerVerticle |"
            + " {\"name\": \"w\", \"scheduler\": \"ftp://x\"} |"
            + " scheduler: scheduler: expected a URL like http://127.0.0.1:8080, found ftp://x",
      })
  void a_configuration_that_makes_no_sense_is_refused_and_says_where(
      String verticle, String config, String why) {
    assertThatThrownBy(() -> deploy(verticle, new JsonObject(config)))
        .rootCause()
        .hasMessageStartingWith(
            "configuration of " + verticle.substring(verticle.lastIndexOf('.') + 1) + ": " + why);
  }
}
