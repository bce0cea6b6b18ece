package io.jobsch.vertx.http;

import java.util.Optional;

/**
 * Where and how a server listens.
 *
 * @param host the address, or its name
 * @param port the port; 0 for any that is free
 * @param tls what it proves its name with; empty for plain HTTP
 * @param insecurePlaintext whether plain HTTP is wanted also where others may listen in
 * @param api how the routes behave
 */
public record HttpOptions(
    String host, int port, Optional<Tls> tls, boolean insecurePlaintext, ApiOptions api) {
  /** Port 8080, of this machine alone. */
  public static final HttpOptions DEFAULT =
      new HttpOptions("127.0.0.1", 8080, Optional.empty(), false, ApiOptions.DEFAULT);

  /** Checks the port. */
  public HttpOptions {
    if (port < 0 || port > 65_535) {
      throw new IllegalArgumentException("port: expected 0 to 65535, found " + port);
    }
  }

  /** The same at another address. */
  public HttpOptions at(String otherHost, int otherPort) {
    return new HttpOptions(otherHost, otherPort, tls, insecurePlaintext, api);
  }

  /** The same with TLS. */
  public HttpOptions withTls(Tls proof) {
    return new HttpOptions(host, port, Optional.of(proof), insecurePlaintext, api);
  }

  /** The same without TLS, wherever it is. */
  public HttpOptions withInsecurePlaintext() {
    return new HttpOptions(host, port, tls, true, api);
  }

  /** The same with routes that behave otherwise. */
  public HttpOptions withApi(ApiOptions other) {
    return new HttpOptions(host, port, tls, insecurePlaintext, other);
  }
}
