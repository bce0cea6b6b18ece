package io.jobsch.vertx;

import io.jobsch.vertx.bus.BusAddresses;
import io.jobsch.vertx.bus.TransportSettings;
import io.jobsch.vertx.config.Configuration;
import io.jobsch.vertx.http.HttpOptions;
import io.jobsch.vertx.jobs.ServiceSettings;
import io.jobsch.vertx.wire.Terms;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Options of a {@link SchedulerVerticle} as JSON, for the Vert.x launcher. All may be left out:
 * {@code host}, {@code port}, {@code public_hosts} (a list), {@code token_file}, {@code
 * worker_token_file}, {@code tls_cert} with {@code tls_key}, {@code insecure_plaintext}, {@code
 * data}, {@code max_jobs}, {@code reserve_after}, {@code local_workers}, {@code workdir}, {@code
 * lease} and {@code grace} (all three in seconds), as the options of {@code jobsch server}, and
 * {@code name}, that of the scheduler on the event bus: without it no worker can join there but
 * those of a gateway or of the scheduler's own.
 *
 * @param options the typed options that they say
 * @param transport where it is on the event bus, and what it asks of workers
 * @param localWorkers how many workers in the scheduler's own process
 * @param workdir where those run their commands
 */
public record SchedulerConfig(
    SchedulerOptions options, TransportSettings transport, int localWorkers, Path workdir) {
  private static final int MOST_LOCAL = 10_000;
  private static final Set<String> KEYS = keys();

  private static Set<String> keys() {
    Set<String> keys =
        new TreeSet<>(
            Set.of(
                "token_file",
                "data",
                "grace",
                "lease",
                "name",
                "max_jobs",
                "reserve_after",
                "local_workers",
                "workdir"));
    keys.addAll(HttpConfig.KEYS);
    return keys;
  }

  /**
   * Reads them.
   *
   * @throws IllegalArgumentException that names the key, if there is one that is not known, or of a
   *     wrong type, or a file that cannot be read
   */
  public static SchedulerConfig of(JsonObject json) {
    Configuration config = Configuration.of(SchedulerVerticle.class, json, KEYS);
    HttpOptions http = HttpConfig.read(config);
    ServiceSettings usual = ServiceSettings.DEFAULT;
    ServiceSettings service =
        usual
            .withMostJobs(config.number("max_jobs", usual.mostJobs(), 1, Integer.MAX_VALUE))
            .withReserveAfter(config.seconds("reserve_after"));
    Optional<Path> data = config.path("data");
    return new SchedulerConfig(
        new SchedulerOptions(http, data.map(service::withData).orElse(service)),
        transport(config),
        config.number("local_workers", 0, 0, MOST_LOCAL),
        config.path("workdir").orElse(Path.of("")));
  }

  private static TransportSettings transport(Configuration config) {
    Terms usual = Terms.DEFAULT;
    Duration lease = config.seconds("lease", usual.lease());
    Duration grace = config.seconds("grace", usual.grace());
    return TransportSettings.DEFAULT
        .withAddresses(config.made("name", BusAddresses::new).orElseGet(BusAddresses::ofItsOwn))
        .withTerms(config.checked("lease, grace", () -> Terms.of(lease, grace)));
  }
}
