package io.jobsch.vertx.client;

import io.jobsch.spec.SpecProblem;
import io.jobsch.vertx.http.ApiVersion;
import io.jobsch.vertx.http.Causes;
import io.netty.handler.ssl.NotSslRecordException;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;

/** What it means when a request fails, in words that say what to do. */
final class Failures {
  private static final int UNAUTHORIZED = 401;
  private static final int SERVER_ERRORS = 500;
  private static final String TYPE = "urn:jobsch:problem:";

  private Failures() {}

  /** Of a request that got no answer, or whose answer broke off. */
  static ClientException of(Throwable why, ClientOptions options) {
    if (why instanceof ClientException known) {
      return known;
    }
    String server = options.server().toString();
    if (Causes.include(why, NotSslRecordException.class)) {
      return new UntrustedException(
          server + " speaks no TLS; if it is to have none, its URL begins with http://", why);
    }
    if (Causes.include(why, SSLException.class)) {
      return new UntrustedException(
          "no secure connection to "
              + server
              + ": "
              + Causes.told(why)
              + "; --ca-file names a file with the certificate that is to be trusted",
          why);
    }
    if (Causes.include(why, UnknownHostException.class)) {
      return new UnreachableException(
          "there is no host " + options.host() + "; --scheduler names the server", why);
    }
    return new UnreachableException(unreachable(why, options, server), why);
  }

  private static String unreachable(Throwable why, ClientOptions options, String server) {
    if (Causes.include(why, ConnectException.class)) {
      return "no server answers at "
          + server
          + "; \"jobsch server\" starts one, --scheduler names another one";
    }
    if (Causes.include(why, TimeoutException.class)) {
      return server + " has not answered in time; is it a server of jobsch, and can it be reached?";
    }
    return "the connection to "
        + server
        + " broke: "
        + Causes.told(why)
        + (options.isTls() ? "" : "; if the server has TLS, its URL begins with https://");
  }

  /** Of an answer that is none that this client knows. */
  static IncompatibleException notUnderstood(String server, Throwable why) {
    return new IncompatibleException(
        server
            + " answers what this jobsch does not understand; look at the URL, and use client and"
            + " server from the same jobsch",
        why);
  }

  /** Of an answer whose version of the API is another one, or that tells none. */
  static IncompatibleException otherApi(String server, Optional<String> told, int status) {
    return new IncompatibleException(
        told.map(
                version ->
                    server
                        + " speaks version "
                        + Causes.harmless(version)
                        + " of the API, this jobsch speaks version "
                        + ApiVersion.NUMBER
                        + "; use client and server from the same jobsch")
            .orElse(
                server
                    + " answers, but is no server of jobsch, or an older one (status "
                    + status
                    + "); look at the URL"));
  }

  /** Of an answer that is a problem. */
  static ClientException of(int status, Buffer body, ClientOptions options) {
    JsonObject problem = json(body);
    String code = member(problem, "type").map(it -> it.replace(TYPE, "")).orElse("");
    String detail = member(problem, "detail").orElseGet(() -> unexplained(status, options));
    if (status == UNAUTHORIZED || code.equals("too-many-bad-tokens")) {
      return new UnauthorizedException(
          options.server()
              + " does not let this client in: "
              + detail
              + "; the clients' token goes into --token-file or JOBSCH_TOKEN");
    }
    if (code.equals("unsupported-api")) {
      return new IncompatibleException(options.server() + ": " + detail);
    }
    if (code.equals("no-such-path")) {
      return new ProblemException(status, code, misplaced(options), problems(problem));
    }
    return new ProblemException(status, code, detail, problems(problem));
  }

  /** What is told without a word is mostly told by something between client and server. */
  private static String unexplained(int status, ClientOptions options) {
    String answered = options.server() + " answered with status " + status;
    return status >= SERVER_ERRORS
        ? answered
            + "; a proxy before the server, or the server itself, is in trouble: try again later,"
            + " or look at its log"
        : answered + " and no word why; look at the URL";
  }

  private static String misplaced(ClientOptions options) {
    return options.server()
        + " is not where a server of jobsch can be asked, though one answers there; look at the URL,"
        + " which mostly has no path";
  }

  private static List<SpecProblem> problems(JsonObject problem) {
    try {
      return Answers.problems(problem);
    } catch (RuntimeException e) {
      return List.of();
    }
  }

  private static JsonObject json(Buffer body) {
    try {
      return new JsonObject(body);
    } catch (RuntimeException e) {
      return new JsonObject();
    }
  }

  private static Optional<String> member(JsonObject problem, String name) {
    return problem.getValue(name) instanceof String text ? Optional.of(text) : Optional.empty();
  }
}
