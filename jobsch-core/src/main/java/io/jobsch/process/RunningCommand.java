package io.jobsch.process;

import io.jobsch.workers.Ending;
import io.jobsch.workers.Urgency;

/** A command that was started, or at least tried. */
public interface RunningCommand {
  /**
   * Kills its process tree: TERM to all of it, the grace of its {@link KillPolicy}, KILL. Returns
   * at once; the observer is told when the tree is gone. Harmless when the command has ended, and
   * when called again; a more urgent call hastens an earlier one.
   */
  void kill(Ending.Cause cause, Urgency urgency);
}
