package io.jobsch.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/**
 * An engine that is held to its {@link EngineInvariants} at every step. Beside it runs a second one
 * that is fed the same events and must answer the same, byte for byte; and a journal that a
 * recovery starts from.
 */
final class WatchedEngine {
  private final EngineSettings settings;
  private final Walked walked;
  private final EngineInvariants invariants;
  private final List<Fact> journal = new ArrayList<>();
  private Engine engine;
  private Engine twin;

  WatchedEngine(EngineSettings settings, Walked walked) {
    this.settings = settings;
    this.walked = walked;
    this.invariants = new EngineInvariants(settings, walked);
    this.engine = new Engine(settings);
    this.twin = new Engine(settings);
  }

  Engine engine() {
    return engine;
  }

  State state() {
    return engine.state();
  }

  Step step(Now now, List<Event> events) {
    Step step = engine.step(now, events);
    lookAtAll(twin);
    same(step, twin.step(now, events));
    journal.addAll(step.facts());
    invariants.stepped(now, events, step, engine.state());
    return step;
  }

  /** The scheduler dies, and another begins with what is durable. */
  Step recover(Now now) {
    SituationWatch.recovery(walked, engine.state());
    List<Object> before = StateDump.of(engine.state());
    engine = Engine.recovered(settings, journal);
    twin = Engine.recovered(settings, journal);
    Check.that(before.equals(StateDump.of(engine.state())), "recovered to another state");
    Step step = engine.resume(now);
    same(step, twin.resume(now));
    invariants.resumed(now, step, engine.state());
    return step;
  }

  /** It leaves out nothing because nothing has changed, and decides the same. */
  private static void lookAtAll(Engine engine) {
    JobQueue queue = engine.state().queue();
    queue.byAge().forEach(job -> job.roleSet().home().ifPresent(Neighbourhood::changed));
  }

  private static void same(Step one, Step other) {
    Check.that(one.equals(other), "the same events gave%n%s%nand%n%s", one, other);
  }

  OptionalLong nextDeadline() {
    return invariants.deadlines().next();
  }

  /** The deadlines that have come by now, each once. */
  List<Event> takeDue(Now now) {
    List<Event> reached = new ArrayList<>();
    invariants
        .deadlines()
        .takeDue(now.ticks())
        .forEach(deadline -> reached.add(new Event.DeadlineReached(deadline)));
    return reached;
  }
}
