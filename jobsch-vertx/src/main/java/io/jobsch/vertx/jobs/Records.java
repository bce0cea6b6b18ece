package io.jobsch.vertx.jobs;

import io.jobsch.JobArchive;
import io.jobsch.JobEvent;
import io.jobsch.Witness;
import io.jobsch.WorkerEvent;
import io.jobsch.plan.JobId;
import io.jobsch.plan.JobPlan;
import io.jobsch.result.JobResult;
import io.jobsch.spec.Pointer;
import io.jobsch.workers.StreamName;
import java.time.Instant;
import java.util.function.Consumer;

/**
 * All that is kept beside a scheduler. What a reader is told of can be found: the archive knows it
 * before the log does, and the log before those who follow.
 */
final class Records implements Witness {
  private final EventLog events;
  private final JobArchive archive;
  private final Consumer<WorkerEvent> workers;
  private final OutputWatch outputs = new OutputWatch();

  /**
   * Nothing yet.
   *
   * @param workers is told, too, of what becomes of workers
   */
  Records(ServiceSettings settings, Consumer<WorkerEvent> workers) {
    this.workers = workers;
    events = new EventLog(settings.events());
    archive = new JobArchive(settings.retention(), events::forget);
  }

  EventLog events() {
    return events;
  }

  JobArchive archive() {
    return archive;
  }

  OutputWatch outputs() {
    return outputs;
  }

  @Override
  public void submitted(JobId job, JobPlan plan, Instant at) {
    archive.submitted(job, plan, at);
    events.submitted(job, plan, at);
  }

  @Override
  public void changed(JobEvent.JobChanged event) {
    archive.changed(event);
    events.changed(event);
  }

  @Override
  public void changed(JobEvent.NodeChanged event) {
    events.changed(event);
    outputs.changed(event);
  }

  @Override
  public void changed(WorkerEvent event) {
    workers.accept(event);
    events.changed(event);
  }

  @Override
  public void ended(JobResult result) {
    archive.ended(result);
    outputs.ended(result);
  }

  @Override
  public void wrote(JobId job, Pointer node, StreamName stream, long upTo) {
    events.wrote(job, node, stream, upTo);
    outputs.wrote(job, node, stream, upTo);
  }
}
