package io.jobsch.engine;

import io.jobsch.plan.AttemptId;
import io.jobsch.plan.JobId;
import io.jobsch.result.JobState;
import io.jobsch.spec.RoleName;
import io.jobsch.workers.Gang;
import io.jobsch.workers.WorkerId;
import java.util.Collection;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * All that an engine knows: what its facts have made. {@link #apply} is the only way to change it.
 */
final class State {
  private final KnownJobs known = new KnownJobs();
  private final JobQueue queue;
  private long allocated;
  private final EndingJobs ending = new EndingJobs();
  private final Pool pool = new Pool();
  private final RememberedRoles remembered = new RememberedRoles();

  State(EngineSettings settings) {
    this.queue = new JobQueue(settings.killAllowance(), known);
  }

  JobQueue queue() {
    return queue;
  }

  Pool pool() {
    return pool;
  }

  /** The jobs that have their workers, in the order in which they got them. */
  Collection<RunningJob> running() {
    return known.running();
  }

  /** Those of them that have a time bound. */
  EndingJobs ending() {
    return ending;
  }

  /** Whether a job of that name waits or runs. */
  boolean knows(JobId id) {
    return known.get(id) != null;
  }

  Optional<RunningJob> running(JobId id) {
    return run(known.get(id));
  }

  private static Optional<RunningJob> run(@Nullable QueuedJob job) {
    return job == null ? Optional.empty() : job.run();
  }

  /** The job for which a worker runs an attempt; empty if nobody wants it, or not from that one. */
  Optional<RunningJob> running(AttemptId attempt, WorkerRun worker) {
    Optional<RunningJob> job = run(known.get(attempt.job(), playedBy(worker)));
    boolean wanted =
        job.isPresent()
            && job.get().runs(attempt)
            && job.get().workerOf(attempt.node()).equals(worker.id());
    return wanted ? job : Optional.empty();
  }

  private static @Nullable QueuedJob playedBy(WorkerRun worker) {
    Optional<WorkerRun.Assignment> its = worker.assignment();
    return its.isEmpty() ? null : its.get().running().submitted();
  }

  /** The job of an attempt that runs now. */
  Optional<RunningJob> running(AttemptId attempt) {
    return running(attempt.job()).filter(job -> job.runs(attempt));
  }

  /** The job that a worker plays in. */
  Optional<RunningJob> jobOf(WorkerId worker) {
    return pool.find(worker).flatMap(WorkerRun::assignment).map(WorkerRun.Assignment::running);
  }

  void apply(Fact fact) {
    if (fact instanceof Fact.JobSubmitted it) {
      remembered.wanted(queue.submitted(it));
      forgetTheOldest();
    } else if (fact instanceof Fact.GangAllocated it) {
      allocated(it);
    } else if (fact instanceof Fact.JobEnded it) {
      ended(it);
    } else if (fact instanceof Fact.WorkerJoined it) {
      pool.joined(it);
    } else if (fact instanceof Fact.WorkerGone it) {
      pool.gone(it.worker());
    } else if (fact instanceof Fact.WorkerQuarantined it) {
      pool.quarantined(it);
    } else if (fact instanceof Fact.StrayEnded it) {
      pool.strayEnded(it);
    } else if (fact instanceof Fact.SuitabilityLearned it) {
      pool.learned(it);
    } else if (fact instanceof Fact.SuitabilityForgotten it) {
      pool.forgot(it);
    } else {
      applyToNodes(fact);
    }
  }

  private void applyToNodes(Fact fact) {
    if (fact instanceof Fact.GroupStarted it) {
      job(it.job()).started(it.node(), 0, it.at());
    } else if (fact instanceof Fact.AttemptOrdered it) {
      job(it.attempt().job()).started(it.attempt().node(), it.attempt().number(), it.at());
    } else if (fact instanceof Fact.AttemptConfirmed it) {
      job(it.attempt().job()).confirmed(it.attempt().node());
    } else if (fact instanceof Fact.NodeEnded it) {
      job(it.job()).ended(it);
    } else if (fact instanceof Fact.NodesDropped it) {
      running(it.job()).ifPresent(job -> job.dropped(it));
    } else if (fact instanceof Fact.StopDecided it) {
      job(it.job()).stopped(it);
    } else {
      throw new AssertionError("a fact that changes nothing: " + fact);
    }
  }

  private RunningJob job(JobId id) {
    return running(id).orElseThrow();
  }

  private void allocated(Fact.GangAllocated fact) {
    QueuedJob job = queue.find(fact.job()).orElseThrow();
    RunningJob started =
        new RunningJob(
            job, allocated++, Gang.copyOf(fact.gang()), job.endFrom(fact.ticks()), fact.at());
    dequeue(job);
    job.started(started);
    if (job.isBounded()) {
      ending.add(started);
    }
    pool.assigned(started);
  }

  private void ended(Fact.JobEnded fact) {
    QueuedJob job = Objects.requireNonNull(known.get(fact.job()));
    if (job.run().isEmpty()) {
      dequeue(job);
    } else {
      ended(job.run().get(), fact.state());
    }
    known.remove(job);
    forgetTheOldest();
  }

  private void ended(RunningJob job, JobState how) {
    job.state().to(how);
    if (job.submitted().isBounded()) {
      ending.remove(job);
    }
    pool.released(job);
    job.submitted().ended();
  }

  private void dequeue(QueuedJob job) {
    remembered.unwanted(queue.removed(job));
  }

  /** Not where a job is allocated: what is known of workers holds while others are, too. */
  private void forgetTheOldest() {
    for (RoleName each : remembered.takeTooMany()) {
      pool.forgot(each);
    }
  }
}
