package io.jobsch.agent;

import io.jobsch.process.KillPolicy;
import io.jobsch.workers.Incarnation;
import io.jobsch.workers.WorkerId;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What a worker is told about itself.
 *
 * @param id its name
 * @param incarnation names this life of it
 * @param directory where it runs commands; absolute
 * @param environment what every command inherits: the worker's own variables, less its secrets
 * @param killing how it kills
 * @param lease how long it runs on without hearing from its scheduler; empty for as long as it
 *     lives
 */
public record AgentSettings(
    WorkerId id,
    Incarnation incarnation,
    Path directory,
    Map<String, String> environment,
    KillPolicy killing,
    Optional<Duration> lease) {
  /** Copies the environment. */
  public AgentSettings {
    environment = Collections.unmodifiableMap(new LinkedHashMap<>(environment));
  }
}
