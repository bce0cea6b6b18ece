package io.jobsch;

import io.jobsch.engine.Engine;
import io.jobsch.engine.Fact;
import io.jobsch.engine.StopCause;
import io.jobsch.plan.AttemptId;
import io.jobsch.plan.JobId;
import io.jobsch.plan.JobPlan;
import io.jobsch.plan.PlanNode;
import io.jobsch.result.JobResult;
import io.jobsch.result.JobState;
import io.jobsch.result.NodeState;
import io.jobsch.result.Reason;
import io.jobsch.runtime.Observer;
import io.jobsch.spec.Pointer;
import io.jobsch.spec.RoleName;
import io.jobsch.workers.ExitStatus;
import io.jobsch.workers.StreamName;
import io.jobsch.workers.WorkerId;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.concurrent.ConcurrentHashMap;

/** Turns what was decided and written into what listeners are told. */
final class EventFeed implements Observer {
  private final Map<JobId, LiveJob> jobs = new ConcurrentHashMap<>();
  private final Listeners listeners;
  private final Witness witness;
  private final WorkerFeed workers;

  EventFeed(Listeners listeners, Witness witness) {
    this.listeners = listeners;
    this.witness = witness;
    this.workers = new WorkerFeed(witness::changed);
  }

  /** What must be known of a job to tell of it. */
  private record LiveJob(
      JobPlan plan, SortedMap<RoleName, WorkerId> gang, JobState state, KillWatch kills) {
    LiveJob is(JobState now) {
      return new LiveJob(plan, gang, now, kills);
    }

    Optional<WorkerId> workerOf(int node) {
      return plan.node(node) instanceof PlanNode.CommandNode command
          ? Optional.ofNullable(gang.get(command.role()))
          : Optional.empty();
    }
  }

  @Override
  public void decided(List<Fact> facts) {
    facts.forEach(this::tell);
  }

  @Override
  public void settled(List<Fact> facts, Engine engine, Instant at) {
    if (witness != Witness.NOBODY) {
      workers.settled(facts, engine, at);
    }
  }

  @Override
  public void ended(JobResult result) {
    witness.ended(result);
  }

  private void tell(Fact fact) {
    if (fact instanceof Fact.JobSubmitted it) {
      jobs.put(
          it.job(),
          new LiveJob(
              it.plan(), Collections.emptySortedMap(), JobState.QUEUED, new KillWatch(it.plan())));
      witness.submitted(it.job(), it.plan(), it.at());
      job(it.job(), JobState.QUEUED, Optional.empty(), it.at());
    } else if (fact instanceof Fact.GangAllocated it) {
      jobs.computeIfPresent(
          it.job(), (id, job) -> new LiveJob(job.plan(), it.gang(), JobState.RUNNING, job.kills()));
      job(it.job(), JobState.RUNNING, Optional.empty(), it.at());
    } else if (fact instanceof Fact.StopDecided it) {
      stopping(it);
    } else if (fact instanceof Fact.JobEnded it) {
      job(it.job(), it.state(), it.reason(), it.at());
      jobs.remove(it.job());
    } else {
      tellOfNodes(fact);
    }
  }

  private void stopping(Fact.StopDecided fact) {
    job(fact.job()).kills().stopped(fact.node());
    if (fact.cause() == StopCause.CANCEL && job(fact.job()).state() != JobState.CANCELLING) {
      jobs.computeIfPresent(fact.job(), (id, job) -> job.is(JobState.CANCELLING));
      job(fact.job(), JobState.CANCELLING, Optional.of(fact.reason()), fact.at());
    }
  }

  private void tellOfNodes(Fact fact) {
    if (fact instanceof Fact.GroupStarted it) {
      node(it.job(), it.node(), NodeState.RUNNING, Optional.empty(), Optional.empty(), it.at());
    } else if (fact instanceof Fact.AttemptOrdered it) {
      job(it.attempt().job()).kills().started(it.attempt().node());
      node(
          it.attempt().job(),
          it.attempt().node(),
          NodeState.RUNNING,
          Optional.empty(),
          Optional.empty(),
          it.at());
    } else if (fact instanceof Fact.NodeEnded it) {
      node(it.job(), it.node(), it.state(), it.reason(), it.exit(), it.at());
    } else if (fact instanceof Fact.NodesDropped it) {
      for (int index : it.nodes()) {
        node(it.job(), index, it.state(), Optional.of(it.reason()), Optional.empty(), it.at());
      }
    }
  }

  private void job(JobId id, JobState state, Optional<Reason> reason, Instant at) {
    if (isHeard()) {
      JobEvent.JobChanged event = new JobEvent.JobChanged(id, state, reason, job(id).gang(), at);
      witness.changed(event);
      listeners.tell(event);
    }
  }

  private void node(
      JobId id,
      int index,
      NodeState state,
      Optional<Reason> reason,
      Optional<ExitStatus> exit,
      Instant at) {
    if (!isHeard()) {
      return;
    }
    LiveJob job = job(id);
    Pointer pointer = job.plan().node(index).pointer();
    JobEvent.NodeChanged event =
        new JobEvent.NodeChanged(id, pointer, state, reason, job.workerOf(index), exit, at);
    witness.changed(event);
    listeners.tell(event);
  }

  private boolean isHeard() {
    return witness != Witness.NOBODY || listeners.isHeard();
  }

  private LiveJob job(JobId id) {
    return Optional.ofNullable(jobs.get(id)).orElseThrow();
  }

  @Override
  public void wrote(AttemptId attempt, StreamName stream, long offset, ByteBuffer bytes) {
    LiveJob job = jobs.get(attempt.job());
    if (job == null) {
      return;
    }
    Pointer pointer = job.plan().node(attempt.node()).pointer();
    witness.wrote(attempt.job(), pointer, stream, offset + bytes.remaining());
    if (!listeners.isHeard()) {
      return;
    }
    byte[] copy = new byte[bytes.remaining()];
    bytes.duplicate().get(copy);
    listeners.tellAndHold(
        new JobEvent.OutputWritten(attempt.job(), pointer, stream, offset, copy),
        copy.length,
        () -> !job.kills().isBeingKilled(attempt.node()));
  }
}
