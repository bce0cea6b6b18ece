package io.jobsch.local.simulate;

import io.jobsch.engine.Deadline;
import io.jobsch.engine.Event;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;

/** What is to happen when, in virtual time. What happens at one instant is taken out at once. */
final class Agenda {
  private final NavigableMap<Long, Moment> moments = new TreeMap<>();
  private final Map<Deadline, Long> deadlines = new HashMap<>();

  private static final class Moment {
    private final List<Event> events = new ArrayList<>();
    private final List<StartedCommand> ends = new ArrayList<>();
    private final Set<Deadline> deadlines = new LinkedHashSet<>();
  }

  /** That happens then. */
  void add(long ticks, Event event) {
    moment(ticks).events.add(event);
  }

  /** A command ends then, unless it is stopped before. */
  void end(long ticks, StartedCommand command) {
    moment(ticks).ends.add(command);
  }

  /** The engine wants to be told then; a former wish of the same name is none any more. */
  void set(Deadline deadline, long ticks) {
    clear(deadline);
    deadlines.put(deadline, ticks);
    moment(ticks).deadlines.add(deadline);
  }

  /** The engine does not want to be told any more. */
  void clear(Deadline deadline) {
    Long ticks = deadlines.remove(deadline);
    if (ticks != null) {
      moment(ticks).deadlines.remove(deadline);
    }
  }

  private Moment moment(long ticks) {
    return moments.computeIfAbsent(ticks, it -> new Moment());
  }

  /** When something happens next; the end of time if nothing does. */
  long next() {
    return moments.isEmpty() ? Long.MAX_VALUE : moments.firstKey();
  }

  /** Takes out what happens at an instant. */
  List<Event> take(long ticks) {
    Moment moment = moments.remove(ticks);
    if (moment == null) {
      return List.of();
    }
    List<Event> events = moment.events;
    moment.ends.forEach(command -> command.end().ifPresent(events::add));
    for (Deadline deadline : moment.deadlines) {
      deadlines.remove(deadline);
      events.add(new Event.DeadlineReached(deadline));
    }
    return events;
  }
}
