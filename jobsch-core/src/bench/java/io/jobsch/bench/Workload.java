package io.jobsch.bench;

import static io.jobsch.spec.Jobs.exec;
import static io.jobsch.spec.Jobs.parallel;

import io.jobsch.spec.JobSpec;
import io.jobsch.workers.RolePattern;
import io.jobsch.workers.Suitability;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Which jobs come and go, and on which workers. */
public enum Workload {
  /** One command; every worker suits it. */
  ONE_COMMAND,

  /** Three commands at once, each with a role of its own; every worker suits each. */
  GANGS_OF_3(3) {
    @Override
    JobSpec job(int number) {
      return gang("", 3);
    }
  },

  /**
   * Sixteen families of roles, and gangs of one to three roles of one family: 48 different demands.
   * A worker suits, by patterns, one family; every eighth worker two.
   */
  ROLES_BY_PATTERN(2) {
    @Override
    JobSpec job(int number) {
      return gang("f" + number % FAMILIES + "_", 1 + number / FAMILIES % 3);
    }

    @Override
    Suitability suitability(int worker) {
      List<RolePattern> patterns = new ArrayList<>();
      patterns.add(family(worker));
      if (worker % 8 == 0) {
        patterns.add(family(worker + 1));
      }
      return new Suitability.Patterns(patterns);
    }
  },

  /** One command for one of a hundred kinds of workers, which have nothing in common. */
  KINDS_OF_WORKERS {
    @Override
    JobSpec job(int number) {
      return exec("true").role("kind_" + number * 7919L % KINDS);
    }

    @Override
    Suitability suitability(int worker) {
      return new Suitability.Patterns(List.of(new RolePattern("kind_" + worker % KINDS)));
    }
  },

  /** One command with a timeout from 1 to 1,000 s: among equals the shortest may go first. */
  TIMEOUTS {
    @Override
    JobSpec job(int number) {
      return brief(number);
    }
  },

  /**
   * One command without a timeout, behind a wide job that waits for a worker that is busy for ten
   * hours: eight idle workers are reserved, and none of those behind may have them.
   */
  RESERVED_FOR_A_HEAD {
    @Override
    Optional<JobSpec> head() {
      return Optional.of(wide());
    }
  },

  /** The same head, passed by short jobs, which may have the reserved workers meanwhile. */
  BACKFILLED {
    @Override
    JobSpec job(int number) {
      return brief(number);
    }

    @Override
    Optional<JobSpec> head() {
      return Optional.of(wide());
    }
  };

  private static final int KINDS = 100;
  private static final int FAMILIES = 16;
  private static final String SPECIALIST = "specialist";

  private final int width;

  Workload() {
    this(1);
  }

  Workload(int width) {
    this.width = width;
  }

  /** How many workers a job has, on average. */
  int width() {
    return width;
  }

  /** One of the jobs that come and go. */
  JobSpec job(int number) {
    return exec("true");
  }

  /** What a worker suits. */
  Suitability suitability(int worker) {
    return new Suitability.Everything();
  }

  /** A job that waits all the time, before all others, for the {@link #occupant} to end. */
  Optional<JobSpec> head() {
    return Optional.empty();
  }

  /** The worker that is busy all the time if there is a head. */
  static Suitability specialist() {
    return new Suitability.Patterns(List.of(new RolePattern(SPECIALIST)));
  }

  /** What that worker does. */
  static JobSpec occupant() {
    return exec("sleep", "36000").role(SPECIALIST).timeout(Duration.ofHours(10));
  }

  private static JobSpec wide() {
    List<JobSpec> commands = new ArrayList<>();
    commands.add(exec("true").role(SPECIALIST));
    for (int i = 0; i < 8; i++) {
      commands.add(exec("true").role("wide_" + i));
    }
    return parallel(commands).priority(1);
  }

  private static JobSpec brief(int number) {
    return exec("true").timeout(Duration.ofSeconds(1 + number * 7919L % 1_000));
  }

  private static JobSpec gang(String prefix, int roles) {
    List<JobSpec> commands = new ArrayList<>();
    for (int i = 0; i < roles; i++) {
      commands.add(exec("true").role(prefix + i));
    }
    return roles == 1 ? commands.get(0) : parallel(commands);
  }

  private static RolePattern family(int number) {
    return new RolePattern("f" + number % FAMILIES + "_*");
  }
}
