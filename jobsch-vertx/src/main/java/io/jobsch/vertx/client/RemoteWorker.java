package io.jobsch.vertx.client;

import io.jobsch.plan.JobId;
import io.jobsch.spec.RoleName;
import io.jobsch.workers.WorkerId;
import io.jobsch.workers.WorkerState;
import java.time.Instant;
import java.util.Optional;

/**
 * A worker of a server.
 *
 * @param id its name
 * @param address where it is, if it is on another machine
 * @param suits which roles it suits, in words
 * @param state what it is about, in a word; see {@link #knownState}
 * @param problem why it gets no work, if it gets none
 * @param job what it works on, if it does
 * @param role what it plays there
 * @param connectedAt since when it is connected
 * @param lastHeardAt when it gave its last sign of life
 * @param version of its jobsch
 * @param isolation how surely it kills what its commands started, in a word
 */
public record RemoteWorker(
    WorkerId id,
    Optional<String> address,
    String suits,
    String state,
    Optional<String> problem,
    Optional<JobId> job,
    Optional<RoleName> role,
    Instant connectedAt,
    Optional<Instant> lastHeardAt,
    Optional<String> version,
    String isolation) {
  /**
   * What it is about; empty if its server is a later one, and has a word that is not known here.
   */
  public Optional<WorkerState> knownState() {
    return WorkerState.named(state);
  }
}
