package io.jobsch.vertx.http;

import java.util.Optional;

/**
 * Who may call.
 *
 * @param client the token of those who submit and watch jobs; empty if none is asked for
 * @param worker the token of workers; empty if none is asked for
 */
public record Access(Optional<Token> client, Optional<Token> worker) {
  /** Whoever can connect may call. */
  public static final Access OPEN = new Access(Optional.empty(), Optional.empty());

  /** Checks that a worker's token is of no use to submit jobs. */
  public Access {
    if (client.isPresent() && worker.isPresent() && client.get().isSameAs(worker.get())) {
      throw new IllegalArgumentException(
          "the clients' token and the workers' are the same; make another one for the workers");
    }
  }
}
