package io.jobsch.launcher;

import io.jobsch.vertx.client.ClientException;
import io.jobsch.vertx.client.ClientOptions;
import io.jobsch.vertx.client.IncompatibleException;
import io.jobsch.vertx.client.JobschClient;
import io.jobsch.vertx.client.ProblemException;
import io.jobsch.vertx.client.UnauthorizedException;
import io.jobsch.vertx.client.UntrustedException;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;

/** The server that a command asks, and the waiting for its answers. */
final class Server implements AutoCloseable {
  /** What a server tells those who call it directly, where something is not there. */
  private static final String HINT = "; GET /";

  private static final int PASSING = 500;
  private static final int TOO_MANY = 429;

  private final Vertx vertx;
  private final JobschClient client;
  private final String url;

  /**
   * Connects to nobody yet.
   *
   * @param cut is told when the connection is gone and is made again
   */
  Server(ClientOptions options, Consumer<ClientException> cut) {
    VertxOptions settings = ServerCommand.vertxOptions();
    this.vertx = Vertx.vertx(settings.setEventLoopPoolSize(1).setWorkerPoolSize(1));
    this.client = JobschClient.create(vertx, options, cut);
    this.url = options.server().toString();
  }

  JobschClient client() {
    return client;
  }

  String url() {
    return url;
  }

  /** Waits for an answer. */
  <T> T get(Future<T> answer) throws Refusal {
    try {
      return answer.toCompletionStage().toCompletableFuture().join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof ClientException why) {
        throw refusal(why);
      }
      throw e;
    }
  }

  /** How the program ends if a server could not be asked, or said no. */
  static Refusal refusal(ClientException why) {
    String message = String.valueOf(why.getMessage());
    int aside = message.indexOf(HINT);
    String text =
        why instanceof ProblemException problem && problem.isMissing() && aside >= 0
            ? message.substring(0, aside) + showing(problem)
            : message;
    return new Refusal(exitCode(why), List.of("jobsch: " + text), kind(why));
  }

  private static String showing(ProblemException missing) {
    return missing.code().equals("no-such-worker")
        ? "; \"jobsch workers\" shows those that there are"
        : "; \"jobsch list\" shows those that there are";
  }

  private static Refusal.Kind kind(ClientException why) {
    if (why instanceof ProblemException problem) {
      return new Refusal.Kind(
          problem.code().isEmpty() ? "refused" : problem.code(),
          OptionalInt.of(problem.status()),
          problem.problems());
    } else if (why instanceof UnauthorizedException) {
      return Refusal.Kind.named("unauthorized");
    } else if (why instanceof IncompatibleException) {
      return Refusal.Kind.named("incompatible");
    } else if (why instanceof UntrustedException) {
      return Refusal.Kind.named("untrusted");
    }
    return Refusal.Kind.named("unreachable");
  }

  private static int exitCode(ClientException why) {
    if (why instanceof ProblemException problem) {
      boolean passing = problem.status() >= PASSING || problem.status() == TOO_MANY;
      return passing ? ExitCodes.TRY_LATER : ExitCodes.REFUSED;
    } else if (why instanceof UnauthorizedException) {
      return ExitCodes.NOT_LET_IN;
    } else if (why instanceof IncompatibleException) {
      return ExitCodes.OTHER_API;
    }
    return ExitCodes.UNREACHABLE;
  }

  @Override
  public void close() {
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }
}
