package io.jobsch.local.manual;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

/** Which commands do what. What was said later goes before what was said earlier. */
final class Playbook {
  private final List<Rule> rules = new CopyOnWriteArrayList<>();

  /** The scripts are for one start each, in their order; the last is for all that come after. */
  void add(Predicate<StartedCommand> which, List<Script> scripts) {
    rules.add(0, new Rule(which, List.copyOf(scripts), new AtomicInteger()));
  }

  Script scriptOf(StartedCommand command) {
    return rules.stream()
        .filter(rule -> rule.which.test(command))
        .findFirst()
        .map(Rule::next)
        .orElse(Script.NOTHING);
  }

  private record Rule(
      Predicate<StartedCommand> which, List<Script> scripts, AtomicInteger started) {
    Script next() {
      return scripts.get(Math.min(started.getAndIncrement(), scripts.size() - 1));
    }
  }
}
