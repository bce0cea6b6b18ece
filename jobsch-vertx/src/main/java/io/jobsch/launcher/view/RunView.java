package io.jobsch.launcher.view;

import io.jobsch.JobListener;
import io.jobsch.result.JobResult;

/**
 * Shows one job while it runs. Its methods may be called from any thread, and may block as long as
 * nobody reads what it writes.
 */
public interface RunView extends JobListener, AutoCloseable {
  /** Says something that is no news of the job: one line, without its end. */
  void note(String text);

  /** The job is over and all its events were told: says what is to be said at the end. */
  void finished(JobResult result);

  /** Nothing more will be shown. Leaves the screen in order, also if the job never ended. */
  @Override
  void close();
}
