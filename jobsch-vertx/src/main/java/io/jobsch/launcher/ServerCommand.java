package io.jobsch.launcher;

import io.jobsch.Retention;
import io.jobsch.launcher.view.Outlet;
import io.jobsch.vertx.SchedulerOptions;
import io.jobsch.vertx.SchedulerVerticle;
import io.jobsch.vertx.bus.TransportSettings;
import io.jobsch.vertx.http.ApiOptions;
import io.jobsch.vertx.http.Causes;
import io.jobsch.vertx.http.Exposure;
import io.jobsch.vertx.http.HttpOptions;
import io.jobsch.vertx.http.Tls;
import io.jobsch.vertx.jobs.ServiceSettings;
import io.jobsch.vertx.wire.Terms;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.io.IOException;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicInteger;

/** {@code jobsch server}: a scheduler with its HTTP API, until it is told to end. */
final class ServerCommand {
  private final ServerOptions options;
  private final Map<String, String> environment;
  private final Outlet out;
  private final Outlet err;
  private final CompletableFuture<Void> toEnd = new CompletableFuture<>();

  /**
   * One that has not started.
   *
   * @param environment where tokens may be, beside files
   */
  ServerCommand(ServerOptions options, Map<String, String> environment, Outlet out, Outlet err) {
    this.options = options;
    this.environment = environment;
    this.out = out;
    this.err = err;
  }

  /**
   * Runs it, and waits until it is told to end and has ended.
   *
   * @return this program's exit code
   * @throws Refusal if it is not started
   */
  int run() throws Refusal {
    HttpOptions http = http();
    checkExposure(http);
    if (!Files.isDirectory(options.workdir())) {
      throw Refusal.because("--workdir " + options.workdir() + ": there is no such directory");
    }
    checkData();
    LoggingBridge.install();
    Warnings.tell(err::note);
    Vertx vertx = Vertx.vertx(vertxOptions());
    try {
      serve(vertx, http);
    } finally {
      vertx.close().toCompletionStage().toCompletableFuture().join();
    }
    return ExitCodes.SUCCEEDED;
  }

  /**
   * Nothing is served from files, so there is no need of a place to unpack them in. On few
   * processors, what goes from one event loop to another costs more than what is done there.
   */
  static VertxOptions vertxOptions() {
    int processors = Runtime.getRuntime().availableProcessors();
    VertxOptions settings = new VertxOptions().setEventLoopPoolSize(Math.max(1, processors / 2));
    settings
        .getFileSystemOptions()
        .setClassPathResolvingEnabled(false)
        .setFileCachingEnabled(false);
    return settings;
  }

  private void serve(Vertx vertx, HttpOptions http) throws Refusal {
    SchedulerVerticle verticle =
        new SchedulerVerticle(
            new SchedulerOptions(http, service()),
            TransportSettings.DEFAULT.withTerms(terms()),
            options.localWorkers(),
            options.workdir());
    listenForSignals();
    String deployment = deployed(vertx, verticle);
    String scheme = http.tls().isPresent() ? "https" : "http";
    String url = scheme + "://" + bracketed(http.host()) + ":" + verticle.port();
    out.line(options.json() ? Documents.listening(url) : "listening on " + url);
    toEnd.join();
    vertx.undeploy(deployment).toCompletionStage().toCompletableFuture().join();
  }

  private String deployed(Vertx vertx, SchedulerVerticle verticle) throws Refusal {
    try {
      return vertx.deployVerticle(verticle).toCompletionStage().toCompletableFuture().join();
    } catch (CompletionException e) {
      Throwable why = Optional.ofNullable(e.getCause()).orElse(e);
      throw Refusal.because(
          Causes.include(why, SocketException.class) ? unheard(why) : Causes.told(why));
    }
  }

  private String unheard(Throwable why) {
    return "cannot listen on "
        + bracketed(options.host())
        + ":"
        + options.port()
        + ": "
        + Causes.told(why)
        + "; --port names another port, or 0 for any that is free";
  }

  /** Made beforehand, so that what is wrong with it is told as of what was said. */
  private void checkData() throws Refusal {
    if (options.data().isEmpty()) {
      return;
    }
    Path data = options.data().get();
    try {
      Files.createDirectories(data);
      Files.delete(Files.createTempFile(data, "jobsch", ".try"));
    } catch (FileAlreadyExistsException e) {
      throw Refusal.because(
          "--data " + data + ": " + e.getFile() + " is no directory; name another one");
    } catch (IOException e) {
      throw Refusal.because(
          "--data "
              + data
              + ": there is no such directory that files can be made in, and none can be made; name"
              + " another one");
    }
  }

  private Terms terms() throws Refusal {
    try {
      return Terms.of(options.lease(), options.grace());
    } catch (IllegalArgumentException e) {
      throw Refusal.because("--" + e.getMessage());
    }
  }

  private ServiceSettings service() {
    ServiceSettings usual = ServiceSettings.DEFAULT;
    Retention kept =
        new Retention(
            options.keepJobs(), usual.retention().heapBytes(), usual.retention().outputBytes());
    ServiceSettings settings =
        usual
            .withRetention(kept)
            .withMostJobs(options.maxJobs())
            .withReserveAfter(options.reserveAfter());
    return options.data().map(settings::withData).orElse(settings);
  }

  private HttpOptions http() throws Refusal {
    ApiOptions api =
        ApiOptions.DEFAULT
            .withAccess(
                new Tokens(environment).access(options.tokenFile(), options.workerTokenFile()))
            .withPublicHosts(options.publicHosts());
    return new HttpOptions(options.host(), options.port(), tls(), options.insecurePlaintext(), api);
  }

  private Optional<Tls> tls() throws Refusal {
    if (options.tlsCertificate().isEmpty() || options.tlsKey().isEmpty()) {
      return Optional.empty();
    }
    readable("--tls-cert", options.tlsCertificate().get());
    readable("--tls-key", options.tlsKey().get());
    return Optional.of(new Tls(options.tlsCertificate().get(), options.tlsKey().get()));
  }

  private static void readable(String option, Path file) throws Refusal {
    if (!Files.isReadable(file)) {
      throw Refusal.because(option + " " + file + ": there is no such file that can be read");
    }
  }

  private void checkExposure(HttpOptions http) throws Refusal {
    try {
      Openness.check(http, Exposure.missing(http));
      if (Exposure.isPlaintext(http)) {
        err.note(
            "warning: "
                + http.host()
                + " is served without TLS: whoever listens in on the network reads the tokens and"
                + " can run commands on every worker");
      }
    } catch (UnknownHostException e) {
      throw Refusal.because("--host " + http.host() + ": there is no such host");
    }
  }

  private static String bracketed(String host) {
    return host.indexOf(':') >= 0 && !host.startsWith("[") ? "[" + host + "]" : host;
  }

  /** The first closes in order, the second waits for nothing. */
  private void listenForSignals() {
    AtomicInteger count = new AtomicInteger();
    for (String signal : Interrupts.SIGNALS) {
      Signals.on(signal, () -> signalled(count.incrementAndGet()));
    }
  }

  private void signalled(int times) {
    if (times == 1) {
      toEnd.complete(null);
      err.note("closing: what runs is cancelled; a second signal waits for nothing");
    } else {
      Runtime.getRuntime().halt(ExitCodes.CANCELLED);
    }
  }
}
