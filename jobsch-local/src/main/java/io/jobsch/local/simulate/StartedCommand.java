package io.jobsch.local.simulate;

import io.jobsch.engine.Event;
import io.jobsch.spec.RecordedJob;
import io.jobsch.workers.Ending;
import io.jobsch.workers.ExitStatus;
import io.jobsch.workers.News;
import io.jobsch.workers.Order;
import io.jobsch.workers.Written;
import java.time.Duration;
import java.util.Optional;

/** A command that a worker plays. It ends once, by itself or because it is stopped. */
final class StartedCommand {
  private static final Ending SUCCEEDED = new Ending.Exited(new ExitStatus.Code(0));
  private static final Ending OUT_OF_TIME = killed(Ending.Cause.TIMEOUT);
  private static final Ending STOPPED = killed(Ending.Cause.ORDER);

  private final Order.Start order;
  private final Duration takes;
  private final Ending ending;
  private boolean over;

  /** One that goes as it is said, or until its timeout; an end at that instant is in time. */
  StartedCommand(Order.Start order, RecordedJob.Course course) {
    this.order = order;
    Optional<Duration> timeout =
        order.launch().timeout().filter(it -> it.compareTo(course.takes()) < 0);
    this.takes = timeout.orElse(course.takes());
    this.ending = timeout.isPresent() ? OUT_OF_TIME : exited(course.exitCode());
  }

  private static Ending killed(Ending.Cause cause) {
    return new Ending.Killed(cause, Optional.of(ExitStatus.Signal.TERM));
  }

  private static Ending exited(int code) {
    return code == 0 ? SUCCEEDED : new Ending.Exited(new ExitStatus.Code(code));
  }

  Duration takes() {
    return takes;
  }

  /** Its time is over. What its worker says of that; nothing if it was stopped before. */
  Optional<Event> end() {
    return end(ending);
  }

  /** It is killed, which takes no time. What its worker says of that; nothing if it was over. */
  Optional<Event> stop() {
    return end(STOPPED);
  }

  private Optional<Event> end(Ending how) {
    if (over) {
      return Optional.empty();
    }
    over = true;
    News news =
        new News.Ended(
            order.to().worker(), order.to().incarnation(), order.attempt(), how, Written.NOTHING);
    return Optional.of(new Event.WorkerSaid(news));
  }
}
