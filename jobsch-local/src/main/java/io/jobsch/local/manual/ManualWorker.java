package io.jobsch.local.manual;

import io.jobsch.spi.RoleSuitability;
import io.jobsch.workers.WorkerId;
import java.time.Duration;

/**
 * A scripted worker. A value: each word answers with a changed copy.
 *
 * <pre>{@code
 * named("db").suits("db*").suits(role -> !role.endsWith("2")).answersAfter(ofSeconds(3))
 * }</pre>
 */
public final class ManualWorker {
  private final WorkerId id;
  private final ManualSuitability suitability;
  private final Presence presence;

  private ManualWorker(WorkerId id, ManualSuitability suitability, Presence presence) {
    this.id = id;
    this.suitability = suitability;
    this.presence = presence;
  }

  /** One of that name that suits every role, joins at once and stays. */
  public static ManualWorker named(String name) {
    return new ManualWorker(new WorkerId(name), ManualSuitability.EVERYTHING, Presence.STAYS);
  }

  /** The same for roles of this pattern only ({@code server*}); said again, for these, too. */
  public ManualWorker suits(String pattern) {
    return with(suitability.pattern(pattern));
  }

  /**
   * The same for roles that are accepted by this, among those of its patterns if it has any. The
   * worker is asked for each role that a job needs, as one is whose directory holds a {@code
   * suits_role.py}; the answer is remembered while the role is wanted.
   */
  public ManualWorker suits(RoleSuitability predicate) {
    return with(suitability.accepting(predicate));
  }

  /**
   * The same that cannot tell which roles it suits, and therefore suits none: as where {@code
   * suits_role.py} fails. It is asked for roles of its patterns, if it has any.
   *
   * @param problem what it says instead; see {@link io.jobsch.WorkerView#problem}
   */
  public ManualWorker cannotTell(String problem) {
    return with(suitability.failing(problem));
  }

  /**
   * The same whose answers come so long after it was asked for a role; jobs with that role do not
   * get it before. One that was told only patterns is asked then, too.
   *
   * @param time 0 or more
   */
  public ManualWorker answersAfter(Duration time) {
    requireTime("answers after", time);
    return with(suitability.after(time));
  }

  private ManualWorker with(ManualSuitability other) {
    return new ManualWorker(id, other, presence);
  }

  /** The same that joins so long after it was added. */
  public ManualWorker joinsAfter(Duration time) {
    requireTime("joins after", time);
    return with(presence.joinsAfter(time));
  }

  /** The same that is gone, as if its plug was pulled, so long after it joined. */
  public ManualWorker vanishesAfter(Duration time) {
    requireTime("vanishes after", time);
    return with(presence.vanishesAfter(time));
  }

  /**
   * The same that joins again so long after it vanished: in a new life, and knowing nothing of what
   * it ran.
   *
   * @throws IllegalArgumentException if it does not vanish
   */
  public ManualWorker comesBackAfter(Duration time) {
    requireTime("comes back after", time);
    if (presence.vanishesAfter().isEmpty()) {
      throw new IllegalArgumentException(
          "comes back after: expected a worker that vanishes, found that " + id + " does not");
    }
    return with(presence.comesBackAfter(time));
  }

  private static void requireTime(String word, Duration time) {
    if (time.isNegative()) {
      throw new IllegalArgumentException(word + ": expected 0 or more, found " + time);
    }
  }

  private ManualWorker with(Presence other) {
    return new ManualWorker(id, suitability, other);
  }

  /** The same in a life that does not end. */
  ManualWorker toStay() {
    return with(Presence.STAYS);
  }

  WorkerId id() {
    return id;
  }

  ManualSuitability suitability() {
    return suitability;
  }

  Presence presence() {
    return presence;
  }
}
