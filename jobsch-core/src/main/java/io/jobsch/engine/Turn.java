package io.jobsch.engine;

import io.jobsch.workers.Address;
import io.jobsch.workers.WorkerId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** A step in the making: what has been decided in it so far, and what is to follow. */
final class Turn {
  private final State state;
  private final EngineSettings settings;
  private final Now now;
  private final List<Fact> facts = new ArrayList<>();
  private final List<Effect> effects = new ArrayList<>();

  Turn(State state, EngineSettings settings, Now now) {
    this.state = state;
    this.settings = settings;
    this.now = now;
  }

  State state() {
    return state;
  }

  EngineSettings settings() {
    return settings;
  }

  Now now() {
    return now;
  }

  Instant at() {
    return now.at();
  }

  /** From here on it is so. */
  void decide(Fact fact) {
    state.apply(fact);
    facts.add(fact);
  }

  void effect(Effect effect) {
    effects.add(effect);
  }

  /** Where an order for a connected worker goes. */
  Address address(WorkerId worker) {
    return new Address(settings.epoch(), worker, state.pool().get(worker).incarnation());
  }

  Step finished() {
    return new Step(facts, effects);
  }
}
