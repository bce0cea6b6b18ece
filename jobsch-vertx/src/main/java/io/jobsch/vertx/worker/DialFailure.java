package io.jobsch.vertx.worker;

import io.jobsch.vertx.http.Causes;
import io.netty.handler.ssl.NotSslRecordException;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.UpgradeRejectedException;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.util.Optional;
import javax.net.ssl.SSLException;

/**
 * Why a connection did not come about.
 *
 * @param definite whether trying again would change nothing
 * @param text in one line, with what to do
 */
record DialFailure(boolean definite, String text) {
  private static final int ERRORS = 400;
  private static final int UNAUTHORIZED = 401;
  private static final int FORBIDDEN = 403;
  private static final int NOT_FOUND = 404;
  private static final int MISDIRECTED = 421;
  private static final int UPGRADE_REQUIRED = 426;
  private static final int TOO_MANY_REQUESTS = 429;
  private static final int SERVER_ERRORS = 500;

  static DialFailure of(Throwable why, RemoteOptions options) {
    if (why instanceof UpgradeRejectedException rejected) {
      return rejected(rejected, options);
    }
    if (Causes.include(why, NotSslRecordException.class)) {
      return new DialFailure(
          true,
          options.scheduler() + " does not speak TLS; if that is the server, call it by http://");
    }
    if (Causes.include(why, SSLException.class)) {
      return new DialFailure(
          true,
          "no secure connection to "
              + options.scheduler()
              + ": "
              + Causes.told(why)
              + "; --ca-file names a file with the certificate that is to be trusted");
    }
    if (Causes.include(why, UnknownHostException.class)) {
      return new DialFailure(false, "there is no host " + options.scheduler().getHost());
    }
    if (Causes.include(why, ConnectException.class)) {
      return new DialFailure(
          false,
          "no scheduler answers at " + options.scheduler() + "; \"jobsch server\" starts one");
    }
    String advice = options.isTls() ? "" : "; a server with TLS is called by https://";
    return new DialFailure(
        false, "cannot connect to " + options.scheduler() + ": " + Causes.told(why) + advice);
  }

  private static DialFailure rejected(UpgradeRejectedException why, RemoteOptions options) {
    String said = detail(why.getBody()).map(it -> ": " + it).orElse("");
    return switch (why.getStatus()) {
      case UNAUTHORIZED, FORBIDDEN, TOO_MANY_REQUESTS ->
          new DialFailure(
              true,
              options.scheduler()
                  + " does not let this worker in"
                  + said
                  + "; the workers' token goes into --token-file or JOBSCH_WORKER_TOKEN");
      case NOT_FOUND ->
          new DialFailure(
              true, options.scheduler() + " is no jobsch server that workers can join" + said);
      case MISDIRECTED, UPGRADE_REQUIRED ->
          new DialFailure(true, options.scheduler() + " refuses the connection" + said);
      default -> unusual(why.getStatus(), said, options);
    };
  }

  /** A server of jobsch answers no worker without error but by taking it. */
  private static DialFailure unusual(int status, String said, RemoteOptions options) {
    String answered = options.scheduler() + " answered with status " + status + said;
    if (status < ERRORS) {
      return new DialFailure(
          true,
          options.scheduler()
              + " is no jobsch server (it answered with status "
              + status
              + "); look at the URL");
    }
    if (status >= SERVER_ERRORS) {
      return new DialFailure(
          false, answered + "; a proxy before the server, or the server itself, is in trouble");
    }
    return new DialFailure(false, answered);
  }

  /** What the server says is the matter. */
  private static Optional<String> detail(Buffer body) {
    if (body == null || body.length() == 0) {
      return Optional.empty();
    }
    try {
      return Optional.ofNullable(new JsonObject(body).getString("detail")).map(Causes::harmless);
    } catch (DecodeException | ClassCastException e) {
      return Optional.empty();
    }
  }
}
