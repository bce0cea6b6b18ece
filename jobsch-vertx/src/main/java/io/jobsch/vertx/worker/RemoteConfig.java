package io.jobsch.vertx.worker;

import io.jobsch.vertx.config.Configuration;
import io.jobsch.vertx.http.TokenFile;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a {@link RemoteWorkerVerticle} is, and whose.
 *
 * @param options what its workers are
 * @param remote how they reach their scheduler
 */
record RemoteConfig(WorkerOptions options, RemoteOptions remote) {
  private static final String SCHEDULER = "scheduler";
  private static final String TOKEN = "token_file";
  private static final String AUTHORITY = "ca_file";
  private static final String PLAINTEXT = "insecure_plaintext";

  /** May block: a token is in a file. */
  static RemoteConfig of(JsonObject json) {
    Set<String> keys = new TreeSet<>(WorkerConfig.KEYS);
    keys.addAll(Set.of(SCHEDULER, TOKEN, AUTHORITY, PLAINTEXT));
    Configuration config = Configuration.of(RemoteWorkerVerticle.class, json, keys);
    WorkerOptions options = WorkerConfig.read(config);
    String scheduler = config.required(SCHEDULER);
    URI uri = config.checked(SCHEDULER, () -> URI.create(scheduler));
    Optional<String> token = config.made(TOKEN, file -> TokenFile.text(Path.of(file)));
    Optional<Path> authority = config.path(AUTHORITY);
    boolean plaintext = config.flag(PLAINTEXT);
    return new RemoteConfig(
        options,
        config.checked(SCHEDULER, () -> new RemoteOptions(uri, token, authority, plaintext)));
  }
}
