package io.jobsch.process;

import io.jobsch.workers.Ending;
import io.jobsch.workers.StreamName;
import io.jobsch.workers.Written;
import java.nio.ByteBuffer;

/**
 * Is told what becomes of a command: {@link #started} at most once, then {@link #output} as often
 * as there is some, then {@link #ended} once, after all output up to the end of the command's own
 * process. Calls for one stream come one after the other; the two streams may call at the same
 * time.
 */
public interface CommandObserver {
  /** The command runs; this is its own process. Must not block. */
  void started(long pid);

  /**
   * It wrote something. May block, and holds up nothing but this command by that. The buffer's
   * content is valid during the call only.
   */
  void output(StreamName stream, ByteBuffer bytes);

  /**
   * It has ended. Must not block.
   *
   * @param written how much it wrote up to then; what its children write later is not told
   */
  void ended(Ending ending, Written written);
}
