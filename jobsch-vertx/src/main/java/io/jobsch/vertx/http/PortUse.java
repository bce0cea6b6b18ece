package io.jobsch.vertx.http;

import io.vertx.core.Vertx;
import io.vertx.core.shareddata.LocalMap;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Which ports of a Vert.x instance are used, and by whom. Vert.x lets servers share a port, which
 * is well for gateways; but of two schedulers each would be asked for the jobs of the other.
 */
final class PortUse {
  private static final String MAP = PortUse.class.getName();
  private static final int ALONE = -1;

  private final LocalMap<String, Integer> users;
  private final String place;
  private final AtomicBoolean taken = new AtomicBoolean();

  private PortUse(Vertx vertx, String place) {
    this.users = vertx.sharedData().getLocalMap(MAP);
    this.place = place;
  }

  /**
   * Takes a port.
   *
   * @param alone whether nobody else may have it
   * @throws IllegalStateException if somebody has it
   */
  static PortUse take(Vertx vertx, HttpOptions options, boolean alone) {
    PortUse use = new PortUse(vertx, options.host() + ":" + options.port());
    if (options.port() != 0) {
      use.take(alone);
    }
    return use;
  }

  private void take(boolean alone) {
    users.compute(
        place,
        (where, before) -> {
          if (before != null && (alone || before == ALONE)) {
            throw new IllegalStateException(
                "port: another server of this process listens at "
                    + place
                    + "; each scheduler needs a port of its own");
          }
          return alone ? ALONE : before == null ? 1 : before + 1;
        });
    taken.set(true);
  }

  /** Harmless when called again. */
  void giveBack() {
    if (taken.getAndSet(false)) {
      users.computeIfPresent(place, (where, number) -> number > 1 ? number - 1 : null);
    }
  }
}
