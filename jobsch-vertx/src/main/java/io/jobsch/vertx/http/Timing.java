package io.jobsch.vertx.http;

import java.time.Duration;

/**
 * How long clients may take before they are cut off, and how often they hear from the server.
 *
 * @param head for the head of a connection's first request
 * @param body for the body of a request, once its head is there
 * @param idle between two requests on a connection
 * @param stall for a reader that takes nothing of what is sent to it
 * @param heartbeat between two signs of life on a stream of events
 * @param badToken how long the answer to one bad token too many is held back
 */
public record Timing(
    Duration head,
    Duration body,
    Duration idle,
    Duration stall,
    Duration heartbeat,
    Duration badToken) {
  /** 15 s for a head, 30 s for a body, 60 s idle, 30 s stalled; 15 s; 1 s. */
  public static final Timing DEFAULT =
      new Timing(
          Duration.ofSeconds(15),
          Duration.ofSeconds(30),
          Duration.ofSeconds(60),
          Duration.ofSeconds(30),
          Duration.ofSeconds(15),
          Duration.ofSeconds(1));
}
