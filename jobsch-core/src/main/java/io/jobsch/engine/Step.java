package io.jobsch.engine;

import java.util.List;

/**
 * What follows from a batch of events.
 *
 * @param facts what was decided; already part of the engine's state
 * @param effects what is to be done once the facts are durable, in this order
 */
public record Step(List<Fact> facts, List<Effect> effects) {
  /** Copies both. */
  public Step {
    facts = List.copyOf(facts);
    effects = List.copyOf(effects);
  }
}
