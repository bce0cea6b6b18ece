package io.jobsch.vertx.worker;

import io.jobsch.vertx.gateway.Gateway;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/**
 * How a worker on another machine reaches its scheduler.
 *
 * @param scheduler where the server is, as in {@code https://jobs.example.org:8080}
 * @param token that of workers; empty if the server asks for none
 * @param caFile certificates in PEM that are trusted, in place of those that Java trusts
 * @param insecurePlaintext whether to do without TLS also where others may listen in
 */
public record RemoteOptions(
    URI scheduler, Optional<String> token, Optional<Path> caFile, boolean insecurePlaintext) {
  /** Checks the address. */
  public RemoteOptions {
    String scheme = Optional.ofNullable(scheduler.getScheme()).orElse("").toLowerCase(Locale.ROOT);
    if ((!scheme.equals("http") && !scheme.equals("https"))
        || scheduler.getHost() == null
        || scheduler.getUserInfo() != null
        || scheduler.getQuery() != null
        || scheduler.getFragment() != null) {
      throw new IllegalArgumentException(
          "scheduler: expected a URL like http://127.0.0.1:8080, found " + scheduler);
    }
  }

  /** Without token, with what Java trusts. */
  public static RemoteOptions to(URI scheduler) {
    return new RemoteOptions(scheduler, Optional.empty(), Optional.empty(), false);
  }

  /** The same with a token. */
  public RemoteOptions withToken(String secret) {
    return new RemoteOptions(scheduler, Optional.of(secret), caFile, insecurePlaintext);
  }

  /** The same with other certificates that are trusted. */
  public RemoteOptions withCaFile(Path file) {
    return new RemoteOptions(scheduler, token, Optional.of(file), insecurePlaintext);
  }

  /** The same without TLS, wherever it is. */
  public RemoteOptions withInsecurePlaintext() {
    return new RemoteOptions(scheduler, token, caFile, true);
  }

  boolean isTls() {
    return scheduler.getScheme().equalsIgnoreCase("https");
  }

  int port() {
    return scheduler.getPort() >= 0 ? scheduler.getPort() : isTls() ? 443 : 80;
  }

  /** Where workers connect. */
  String path() {
    String path = Optional.ofNullable(scheduler.getRawPath()).orElse("");
    return (path.endsWith("/") ? path.substring(0, path.length() - 1) : path) + Gateway.PATH;
  }

  /** What speaks against connecting at all; empty if nothing does. May ask the DNS, and block. */
  public Optional<String> danger() {
    if (isTls() || insecurePlaintext || isLoopback()) {
      return Optional.empty();
    }
    return Optional.of(
        scheduler
            + " is on another machine, and without TLS whoever listens in on the network reads the"
            + " token and can run commands here; use https://, or say --insecure-plaintext");
  }

  private boolean isLoopback() {
    try {
      for (InetAddress address : InetAddress.getAllByName(scheduler.getHost())) {
        if (!address.isLoopbackAddress()) {
          return false;
        }
      }
      return true;
    } catch (UnknownHostException e) {
      return false;
    }
  }
}
