package io.jobsch.engine;

import io.jobsch.plan.AttemptId;
import io.jobsch.plan.JobId;
import io.jobsch.plan.JobPlan;
import io.jobsch.result.JobState;
import io.jobsch.result.NodeState;
import io.jobsch.result.Reason;
import io.jobsch.spec.RoleName;
import io.jobsch.workers.ExitStatus;
import io.jobsch.workers.Gang;
import io.jobsch.workers.Incarnation;
import io.jobsch.workers.News;
import io.jobsch.workers.Urgency;
import io.jobsch.workers.WorkerId;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Something that was decided, for good. The engine's state is what its facts make of it, and
 * nothing else; applied again, they make the same state. A fact says what was decided, not what it
 * was decided from, so that an engine with better judgement can read what an older one wrote.
 */
public sealed interface Fact {
  /**
   * A job was accepted, behind all that were before.
   *
   * @param job its name
   * @param plan what is to run
   * @param ticks when; see {@link Now}
   * @param at the same as a time of day
   */
  record JobSubmitted(JobId job, JobPlan plan, long ticks, Instant at) implements Fact {}

  /**
   * A job got all its workers, and runs.
   *
   * @param job which
   * @param gang who plays which role
   * @param ticks when; see {@link Now}
   * @param at the same as a time of day
   */
  record GangAllocated(JobId job, SortedMap<RoleName, WorkerId> gang, long ticks, Instant at)
      implements Fact {
    /** Copies the gang. */
    public GangAllocated {
      gang = Gang.copyOf(gang);
    }
  }

  /**
   * A group began.
   *
   * @param job which job
   * @param node the group
   * @param at when
   */
  record GroupStarted(JobId job, int node, Instant at) implements Fact {}

  /**
   * A command is to be started.
   *
   * @param attempt names the start
   * @param at when
   */
  record AttemptOrdered(AttemptId attempt, Instant at) implements Fact {}

  /**
   * Its worker said that it runs.
   *
   * @param attempt which
   */
  record AttemptConfirmed(AttemptId attempt) implements Fact {}

  /**
   * A running command or group ended.
   *
   * @param job which job
   * @param node which node
   * @param state how
   * @param reason why, unless it succeeded
   * @param exit how a command's own process ended, where that is known
   * @param at when
   */
  record NodeEnded(
      JobId job,
      int node,
      NodeState state,
      Optional<Reason> reason,
      Optional<ExitStatus> exit,
      Instant at)
      implements Fact {}

  /**
   * Nodes that were pending will never run.
   *
   * @param job which job
   * @param nodes which nodes, in reading order
   * @param state {@code SKIPPED} or {@code CANCELLED}
   * @param reason why
   * @param at when
   */
  record NodesDropped(JobId job, List<Integer> nodes, NodeState state, Reason reason, Instant at)
      implements Fact {
    /** Copies the nodes. */
    public NodesDropped {
      nodes = List.copyOf(nodes);
    }
  }

  /**
   * What runs of a part of a job is being stopped.
   *
   * @param job which job
   * @param node the root of the part
   * @param cause why; what is being stopped already keeps its former cause
   * @param urgency how
   * @param reason the cause for people
   * @param at when
   */
  record StopDecided(
      JobId job, int node, StopCause cause, Urgency urgency, Reason reason, Instant at)
      implements Fact {}

  /**
   * A job is over. Its workers are free.
   *
   * @param job which
   * @param state how
   * @param reason why, unless it succeeded
   * @param at when
   */
  record JobEnded(JobId job, JobState state, Optional<Reason> reason, Instant at) implements Fact {}

  /**
   * A worker came, or came again in the same life.
   *
   * @param worker who
   * @param incarnation in which life
   * @param profile what it says of itself
   * @param strays attempts that it still has, and that nobody wants any more; it gets no work
   *     before they have ended
   * @param at when
   */
  record WorkerJoined(
      WorkerId worker,
      Incarnation incarnation,
      News.Profile profile,
      SortedSet<AttemptId> strays,
      Instant at)
      implements Fact {
    /** Copies the attempts. */
    public WorkerJoined {
      strays = Collections.unmodifiableSortedSet(new TreeSet<>(strays));
    }
  }

  /**
   * One of a worker's unwanted attempts has ended.
   *
   * @param worker who
   * @param attempt which
   */
  record StrayEnded(WorkerId worker, AttemptId attempt) implements Fact {}

  /**
   * A worker is gone, and with it all that it ran.
   *
   * @param worker who
   * @param incarnation which of its lives is over
   * @param why for people
   * @param at when
   */
  record WorkerGone(WorkerId worker, Incarnation incarnation, String why, Instant at)
      implements Fact {}

  /**
   * A worker gets no other job in this life: something that should be dead is there still.
   *
   * @param worker who
   * @param why for people
   * @param at when
   */
  record WorkerQuarantined(WorkerId worker, String why, Instant at) implements Fact {}

  /**
   * A worker said which roles it suits.
   *
   * @param worker who
   * @param answers role by role
   * @param problem why it suits nothing, if it cannot tell
   */
  record SuitabilityLearned(
      WorkerId worker, SortedMap<RoleName, Boolean> answers, Optional<String> problem)
      implements Fact {
    /** Copies the answers. */
    public SuitabilityLearned {
      answers = Collections.unmodifiableSortedMap(new TreeMap<>(answers));
    }
  }

  /**
   * What a worker said of the roles that it suits holds no longer.
   *
   * @param worker who
   */
  record SuitabilityForgotten(WorkerId worker) implements Fact {}
}
