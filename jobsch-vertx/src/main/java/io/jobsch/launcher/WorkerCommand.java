package io.jobsch.launcher;

import io.jobsch.launcher.view.Outlet;
import io.jobsch.vertx.worker.RemoteListener;
import io.jobsch.vertx.worker.RemoteOptions;
import io.jobsch.vertx.worker.RemoteWorkerVerticle;
import io.jobsch.vertx.worker.WorkerOptions;
import io.jobsch.workers.WorkerId;
import io.vertx.core.Vertx;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicInteger;

/** {@code jobsch worker}: runs commands for a server, until it is told to end. */
final class WorkerCommand {
  private final WorkerArguments arguments;
  private final Map<String, String> environment;
  private final Outlet out;
  private final Outlet err;

  /** Completed when there is nothing more to do: with why the server does not want it, if so. */
  private final CompletableFuture<Optional<String>> over = new CompletableFuture<>();

  /**
   * One that has not started.
   *
   * @param environment where the token may be, beside a file
   */
  WorkerCommand(
      WorkerArguments arguments, Map<String, String> environment, Outlet out, Outlet err) {
    this.arguments = arguments;
    this.environment = environment;
    this.out = out;
    this.err = err;
  }

  /**
   * Runs it, and waits until it has left.
   *
   * @return this program's exit code
   * @throws Refusal if it is not started, or not wanted
   */
  int run() throws Refusal {
    WorkerOptions worker = worker();
    RemoteOptions remote = remote();
    if (!Files.isDirectory(arguments.workdir())) {
      throw Refusal.because("--workdir " + arguments.workdir() + ": there is no such directory");
    }
    LoggingBridge.install();
    Warnings.tell(err::note);
    Vertx vertx = Vertx.vertx(ServerCommand.vertxOptions());
    try {
      work(vertx, new RemoteWorkerVerticle(worker, remote, new Voice()));
    } finally {
      vertx.close().toCompletionStage().toCompletableFuture().join();
    }
    return ExitCodes.SUCCEEDED;
  }

  private void work(Vertx vertx, RemoteWorkerVerticle verticle) throws Refusal {
    try {
      vertx.deployVerticle(verticle).toCompletionStage().toCompletableFuture().join();
    } catch (CompletionException e) {
      Throwable why = Optional.ofNullable(e.getCause()).orElse(e);
      throw Refusal.because(Optional.ofNullable(why.getMessage()).orElse(why.toString()));
    }
    listenForSignals(verticle);
    Optional<String> unwanted = over.join();
    if (unwanted.isPresent()) {
      throw Refusal.because(unwanted.get());
    }
  }

  private WorkerOptions worker() throws Refusal {
    try {
      return WorkerOptions.named(arguments.name(), arguments.workdir())
          .withSlots(arguments.slots())
          .withPatterns(arguments.roles())
          .withDrainTimeout(arguments.drainTimeout());
    } catch (IllegalArgumentException e) {
      throw Refusal.because("--" + e.getMessage());
    }
  }

  private RemoteOptions remote() throws Refusal {
    if (arguments.caFile().filter(file -> !Files.isReadable(file)).isPresent()) {
      throw Refusal.because(
          "--ca-file " + arguments.caFile().get() + ": there is no such file that can be read");
    }
    if (arguments.caFile().isPresent() && !PemFile.hasCertificate(arguments.caFile().get())) {
      throw Refusal.because(
          "--ca-file " + arguments.caFile().get() + ": expected certificates in PEM, found none");
    }
    try {
      return new RemoteOptions(
          new URI(arguments.scheduler()),
          new Tokens(environment).workerText(arguments.tokenFile()),
          arguments.caFile(),
          arguments.insecurePlaintext());
    } catch (URISyntaxException e) {
      throw Refusal.because(
          "--scheduler: expected a URL like http://127.0.0.1:8080, found " + arguments.scheduler());
    } catch (IllegalArgumentException e) {
      throw Refusal.because("--" + e.getMessage());
    }
  }

  /** The first drains, the second cancels what runs, the third waits for nothing. */
  private void listenForSignals(RemoteWorkerVerticle verticle) {
    AtomicInteger count = new AtomicInteger();
    for (String signal : Interrupts.SIGNALS) {
      Signals.on(signal, () -> signalled(verticle, count.incrementAndGet()));
    }
  }

  private void signalled(RemoteWorkerVerticle verticle, int times) {
    switch (times) {
      case 1 -> {
        verticle.drain(arguments.drainTimeout()).onComplete(gone -> leave());
        err.note(
            "draining: takes no new job, and leaves when the current one is done with it;"
                + " a second signal cancels what runs");
      }
      case 2 -> {
        verticle.leaveAtOnce().onComplete(gone -> leave());
        err.note("cancelling what runs; a third signal waits for nothing");
      }
      default -> Runtime.getRuntime().halt(ExitCodes.CANCELLED);
    }
  }

  private void leave() {
    over.complete(Optional.empty());
  }

  /** Says how the workers get on. */
  private final class Voice implements RemoteListener {
    private final Set<WorkerId> known = new HashSet<>();
    private Optional<String> last = Optional.empty();

    @Override
    public void connected(WorkerId worker) {
      last = Optional.empty();
      if (known.add(worker)) {
        String scheduler = arguments.scheduler();
        out.line(
            arguments.json()
                ? Documents.connected(scheduler, worker)
                : "connected to " + scheduler + " as " + worker);
      } else {
        err.note(worker + " is connected again");
      }
    }

    /** The workers of one process mostly wait for the same reason. */
    @Override
    public void waiting(WorkerId worker, String why) {
      if (last.filter(why::equals).isEmpty()) {
        last = Optional.of(why);
        err.note(worker + ": " + why);
      }
    }

    @Override
    public void refused(WorkerId worker, String why) {
      over.complete(Optional.of(why));
    }
  }
}
