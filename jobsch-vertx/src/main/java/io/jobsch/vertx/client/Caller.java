package io.jobsch.vertx.client;

import io.jobsch.vertx.http.ApiVersion;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.json.JsonObject;
import io.vertx.core.net.PemTrustOptions;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** Sends requests, and tells what was answered, or what is the matter. */
final class Caller {
  private static final Duration CONNECTING = Duration.ofSeconds(10);

  /** Shorter than a server keeps a connection, so that no request is sent on one that is gone. */
  private static final int KEEP_ALIVE_SECONDS = 15;

  /** Streams have connections of their own, each as long as it lasts. */
  private static final int CONNECTIONS = 10_000;

  /** No answer is larger but output and events, which are read piece by piece. */
  private static final int LARGEST_ANSWER = 256 << 20;

  private static final int OK = 200;
  private static final int ERRORS = 400;
  private static final int SERVER_ERRORS = 500;

  private final Vertx vertx;
  private final HttpClient client;
  private final ClientOptions options;
  private volatile boolean closed;

  Caller(Vertx vertx, ClientOptions options) {
    this.vertx = vertx;
    this.options = options;
    HttpClientOptions settings =
        new HttpClientOptions()
            .setSsl(options.isTls())
            .setDefaultHost(options.host())
            .setDefaultPort(options.port())
            .setConnectTimeout((int) CONNECTING.toMillis())
            .setKeepAliveTimeout(KEEP_ALIVE_SECONDS)
            .setTcpKeepAlive(true);
    options
        .caFile()
        .ifPresent(
            file -> settings.setTrustOptions(new PemTrustOptions().addCertPath(file.toString())));
    this.client = vertx.createHttpClient(settings, new PoolOptions().setHttp1MaxSize(CONNECTIONS));
  }

  ClientOptions options() {
    return options;
  }

  String server() {
    return options.server().toString();
  }

  boolean isClosed() {
    return closed;
  }

  Future<Void> close() {
    closed = true;
    return client.close();
  }

  /** A whole answer as a document. */
  Future<JsonObject> json(HttpMethod method, String path, Optional<Buffer> body) {
    return text(method, path, body)
        .map(
            text -> {
              try {
                return new JsonObject(text);
              } catch (RuntimeException e) {
                throw Failures.notUnderstood(server(), e);
              }
            });
  }

  /** A whole answer as it is. */
  Future<Buffer> text(HttpMethod method, String path, Optional<Buffer> body) {
    Promise<Buffer> answer = Promise.promise();
    OwnThread.of(vertx)
        .execute(
            () ->
                request(method, path, Map.of(), options.patience())
                    .compose(
                        request -> body.isPresent() ? request.send(body.get()) : request.send())
                    .compose(this::whole)
                    .recover(why -> Future.failedFuture(Failures.of(why, options)))
                    .onComplete(answer));
    return answer.future();
  }

  private Future<Buffer> whole(HttpClientResponse response) {
    return body(response)
        .map(
            body -> {
              check(response, body);
              return body;
            });
  }

  /**
   * An answer that is read piece by piece: paused, and its status is below 400. To be called on an
   * event loop.
   */
  Future<HttpClientResponse> open(String path, Map<String, String> headers, Duration silence) {
    return request(HttpMethod.GET, path, headers, silence)
        .compose(HttpClientRequest::send)
        .compose(this::opened)
        .recover(why -> Future.failedFuture(Failures.of(why, options)));
  }

  private Future<HttpClientResponse> opened(HttpClientResponse response) {
    if (response.statusCode() >= OK && response.statusCode() < ERRORS && speaksOurs(response)) {
      response.pause();
      return Future.succeededFuture(response);
    }
    return whole(response)
        .compose(
            body ->
                Future.failedFuture(
                    Failures.otherApi(server(), told(response), response.statusCode())));
  }

  private Future<HttpClientRequest> request(
      HttpMethod method, String path, Map<String, String> headers, Duration silence) {
    if (closed) {
      return Future.failedFuture(new UnreachableException("this client was closed"));
    }
    RequestOptions request =
        new RequestOptions()
            .setMethod(method)
            .setURI(options.uri(path))
            .setConnectTimeout(CONNECTING.toMillis())
            .setIdleTimeout(silence.toMillis())
            .putHeader(ApiVersion.HEADER, Integer.toString(ApiVersion.NUMBER));
    headers.forEach(request::putHeader);
    options.token().ifPresent(token -> request.putHeader("authorization", "Bearer " + token));
    return client.request(request);
  }

  private void check(HttpClientResponse response, Buffer body) {
    int status = response.statusCode();
    boolean between = status >= SERVER_ERRORS && told(response).isEmpty();
    if (!between && !speaksOurs(response)) {
      throw Failures.otherApi(server(), told(response), status);
    }
    if (status < OK || status >= ERRORS) {
      throw Failures.of(status, body, options);
    }
  }

  private static boolean speaksOurs(HttpClientResponse response) {
    return told(response).filter(Integer.toString(ApiVersion.NUMBER)::equals).isPresent();
  }

  private static Optional<String> told(HttpClientResponse response) {
    return Optional.ofNullable(response.getHeader(ApiVersion.HEADER));
  }

  private static Future<Buffer> body(HttpClientResponse response) {
    Promise<Buffer> whole = Promise.promise();
    Buffer body = Buffer.buffer();
    response.exceptionHandler(whole::tryFail);
    response.endHandler(end -> whole.tryComplete(body));
    response.handler(
        piece -> {
          body.appendBuffer(piece);
          if (body.length() > LARGEST_ANSWER) {
            whole.tryFail(new IllegalStateException("an answer that does not end"));
            response.request().reset();
          }
        });
    return whole.future();
  }
}
