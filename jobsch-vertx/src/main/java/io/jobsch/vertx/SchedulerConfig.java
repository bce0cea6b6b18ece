package io.jobsch.vertx;

import io.jobsch.vertx.bus.BusAddresses;
import io.jobsch.vertx.bus.TransportSettings;
import io.jobsch.vertx.http.Access;
import io.jobsch.vertx.http.ApiOptions;
import io.jobsch.vertx.http.HttpOptions;
import io.jobsch.vertx.http.Tls;
import io.jobsch.vertx.http.Token;
import io.jobsch.vertx.http.TokenFile;
import io.jobsch.vertx.jobs.ServiceSettings;
import io.jobsch.vertx.wire.Terms;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Options of a {@link SchedulerVerticle} as JSON, for the Vert.x launcher. All may be left out:
 * {@code host}, {@code port}, {@code public_hosts} (a list), {@code token_file}, {@code
 * worker_token_file}, {@code tls_cert} with {@code tls_key}, {@code insecure_plaintext}, {@code
 * data}, {@code max_jobs}, {@code local_workers}, {@code workdir}, {@code lease} and {@code grace}
 * (in whole seconds), as the options of {@code jobsch server}, and {@code name}, that of the
 * scheduler on the event bus: without it no worker can join there but those of a gateway or of the
 * scheduler's own.
 *
 * @param options the typed options that they say
 * @param transport where it is on the event bus, and what it asks of workers
 * @param localWorkers how many workers in the scheduler's own process
 * @param workdir where those run their commands
 */
public record SchedulerConfig(
    SchedulerOptions options, TransportSettings transport, int localWorkers, Path workdir) {
  private static final Set<String> KEYS =
      new TreeSet<>(
          Set.of(
              "host",
              "port",
              "public_hosts",
              "token_file",
              "worker_token_file",
              "tls_cert",
              "tls_key",
              "insecure_plaintext",
              "data",
              "grace",
              "lease",
              "name",
              "max_jobs",
              "local_workers",
              "workdir"));

  /**
   * Reads them.
   *
   * @throws IllegalArgumentException if there is one that is not known, or of a wrong type, or a
   *     file that cannot be read
   */
  public static SchedulerConfig of(JsonObject json) {
    for (String key : json.fieldNames()) {
      if (!KEYS.contains(key)) {
        throw new IllegalArgumentException(
            "configuration: expected " + String.join(", ", KEYS) + ", found \"" + key + "\"");
      }
    }
    try {
      return read(json);
    } catch (ClassCastException e) {
      throw new IllegalArgumentException("configuration: a value is of a wrong type", e);
    }
  }

  private static SchedulerConfig read(JsonObject json) {
    HttpOptions usual = HttpOptions.DEFAULT;
    Access access = new Access(token(json, "token_file"), token(json, "worker_token_file"));
    ApiOptions api = ApiOptions.DEFAULT.withAccess(access).withPublicHosts(publicHosts(json));
    HttpOptions http =
        new HttpOptions(
            json.getString("host", usual.host()),
            json.getInteger("port", usual.port()),
            tls(json),
            json.getBoolean("insecure_plaintext", false),
            api);
    ServiceSettings service =
        ServiceSettings.DEFAULT.withMostJobs(
            json.getInteger("max_jobs", ServiceSettings.DEFAULT.mostJobs()));
    Optional<Path> data = path(json, "data");
    return new SchedulerConfig(
        new SchedulerOptions(http, data.map(service::withData).orElse(service)),
        transport(json),
        json.getInteger("local_workers", 0),
        path(json, "workdir").orElse(Path.of("")));
  }

  private static TransportSettings transport(JsonObject json) {
    Terms usual = Terms.DEFAULT;
    return TransportSettings.DEFAULT
        .withAddresses(
            Optional.ofNullable(json.getString("name"))
                .map(BusAddresses::new)
                .orElseGet(BusAddresses::ofItsOwn))
        .withTerms(
            Terms.of(
                Duration.ofSeconds(json.getLong("lease", usual.lease().toSeconds())),
                Duration.ofSeconds(json.getLong("grace", usual.grace().toSeconds()))));
  }

  private static List<String> publicHosts(JsonObject json) {
    return json.containsKey("public_hosts")
        ? json.getJsonArray("public_hosts").stream().map(String.class::cast).toList()
        : List.of();
  }

  private static Optional<Tls> tls(JsonObject json) {
    Optional<Path> certificate = path(json, "tls_cert");
    Optional<Path> key = path(json, "tls_key");
    if (certificate.isPresent() != key.isPresent()) {
      throw new IllegalArgumentException(
          "configuration: expected tls_cert and tls_key, found only one of them");
    }
    return certificate.flatMap(it -> key.map(its -> new Tls(it, its)));
  }

  private static Optional<Token> token(JsonObject json, String name) {
    return path(json, name).map(TokenFile::read);
  }

  private static Optional<Path> path(JsonObject json, String name) {
    return Optional.ofNullable(json.getString(name)).map(Path::of);
  }
}
