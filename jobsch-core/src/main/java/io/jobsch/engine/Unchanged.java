package io.jobsch.engine;

import java.util.Optional;

/**
 * Knows, in one pass, which sets of jobs it need not look at, since nothing that matters to them
 * has changed after an earlier pass did. What it lets a pass leave out would have led to nothing:
 * the decisions are the same without it.
 */
final class Unchanged {
  private final State state;
  private final long now;
  private final boolean isOn;
  private final long pass;
  private final long queueChanges;
  private final long workerChanges;
  private long until;
  private long restUntil = TimeBound.NONE;

  /**
   * At the beginning of a pass.
   *
   * @param isOn whether it may know anything: not where jobs get their turn by the time alone
   */
  Unchanged(State state, long now, boolean isOn) {
    this.state = state;
    this.now = now;
    this.isOn = isOn;
    this.pass = state.queue().nextPass();
    this.queueChanges = state.queue().changes();
    this.workerChanges = state.pool().classes().changes();
  }

  /** Whether a pass at this time would find nothing else than the last one has left. */
  static boolean everything(State state, long now) {
    Optional<Rest> last = state.queue().rest();
    return last.isPresent()
        && last.get().queueChanges() == state.queue().changes()
        && last.get().workerChanges() == state.pool().classes().changes()
        && now < last.get().until();
  }

  /** The pass is over. If it has started somebody, something has changed after it began. */
  void passed() {
    if (isOn) {
      state.queue().rest(new Rest(queueChanges, workerChanges, restUntil));
    }
  }

  /** What was found of a set of jobs before this pass, if that still holds. */
  Optional<Settled> since(RoleSet roleSet) {
    Optional<Settled> found = roleSet.settled();
    if (found.isEmpty() || !isOn || !holds(found.get())) {
      return Optional.empty();
    }
    restUntil = Math.min(restUntil, found.get().until());
    return found;
  }

  private boolean holds(Settled found) {
    return found.pass() != pass
        && found.where().changes() == found.changes()
        && found.population() == state.pool().classes().population()
        && (found.where().isOneClass() || found.demandVersion() == state.queue().demandVersion())
        && now < found.until();
  }

  /** The first of them has its turn. */
  void served(RoleSet roleSet) {
    roleSet.servedIn(pass);
  }

  /** Whether the first of them has had its turn: what is reserved for it has been settled then. */
  boolean isServed(RoleSet roleSet) {
    return roleSet.servedIn() == pass;
  }

  /** This pass has looked at them, and none could start. */
  void settle(RoleSet roleSet, Seats seats, Optional<Reservation> reservation) {
    if (!isOn) {
      return;
    }
    if (until == 0) {
      until = state.ending().nextAfter(now);
      restUntil = Math.min(restUntil, until);
    }
    roleSet.settle(
        new Settled(
            pass,
            seats.neighbourhood(),
            seats.neighbourhood().changes(),
            state.pool().classes().population(),
            state.queue().demandVersion(),
            until,
            reservation));
  }
}
