package io.jobsch;

/**
 * Is told what can be seen of jobs, in the order in which it happened. Listeners are called one
 * event at a time, on a thread that does nothing else. One that takes its time is waited for: it
 * holds up the commands that write, once they have written more than fits into a buffer, and
 * nothing else. What it throws is logged, and ends nothing.
 */
@FunctionalInterface
public interface JobListener {
  /** Something happened. */
  void on(JobEvent event);
}
