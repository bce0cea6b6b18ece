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
  private long until;

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
  }

  /** What was found of a set of jobs before this pass, if that still holds. */
  Optional<Settled> since(RoleSet roleSet) {
    Optional<Settled> found = roleSet.settled();
    return found.isPresent() && isOn && holds(found.get()) ? found : Optional.empty();
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
