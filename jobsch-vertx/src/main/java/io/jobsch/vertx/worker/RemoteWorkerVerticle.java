package io.jobsch.vertx.worker;

import io.jobsch.vertx.jobs.Version;
import io.jobsch.vertx.wire.Frame;
import io.jobsch.workers.WorkerId;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketClientOptions;
import io.vertx.core.net.PemTrustOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Workers on another machine than their scheduler: each dials out to its server, and none listens
 * on anything. Deployed, they go on connecting until they are undeployed, which takes until what
 * they ran is gone.
 */
public final class RemoteWorkerVerticle extends VerticleBase {
  private static final int SPARE_CONNECTIONS = 8;

  private final Supplier<RemoteConfig> plan;
  private final RemoteListener listener;
  private final List<NetworkWorker> workers = new ArrayList<>();
  private final List<Dialer> dialers = new ArrayList<>();
  private Optional<Workshop> workshop = Optional.empty();

  /**
   * For deployment by name; the log says how they get on. {@code name} of its configuration is that
   * of the worker, and {@code scheduler} the URL of the server; all else may be left out: {@code
   * workdir}, {@code slots}, {@code roles} (a list of patterns), {@code drain_timeout} (in
   * seconds), {@code token_file}, {@code ca_file}, {@code insecure_plaintext}, as the options of
   * {@code jobsch worker}.
   */
  public RemoteWorkerVerticle() {
    this.plan = () -> RemoteConfig.of(config());
    this.listener = new RemoteLog();
  }

  /** Workers of a server; the log says how they get on. */
  public RemoteWorkerVerticle(WorkerOptions options, RemoteOptions remote) {
    this(options, remote, new RemoteLog());
  }

  /**
   * Workers of a server.
   *
   * @param listener is told how they get on, on the verticle's context
   */
  public RemoteWorkerVerticle(
      WorkerOptions options, RemoteOptions remote, RemoteListener listener) {
    this.plan = () -> new RemoteConfig(options, remote);
    this.listener = listener;
  }

  /** Fails, with what to do, if the connection would show the token to others. */
  @Override
  public Future<?> start() {
    return vertx
        .executeBlocking(this::checked)
        .onSuccess(it -> begin(it.options(), it.remote()))
        .mapEmpty();
  }

  private RemoteConfig checked() {
    RemoteConfig planned = plan.get();
    Optional<String> danger = planned.remote().danger();
    if (danger.isPresent()) {
      throw new IllegalArgumentException(danger.get());
    }
    return planned;
  }

  private void begin(WorkerOptions options, RemoteOptions remote) {
    WebSocketClient client = vertx.createWebSocketClient(clientOptions(options, remote));
    Workshop shop = new Workshop(options);
    workshop = Optional.of(shop);
    for (WorkerId id : options.ids()) {
      Ears ears = new Ears(id);
      NetworkWorker worker =
          new NetworkWorker(vertx, context, id, options, shop, Version.TEXT, ears);
      Dialer dialer = new Dialer(vertx, client, remote, worker, listener);
      ears.dialer = Optional.of(dialer);
      workers.add(worker);
      dialers.add(dialer);
      dialer.dial();
    }
  }

  private static WebSocketClientOptions clientOptions(WorkerOptions options, RemoteOptions remote) {
    WebSocketClientOptions client =
        new WebSocketClientOptions()
            .setMaxConnections(options.slots() + SPARE_CONNECTIONS)
            .setTcpKeepAlive(true)
            .setVerifyHost(true);
    remote
        .caFile()
        .ifPresent(
            file -> client.setTrustOptions(new PemTrustOptions().addCertPath(file.toString())));
    return client;
  }

  /**
   * They take no new role, finish what their jobs want of them, and go; after that time, whatever
   * runs. The verticle stays, without workers. May be called from any thread.
   */
  public Future<Void> drain(Duration patience) {
    return onContext(() -> each(it -> it.leave(patience)));
  }

  /** They kill what runs, and go. May be called from any thread. */
  public Future<Void> leaveAtOnce() {
    return onContext(() -> each(NetworkWorker::stop));
  }

  private Future<Void> each(Function<NetworkWorker, Future<Void>> way) {
    return Future.all(workers.stream().map(way).toList()).mapEmpty();
  }

  private Future<Void> onContext(Supplier<Future<Void>> task) {
    return Future.future(done -> context.runOnContext(now -> task.get().onComplete(done)));
  }

  @Override
  public Future<?> stop() {
    return each(NetworkWorker::stop)
        .onComplete(gone -> dialers.forEach(Dialer::close))
        .eventually(() -> vertx.executeBlocking(this::closeWorkshop));
  }

  private boolean closeWorkshop() {
    workshop.ifPresent(Workshop::close);
    return true;
  }

  /** Hears how one worker gets on. */
  private final class Ears implements LinkListener {
    private final WorkerId id;
    private Optional<Dialer> dialer = Optional.empty();

    Ears(WorkerId id) {
      this.id = id;
    }

    @Override
    public void connected() {
      dialer.ifPresent(Dialer::connected);
      listener.connected(id);
    }

    @Override
    public void refused(Frame.Refused refusal) {
      dialer.ifPresent(it -> it.refused(refusal.message()));
    }

    @Override
    public void drain(boolean wanted) {}

    @Override
    public void dismissed() {}
  }
}
