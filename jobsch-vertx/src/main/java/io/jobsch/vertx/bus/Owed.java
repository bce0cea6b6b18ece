package io.jobsch.vertx.bus;

import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.Executor;

/**
 * What is owed to workers beside orders: that what they said has come, and what they were told once
 * more until they say that it has. Used on the transport's context.
 */
final class Owed {
  private final Executor soon;
  private final Set<Session> acknowledgements = new LinkedHashSet<>();

  /** Those that may have something to confirm. */
  private final Set<Session> unconfirmed = new LinkedHashSet<>();

  /**
   * Nothing yet.
   *
   * @param soon has something done on the transport's context a moment later
   */
  Owed(Executor soon) {
    this.soon = soon;
  }

  /** Mostly something is said to the worker in a moment, which confirms what it said. */
  void acknowledge(Session session) {
    if (acknowledgements.isEmpty()) {
      soon.execute(
          () -> {
            acknowledgements.forEach(Session::acknowledge);
            acknowledgements.clear();
          });
    }
    acknowledgements.add(session);
  }

  /** A worker was told something, and has to confirm it. */
  void told(Session session) {
    unconfirmed.add(session);
  }

  /** Says again what has waited long enough for its confirmation. */
  void repeat(long now) {
    Iterator<Session> all = unconfirmed.iterator();
    while (all.hasNext()) {
      Session session = all.next();
      if (session.unconfirmed() == 0 || session.isClosed()) {
        all.remove();
      } else {
        session.repeat(false, now);
      }
    }
  }

  /** Nothing is said again. */
  void end() {
    unconfirmed.clear();
  }
}
