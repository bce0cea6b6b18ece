package io.jobsch.runtime;

import io.jobsch.engine.Deadline;
import io.jobsch.engine.Effect;
import io.jobsch.engine.Event;
import io.jobsch.result.JobResult;
import io.jobsch.spi.Timers;
import io.jobsch.workers.Order;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * The one place where effects become actions; decides nothing. Used by the loop alone, but for
 * {@link #clearAll}.
 */
final class Effects {
  private final Host host;
  private final Answers answers;
  private final Observer observer;
  private final Consumer<Event> events;
  private final Map<Deadline, Timers.Timer> deadlines = new ConcurrentHashMap<>();

  Effects(Host host, Answers answers, Observer observer, Consumer<Event> events) {
    this.host = host;
    this.answers = answers;
    this.observer = observer;
    this.events = events;
  }

  /** All of a step: what workers are told goes out together. */
  void carryOut(List<Effect> effects) {
    List<Order> orders = new ArrayList<>();
    for (Effect effect : effects) {
      if (effect instanceof Effect.Tell it) {
        orders.add(it.order());
      } else {
        carryOut(effect);
      }
    }
    if (!orders.isEmpty()) {
      host.transport().sendAll(orders);
    }
  }

  private void carryOut(Effect effect) {
    if (effect instanceof Effect.SetDeadline it) {
      set(it);
    } else if (effect instanceof Effect.ClearDeadline it) {
      clear(it.deadline());
    } else if (effect instanceof Effect.Accepted it) {
      answers.accepted(it.job());
    } else if (effect instanceof Effect.CancelAnswered it) {
      answers.cancelled(it);
    } else if (effect instanceof Effect.Report it) {
      report(it.result());
    } else {
      throw new AssertionError("an effect without an action: " + effect);
    }
  }

  private void set(Effect.SetDeadline effect) {
    clear(effect.deadline());
    deadlines.put(
        effect.deadline(),
        host.timers()
            .at(effect.ticks(), () -> events.accept(new Event.DeadlineReached(effect.deadline()))));
  }

  private void clear(Deadline deadline) {
    Optional.ofNullable(deadlines.remove(deadline)).ifPresent(Timers.Timer::cancel);
  }

  /** Takes back all deadlines; one that is set at the same time comes to nobody. */
  void clearAll() {
    List.copyOf(deadlines.keySet()).forEach(this::clear);
  }

  private void report(JobResult result) {
    JobResult whole = new OutputAttachment(host.outputs(), result.id()).to(result);
    host.outputs().forget(result.id());
    observer.ended(whole);
    answers.ended(whole);
  }
}
