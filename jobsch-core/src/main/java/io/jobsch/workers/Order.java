package io.jobsch.workers;

import io.jobsch.plan.AttemptId;
import io.jobsch.spec.RoleName;
import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What a scheduler tells a worker. Every order may be lost or repeated on its way: carrying one out
 * twice is the same as once.
 */
public sealed interface Order {
  /** Who it is from and for. */
  Address to();

  /**
   * Start a command, once.
   *
   * @param to see {@link Order#to}
   * @param attempt names the start
   * @param launch what is started
   */
  record Start(Address to, AttemptId attempt, Launch launch) implements Order {}

  /**
   * Kill a command's whole process tree; harmless if it has ended. A second, more urgent order
   * hastens the first.
   *
   * @param to see {@link Order#to}
   * @param attempt what is stopped
   * @param urgency how
   */
  record Stop(Address to, AttemptId attempt, Urgency urgency) implements Order {}

  /**
   * The end of an attempt has become durable: the worker may forget it.
   *
   * @param to see {@link Order#to}
   * @param attempt what has ended
   */
  record Acknowledge(Address to, AttemptId attempt) implements Order {}

  /**
   * Say which of these roles the worker suits.
   *
   * @param to see {@link Order#to}
   * @param roles one at least
   */
  record AskSuitability(Address to, SortedSet<RoleName> roles) implements Order {
    /** Copies the roles. */
    public AskSuitability {
      roles = Collections.unmodifiableSortedSet(new TreeSet<>(roles));
    }
  }
}
