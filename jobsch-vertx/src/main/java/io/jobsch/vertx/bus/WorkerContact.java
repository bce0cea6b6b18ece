package io.jobsch.vertx.bus;

import java.time.Instant;

/**
 * How a scheduler is in touch with a worker.
 *
 * @param address where it is, for people
 * @param software which jobsch it runs
 * @param lastHeard when it was last heard
 */
public record WorkerContact(String address, String software, Instant lastHeard) {}
