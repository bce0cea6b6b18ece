package io.jobsch.vertx.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jobsch.spec.Jobs;
import io.jobsch.vertx.SchedulerConfig;
import io.jobsch.vertx.SchedulerOptions;
import io.jobsch.vertx.SchedulerVerticle;
import io.jobsch.vertx.jobs.LocalSupply;
import io.jobsch.vertx.jobs.SchedulerService;
import io.jobsch.vertx.jobs.ServiceSettings;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A scheduler in somebody else's Vert.x application. */
class EmbeddingTest {
  @TempDir Path directory;
  private final Vertx vertx = Vertx.vertx();

  @AfterEach
  void close() {
    get(vertx.close());
  }

  private static <T> T get(Future<T> future) {
    try {
      return future.toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new AssertionError("no answer", e);
    }
  }

  private static SchedulerVerticle verticle(int workers) {
    return new SchedulerVerticle(
        SchedulerOptions.DEFAULT.withHttp(HttpOptions.DEFAULT.at("127.0.0.1", 0)), workers);
  }

  private static Api api(SchedulerVerticle verticle) {
    return new Api("http://127.0.0.1:" + verticle.port());
  }

  @Test
  void several_schedulers_live_in_one_process() {
    SchedulerVerticle one = verticle(1);
    SchedulerVerticle other = verticle(0);
    get(vertx.deployVerticle(one));
    get(vertx.deployVerticle(other));

    String job = api(one).submit(Api.line("true"));
    api(one).awaitState(job, "succeeded");
    assertThat(api(other).get("/jobs/" + job).status()).isEqualTo(404);
    assertThat(api(other).get("/workers").json().getJsonArray("workers")).isEmpty();
    get(vertx.undeploy(one.deploymentID()));
    assertThat(api(other).get("/health/ready").status()).isEqualTo(200);
  }

  @Test
  void jobs_written_in_java_and_jobs_over_http_are_the_same() {
    SchedulerVerticle verticle = verticle(1);
    get(vertx.deployVerticle(verticle));
    var job = verticle.service().scheduler().submit(Jobs.sh("true").name("in java"));

    assertThat(get(verticle.service().future(job.result())).succeeded()).isTrue();
    assertThat(api(verticle).job(job.id().value()).getString("name")).isEqualTo("in java");
  }

  @Test
  void the_vertx_launcher_deploys_one_by_its_name() {
    JsonObject config =
        new JsonObject()
            .put("port", 0)
            .put("data", directory.toString())
            .put("local_workers", 1)
            .put("workdir", directory.toString());
    String id =
        get(
            vertx.deployVerticle(
                SchedulerVerticle.class.getName(), new DeploymentOptions().setConfig(config)));

    assertThat(vertx.deploymentIDs()).contains(id);
  }

  @Test
  void a_configuration_says_what_the_command_line_says() throws Exception {
    Path token = Files.writeString(directory.resolve("token"), Token.random());
    SchedulerConfig config =
        SchedulerConfig.of(
            new JsonObject()
                .put("host", "localhost")
                .put("port", 9)
                .put("public_hosts", new JsonArray().add("jobs.example"))
                .put("token_file", token.toString())
                .put("insecure_plaintext", true)
                .put("max_jobs", 7)
                .put("reserve_after", 1.5)
                .put("local_workers", 3));

    assertThat(config.localWorkers()).isEqualTo(3);
    assertThat(config.options().service().mostJobs()).isEqualTo(7);
    assertThat(config.options().service().reserveAfter()).contains(Duration.ofMillis(1500));
    HttpOptions http = config.options().http();
    assertThat(http.host() + ":" + http.port()).isEqualTo("localhost:9");
    assertThat(http.insecurePlaintext()).isTrue();
    assertThat(http.api().publicHosts()).containsExactly("jobs.example");
    assertThat(http.api().access().client()).isPresent();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"prot\": 1}",
        "{\"port\": \"x\"}",
        "{\"port\": 70000}",
        "{\"tls_cert\": \"a\"}",
        "{\"token_file\": \"/no/such/file\"}",
        "{\"public_hosts\": [1]}"
      })
  void a_configuration_that_makes_no_sense_is_refused(String json) {
    assertThatThrownBy(() -> SchedulerConfig.of(new JsonObject(json)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void a_time_that_makes_no_sense_is_refused_with_its_key() {
    assertThatThrownBy(() -> SchedulerConfig.of(new JsonObject().put("reserve_after", -1)))
        .hasMessage(
            "configuration of SchedulerVerticle: reserve_after: expected a number of seconds, 0 or"
                + " more, found -1.0");
    assertThatThrownBy(
            () -> ServiceSettings.DEFAULT.withReserveAfter(Optional.of(Duration.ofMillis(-1))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("reserve after: expected 0 or more, found PT-0.001S");
  }

  @Test
  void the_routes_are_mounted_beside_those_of_an_application() throws Exception {
    SchedulerService service =
        get(SchedulerService.start(vertx, ServiceSettings.DEFAULT, new LocalSupply(1, directory)));
    Router router = Router.router(vertx);
    router.get("/hello").handler(ctx -> ctx.end("hello"));
    router.route("/batch/*").subRouter(JobschApi.router(vertx, service, ApiOptions.DEFAULT));
    HttpServer server = get(vertx.createHttpServer().requestHandler(router).listen(0, "127.0.0.1"));
    String base = "http://127.0.0.1:" + server.actualPort();

    assertThat(call("GET", base + "/hello", "").body()).isEqualTo("hello");
    HttpResponse<String> submitted = call("POST", base + "/batch/jobs", Api.line("true"));
    assertThat(submitted.statusCode()).isEqualTo(200);
    String location = submitted.headers().firstValue("location").orElseThrow();
    assertThat(location).startsWith("/batch/jobs/");
    assertThat(call("GET", base + location, "").statusCode()).isEqualTo(200);
    HttpResponse<String> nothing = call("GET", base + "/batch/nothing", "");
    assertThat(nothing.statusCode()).isEqualTo(404);
    assertThat(nothing.body()).contains("urn:jobsch:problem:no-such-path");
    get(service.stop());
    assertThat(call("POST", base + "/batch/jobs", Api.line("true")).statusCode()).isEqualTo(503);
  }

  private static HttpResponse<String> call(String method, String url, String body)
      throws Exception {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(URI.create(url))
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .build(),
            BodyHandlers.ofString());
  }
}
