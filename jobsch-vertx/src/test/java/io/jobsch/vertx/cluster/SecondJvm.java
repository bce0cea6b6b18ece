package io.jobsch.vertx.cluster;

import io.jobsch.process.KillPolicy;
import io.jobsch.vertx.GatewayVerticle;
import io.jobsch.vertx.bus.BusAddresses;
import io.jobsch.vertx.http.HttpOptions;
import io.jobsch.vertx.worker.WorkerOptions;
import io.jobsch.vertx.worker.WorkerVerticle;
import io.vertx.core.Deployable;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The program of another process of a cluster: does what it is asked to over the event bus, and
 * ends when nobody holds its standard input open any more.
 */
final class SecondJvm {
  /** The key of what it is asked to do. */
  static final String WHAT = "what";

  static final String WORKERS = "workers";
  static final String GATEWAY = "gateway";
  static final String UNDEPLOY = "undeploy";

  private final Vertx vertx;
  private final List<String> deployed = new ArrayList<>();

  private SecondJvm(Vertx vertx) {
    this.vertx = vertx;
  }

  /** The first argument is the port of a member, the second its own address on the event bus. */
  public static void main(String[] arguments) throws IOException {
    try (ClusterNode node = ClusterNode.joining(Integer.parseInt(arguments[0]))) {
      new SecondJvm(node.vertx()).serve(arguments[1]);
      while (System.in.read() >= 0) {}
    }
    System.exit(0);
  }

  private void serve(String address) {
    vertx
        .eventBus()
        .<JsonObject>consumer(
            address,
            request ->
                answer(request.body())
                    .onSuccess(request::reply)
                    .onFailure(why -> request.fail(1, why.toString())));
  }

  private Future<Integer> answer(JsonObject request) {
    return switch (request.getString(WHAT)) {
      case WORKERS -> workers(request);
      case GATEWAY -> gateway(request);
      default -> undeploy();
    };
  }

  private Future<Integer> workers(JsonObject request) {
    Path directory = Path.of(request.getString("directory"));
    int number = request.getInteger("number");
    Future<?> all = Future.succeededFuture();
    for (int i = 1; i <= number; i++) {
      WorkerOptions options =
          WorkerOptions.named("w" + i, directory)
              .withKilling(new KillPolicy(Duration.ofSeconds(1), Duration.ofSeconds(10)));
      all = all.compose(done -> deploy(new WorkerVerticle(options, addresses(request))));
    }
    return all.map(number);
  }

  private Future<Integer> gateway(JsonObject request) {
    GatewayVerticle gateway =
        new GatewayVerticle(HttpOptions.DEFAULT.at("127.0.0.1", 0), addresses(request));
    return deploy(gateway).map(done -> gateway.port());
  }

  private static BusAddresses addresses(JsonObject request) {
    return new BusAddresses(request.getString("scheduler"));
  }

  private Future<?> deploy(Deployable verticle) {
    return vertx.deployVerticle(verticle).onSuccess(deployed::add);
  }

  private Future<Integer> undeploy() {
    List<Future<Void>> all = deployed.stream().map(vertx::undeploy).toList();
    deployed.clear();
    return Future.all(all).map(all.size());
  }
}
