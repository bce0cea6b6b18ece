package io.jobsch.engine;

import io.jobsch.plan.AttemptId;
import io.jobsch.plan.JobId;
import io.jobsch.workers.Gang;
import io.jobsch.workers.WorkerId;
import java.util.Collection;
import java.util.Optional;

/**
 * All that an engine knows: what its facts have made. {@link #apply} is the only way to change it.
 */
final class State {
  private final JobQueue queue;
  private final RunningJobs running = new RunningJobs();
  private long allocated;
  private final EndingJobs ending = new EndingJobs();
  private final Pool pool = new Pool();
  private final RememberedRoles remembered = new RememberedRoles();

  State(EngineSettings settings) {
    this.queue = new JobQueue(settings.killAllowance());
  }

  JobQueue queue() {
    return queue;
  }

  Pool pool() {
    return pool;
  }

  /** The jobs that have their workers, in the order in which they got them. */
  Collection<RunningJob> running() {
    return running.all();
  }

  /** Those of them that have a time bound. */
  EndingJobs ending() {
    return ending;
  }

  Optional<RunningJob> running(JobId id) {
    return running.find(id);
  }

  /** The job for which a worker runs an attempt; empty if nobody wants it, or not from that one. */
  Optional<RunningJob> running(AttemptId attempt, WorkerRun worker) {
    Optional<RunningJob> job = running.find(attempt.job(), worker);
    boolean wanted =
        job.isPresent()
            && job.get().runs(attempt)
            && job.get().workerOf(attempt.node()).equals(worker.id());
    return wanted ? job : Optional.empty();
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
    running.add(started);
    if (job.isBounded()) {
      ending.add(started);
    }
    pool.assigned(started);
    dequeue(job.id());
  }

  private void ended(Fact.JobEnded fact) {
    Optional<RunningJob> started = running(fact.job());
    if (started.isEmpty()) {
      dequeue(fact.job());
    } else {
      RunningJob job = started.get();
      job.state().to(fact.state());
      running.remove(job);
      if (job.submitted().isBounded()) {
        ending.remove(job);
      }
      pool.released(job);
    }
    forgetTheOldest();
  }

  private void dequeue(JobId id) {
    remembered.unwanted(queue.removed(id));
  }

  /** Not where a job is allocated: what is known of workers holds while others are, too. */
  private void forgetTheOldest() {
    remembered.takeTooMany().forEach(pool::forgot);
  }
}
