package io.jobsch.vertx.worker;

import io.jobsch.vertx.config.Configuration;
import io.jobsch.workers.RolePattern;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** What a worker is, as a configuration says it. */
final class WorkerConfig {
  /** Its keys. */
  static final Set<String> KEYS = Set.of("name", "workdir", "slots", "roles", "drain_timeout");

  private WorkerConfig() {}

  static WorkerOptions read(Configuration config) {
    String name = config.required("name");
    Path directory = config.path("workdir").orElse(Path.of(""));
    WorkerOptions options = config.checked("name", () -> WorkerOptions.named(name, directory));
    return options
        .withSlots(config.number("slots", 1, 1, WorkerOptions.MOST_SLOTS))
        .withDrainTimeout(config.seconds("drain_timeout", options.drainTimeout()))
        .withPatterns(patterns(config));
  }

  private static List<RolePattern> patterns(Configuration config) {
    List<RolePattern> patterns = new ArrayList<>();
    for (String glob : config.texts("roles")) {
      patterns.add(config.checked("roles/" + patterns.size(), () -> new RolePattern(glob)));
    }
    return patterns;
  }
}
