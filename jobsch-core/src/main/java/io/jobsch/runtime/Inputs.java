package io.jobsch.runtime;

import io.jobsch.engine.Event;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** What has arrived and has not been dealt with, in its order. Safe for use by any thread. */
final class Inputs {
  /** So many events are taken as one batch, so that one step stays short. */
  private static final int BATCH = 10_000;

  private final Deque<Input> waiting = new ArrayDeque<>();
  private boolean served;
  private boolean closed;

  /** What became of an input that was offered. */
  enum Offer {
    /** It is in line, and whoever serves will come to it. */
    IN_LINE,
    /** It is in line, and whoever offered it has to see that the line is served. */
    TO_BE_SERVED,
    /** Nobody takes inputs any more. */
    REFUSED
  }

  synchronized Offer offer(Input input) {
    if (closed) {
      return Offer.REFUSED;
    }
    waiting.add(input);
    if (served) {
      return Offer.IN_LINE;
    }
    served = true;
    return Offer.TO_BE_SERVED;
  }

  /** The events that come next, up to a question or the size of a batch. */
  synchronized List<Event> takeEvents() {
    List<Event> events = new ArrayList<>();
    while (events.size() < BATCH && waiting.peek() instanceof Input.Happened happened) {
      events.add(happened.event());
      waiting.remove();
    }
    return events;
  }

  /** The question that comes next; empty if an event does, or nothing. */
  synchronized Optional<Input.Asked<?>> takeQuestion() {
    if (waiting.peek() instanceof Input.Asked<?> asked) {
      waiting.remove();
      return Optional.of(asked);
    }
    return Optional.empty();
  }

  /** Ends the service if nothing is in line. */
  synchronized boolean rest() {
    served = !waiting.isEmpty();
    return !served;
  }

  /** From now on everything is refused; answers with what nobody will come to. */
  synchronized List<Input> close() {
    closed = true;
    List<Input> rest = new ArrayList<>(waiting);
    waiting.clear();
    return rest;
  }
}
