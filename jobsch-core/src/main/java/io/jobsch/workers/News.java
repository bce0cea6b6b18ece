package io.jobsch.workers;

import io.jobsch.plan.AttemptId;
import io.jobsch.spec.RoleName;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** What a worker tells its scheduler. It may arrive late, or more than once. */
public sealed interface News {
  /** Who says it. */
  WorkerId worker();

  /** In which of its lives. */
  Incarnation incarnation();

  /**
   * It is there and takes orders.
   *
   * @param worker see {@link News#worker}
   * @param incarnation see {@link News#incarnation}
   * @param profile what it says of itself
   * @param attempts what it has not been told to forget: running, or ended and not acknowledged
   */
  record Joined(
      WorkerId worker, Incarnation incarnation, Profile profile, SortedSet<AttemptId> attempts)
      implements News {
    /** Copies the attempts. */
    public Joined {
      attempts = Collections.unmodifiableSortedSet(new TreeSet<>(attempts));
    }
  }

  /**
   * What a worker says of itself.
   *
   * @param suitability which roles it suits
   * @param isolation how surely it kills: see the process runners
   * @param draining whether it takes no new role for now, whichever it suits
   */
  record Profile(Suitability suitability, String isolation, boolean draining) {
    /** That of one that takes roles. */
    public Profile(Suitability suitability, String isolation) {
      this(suitability, isolation, false);
    }
  }

  /**
   * A command runs.
   *
   * @param worker see {@link News#worker}
   * @param incarnation see {@link News#incarnation}
   * @param attempt which
   * @param pid the command's own process
   */
  record Started(WorkerId worker, Incarnation incarnation, AttemptId attempt, long pid)
      implements News {}

  /**
   * A command has ended, and all that it wrote up to then has been handed over.
   *
   * @param worker see {@link News#worker}
   * @param incarnation see {@link News#incarnation}
   * @param attempt which
   * @param ending what became of it
   * @param written how much it wrote
   */
  record Ended(
      WorkerId worker, Incarnation incarnation, AttemptId attempt, Ending ending, Written written)
      implements News {}

  /**
   * Which roles it suits, of those that it was asked about.
   *
   * @param worker see {@link News#worker}
   * @param incarnation see {@link News#incarnation}
   * @param answers role by role
   * @param problem why it cannot tell, and therefore suits nothing
   */
  record Suits(
      WorkerId worker,
      Incarnation incarnation,
      SortedMap<RoleName, Boolean> answers,
      Optional<String> problem)
      implements News {
    /** Copies the answers. */
    public Suits {
      answers = Collections.unmodifiableSortedMap(new TreeMap<>(answers));
    }
  }

  /**
   * What it said of the roles that it suits holds no longer.
   *
   * @param worker see {@link News#worker}
   * @param incarnation see {@link News#incarnation}
   */
  record SuitabilityChanged(WorkerId worker, Incarnation incarnation) implements News {}

  /**
   * It goes, and has left nothing running.
   *
   * @param worker see {@link News#worker}
   * @param incarnation see {@link News#incarnation}
   */
  record Left(WorkerId worker, Incarnation incarnation) implements News {}
}
