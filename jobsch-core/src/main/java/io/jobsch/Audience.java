package io.jobsch;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** The listeners of a scheduler. Told by one thread at a time; safe for any to join and leave. */
final class Audience {
  private static final Logger LOG = System.getLogger(Audience.class.getName());

  private final List<Heard> listeners = new CopyOnWriteArrayList<>();

  Scheduler.Subscription add(JobListener listener) {
    Heard heard = new Heard(listener);
    listeners.add(heard);
    return () -> {
      listeners.remove(heard);
      heard.end();
    };
  }

  boolean isThere() {
    return !listeners.isEmpty();
  }

  void tell(JobEvent event) {
    listeners.forEach(each -> each.tell(event));
  }

  /** A listener, until it is taken off. */
  private static final class Heard {
    private final JobListener listener;
    private boolean ended;

    Heard(JobListener listener) {
      this.listener = listener;
    }

    synchronized void tell(JobEvent event) {
      if (ended) {
        return;
      }
      try {
        listener.on(event);
      } catch (RuntimeException | Error e) {
        LOG.log(Level.WARNING, "a listener failed on " + event.getClass().getSimpleName(), e);
      }
      if (Thread.interrupted()) {
        LOG.log(Level.DEBUG, "a listener left its thread interrupted");
      }
    }

    synchronized void end() {
      ended = true;
    }
  }
}
