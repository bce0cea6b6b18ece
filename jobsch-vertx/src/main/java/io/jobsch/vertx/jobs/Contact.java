package io.jobsch.vertx.jobs;

import java.time.Instant;
import java.util.Optional;

/**
 * How a scheduler is in touch with a worker.
 *
 * @param address where it is, for people
 * @param version which jobsch it runs
 * @param lastHeard when it was last heard; empty if it cannot fall silent without its scheduler
 */
public record Contact(String address, String version, Optional<Instant> lastHeard) {}
