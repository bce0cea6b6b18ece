package io.jobsch.vertx.bus;

import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;

/**
 * What is owed to workers: what they are told, once more until they say that it has come, and that
 * what they said has. Used on the transport's context.
 */
final class Owed {
  private final Executor atEnd;
  private final Executor soon;
  private final Set<Session> messages = new LinkedHashSet<>();
  private final Set<Session> acknowledgements = new LinkedHashSet<>();

  /** Those that may have something to confirm. */
  private final Set<Session> unconfirmed = new LinkedHashSet<>();

  /**
   * Nothing yet.
   *
   * @param atEnd has something done on the transport's context, behind what is to be done already
   * @param soon has something done there a moment later
   */
  Owed(Executor atEnd, Executor soon) {
    this.atEnd = atEnd;
    this.soon = soon;
  }

  /** A worker is told something, and has to confirm it. What is said in one go is one message. */
  void told(Session session) {
    if (messages.isEmpty()) {
      atEnd.execute(this::flush);
    }
    messages.add(session);
    unconfirmed.add(session);
  }

  private void flush() {
    List<Session> all = List.copyOf(messages);
    messages.clear();
    all.stream().filter(session -> !session.isClosed()).forEach(Session::flush);
  }

  /** Mostly something is said to the worker in a moment, which confirms what it said. */
  void acknowledge(Session session) {
    if (acknowledgements.isEmpty()) {
      soon.execute(this::acknowledge);
    }
    acknowledgements.add(session);
  }

  private void acknowledge() {
    List<Session> all = List.copyOf(acknowledgements);
    acknowledgements.clear();
    all.forEach(Session::acknowledge);
  }

  /** Says again what has waited long enough for its confirmation. */
  void repeat(long now) {
    Iterator<Session> all = unconfirmed.iterator();
    while (all.hasNext()) {
      Session session = all.next();
      if (session.unconfirmed() == 0 || session.isClosed()) {
        all.remove();
      } else {
        session.repeat(now);
      }
    }
  }

  /** Nothing is said again. */
  void end() {
    unconfirmed.clear();
  }
}
