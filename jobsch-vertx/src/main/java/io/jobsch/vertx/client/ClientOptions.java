package io.jobsch.vertx.client;

import io.jobsch.vertx.http.Token;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/**
 * Where a server is, and how it is talked to.
 *
 * @param server its URL, as in {@code https://jobs.example.org:8080}; with a path where its routes
 *     are mounted at one
 * @param token the clients' token; empty if the server asks for none
 * @param caFile certificates in PEM that are trusted, in place of those that Java trusts
 * @param insecurePlaintext whether a token may be sent without TLS also where others may listen in
 * @param patience how long the server may leave a request without any answer; more than 0
 * @param reconnecting how long a stream that was cut tries to connect again before it fails
 */
public record ClientOptions(
    URI server,
    Optional<String> token,
    Optional<Path> caFile,
    boolean insecurePlaintext,
    Duration patience,
    Duration reconnecting) {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Duration RECONNECTING = Duration.ofMinutes(10);
  private static final int HTTPS = 443;
  private static final int HTTP = 80;

  /**
   * Checks the address and the token.
   *
   * @throws IllegalArgumentException if they are none; the message does not show the token
   */
  public ClientOptions {
    String scheme = Optional.ofNullable(server.getScheme()).orElse("").toLowerCase(Locale.ROOT);
    if ((!scheme.equals("http") && !scheme.equals("https"))
        || server.getHost() == null
        || server.getUserInfo() != null
        || server.getQuery() != null
        || server.getFragment() != null
        || server.getPort() > 0xffff) {
      throw new IllegalArgumentException(
          "scheduler: expected a URL like http://127.0.0.1:8080, found " + server);
    }
    token.ifPresent(Token::of);
  }

  /** Without token, with what Java trusts, 30 s of patience, and 10 min of connecting again. */
  public static ClientOptions to(URI server) {
    return new ClientOptions(
        server, Optional.empty(), Optional.empty(), false, PATIENCE, RECONNECTING);
  }

  /** The same with a token. */
  public ClientOptions withToken(String secret) {
    return new ClientOptions(
        server, Optional.of(secret), caFile, insecurePlaintext, patience, reconnecting);
  }

  /** The same with other certificates that are trusted. */
  public ClientOptions withCaFile(Path file) {
    return new ClientOptions(
        server, token, Optional.of(file), insecurePlaintext, patience, reconnecting);
  }

  /** The same, and its token is sent without TLS, wherever the server is. */
  public ClientOptions withInsecurePlaintext() {
    return new ClientOptions(server, token, caFile, true, patience, reconnecting);
  }

  /** The same with another patience. */
  public ClientOptions withPatience(Duration time) {
    return new ClientOptions(server, token, caFile, insecurePlaintext, time, reconnecting);
  }

  /** The same, and a stream that was cut tries so long to connect again. */
  public ClientOptions withReconnecting(Duration time) {
    return new ClientOptions(server, token, caFile, insecurePlaintext, patience, time);
  }

  /** What speaks against connecting at all; empty if nothing does. May ask the DNS, and block. */
  public Optional<String> danger() {
    if (token.isEmpty() || isTls() || insecurePlaintext || isLoopback()) {
      return Optional.empty();
    }
    return Optional.of(
        server
            + " is on another machine, and without TLS whoever listens in on the network reads the"
            + " token and can run commands on every worker; use https://, or say"
            + " --insecure-plaintext");
  }

  boolean isTls() {
    return server.getScheme().equalsIgnoreCase("https");
  }

  /** As a socket takes it: an IPv6 address stands in no brackets. */
  String host() {
    String host = server.getHost();
    return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
  }

  int port() {
    return server.getPort() >= 0 ? server.getPort() : isTls() ? HTTPS : HTTP;
  }

  /** The URI of a path of the API. */
  String uri(String path) {
    String base = Optional.ofNullable(server.getRawPath()).orElse("");
    return (base.endsWith("/") ? base.substring(0, base.length() - 1) : base) + path;
  }

  private boolean isLoopback() {
    try {
      for (InetAddress address : InetAddress.getAllByName(host())) {
        if (!address.isLoopbackAddress()) {
          return false;
        }
      }
      return true;
    } catch (UnknownHostException e) {
      return true; // Nobody is told anything there.
    }
  }

  /** Without the token. */
  @Override
  public String toString() {
    return "ClientOptions[" + server + (token.isPresent() ? ", with a token" : "") + "]";
  }
}
