package io.jobsch.workers;

import java.util.List;
import java.util.Optional;

/** What became of an attempt, as its worker tells it. After it there is no more news of it. */
public sealed interface Ending {
  /**
   * The command ended by itself; what it left in the background may live on.
   *
   * @param status how
   */
  record Exited(ExitStatus status) implements Ending {}

  /**
   * It was killed, and its whole process tree is gone.
   *
   * @param cause why it was killed
   * @param status how the command's own process ended, if that was seen
   */
  record Killed(Cause cause, Optional<ExitStatus> status) implements Ending {}

  /**
   * It certainly never ran.
   *
   * @param kind whose fault that is
   * @param message why, for the job's author
   */
  record NotStarted(Kind kind, String message) implements Ending {
    /** Why a command was not started. */
    public enum Kind {
      /** Nothing can be started under that name. */
      NOT_FOUND,
      /** It is there, and cannot be executed. */
      NOT_EXECUTABLE,
      /** Anything else that the operating system said. */
      SYSTEM,
      /** The worker does not take it: it is closing, or the order is stale. */
      REFUSED
    }
  }

  /**
   * It was killed, and something of it is there all the same.
   *
   * @param cause why it was killed
   * @param survivors what is there, each with its pid and its state, for an operator
   */
  record Unkillable(Cause cause, List<String> survivors) implements Ending {
    /** Copies the survivors. */
    public Unkillable {
      survivors = List.copyOf(survivors);
    }
  }

  /**
   * Whoever ran it does not know what became of it; nothing of it runs any more.
   *
   * @param message why
   */
  record Lost(String message) implements Ending {}

  /** Why a command is killed. */
  enum Cause {
    /** Its own timeout ran out. */
    TIMEOUT,
    /** The scheduler ordered it. */
    ORDER,
    /** The worker had not heard from its scheduler for longer than its lease. */
    LEASE,
    /** The worker is shutting down. */
    SHUTDOWN
  }
}
