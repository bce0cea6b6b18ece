package io.jobsch.local;

import io.jobsch.plan.AttemptId;
import io.jobsch.plan.JobId;
import io.jobsch.result.Output;
import io.jobsch.spi.OutputStore;
import io.jobsch.workers.StreamName;
import io.jobsch.workers.Written;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Keeps what commands write for as long as this process lives, in little memory. Of each stream it
 * keeps the first half and the last half of a limit, to the byte. What is small stays in the heap;
 * the rest goes to one temporary file, which has no name and is gone with the process, however that
 * ends. There is no file before there is something to put in it.
 *
 * <p>What cannot be written to that file, because the disk is full, say, is logged once per stream
 * and counted as missing. Where bytes of a stream are missing for that reason or because they never
 * came, what is kept behind them begins there.
 *
 * <p>The room of a job that was forgotten is used again, at once if none of its output was ever
 * {@linkplain #read read}, else when the garbage collector has found that nobody refers to what was
 * read. A stage of {@link #complete} that waits when the job is forgotten or the store is closed is
 * completed with a {@link java.util.concurrent.CancellationException}, and so is one that is asked
 * for after that, unless nothing was written. A stage is completed on the thread that brings the
 * last bytes.
 */
public final class SpoolingOutputStore implements OutputStore {
  /** How many bytes are kept of each stream unless told otherwise: 10 MiB. */
  public static final long DEFAULT_LIMIT = 10L * 1024 * 1024;

  private static final Logger LOG = System.getLogger(SpoolingOutputStore.class.getName());

  /** What all small streams together may have of the heap. */
  private static final long HEAP = 16L * 1024 * 1024;

  private final StreamLogs logs;
  private final Room room;

  /** One that keeps {@link #DEFAULT_LIMIT} of each stream. */
  public SpoolingOutputStore() {
    this(DEFAULT_LIMIT);
  }

  /**
   * One with a limit of your own. Its file is made in the directory that {@code java.io.tmpdir}
   * names.
   *
   * @param limit how many bytes are kept of each stream, 0 or more; one half of them, rounded down,
   *     for the first that are written, the rest for the last
   * @throws IllegalArgumentException if the limit is negative
   */
  public SpoolingOutputStore(long limit) {
    this(limit, HEAP, Path.of(System.getProperty("java.io.tmpdir")));
  }

  /**
   * One with a limit and a place of your own.
   *
   * @param limit see {@link #SpoolingOutputStore(long)}
   * @param directory where its file is made
   * @throws IllegalArgumentException if the limit is negative
   */
  public SpoolingOutputStore(long limit, Path directory) {
    this(limit, HEAP, directory);
  }

  SpoolingOutputStore(long limit, long heap, Path directory) {
    if (limit < 0) {
      throw new IllegalArgumentException("output limit: expected 0 bytes or more, found " + limit);
    }
    logs = new StreamLogs(limit);
    room = new Room(new HeapShare(heap), new Spool(directory));
  }

  @Override
  public void append(AttemptId attempt, StreamName stream, long offset, ByteBuffer bytes) {
    if (offset < 0) {
      throw new IllegalArgumentException(
          attempt + " " + stream + ": expected an offset of 0 or more, found " + offset);
    }
    logs.find(attempt, stream)
        .ifPresent(
            log -> {
              try {
                log.append(room, offset, bytes);
              } catch (IOException e) {
                LOG.log(
                    Level.WARNING,
                    attempt
                        + " "
                        + stream
                        + ": output is missing, soon after byte "
                        + offset
                        + ": "
                        + e);
              }
            });
  }

  @Override
  public CompletionStage<Void> complete(AttemptId attempt, Written written) {
    return CompletableFuture.allOf(
        complete(attempt, StreamName.STDOUT, written.stdout()),
        complete(attempt, StreamName.STDERR, written.stderr()));
  }

  private CompletableFuture<Void> complete(AttemptId attempt, StreamName stream, long written) {
    if (written == 0) {
      return CompletableFuture.completedFuture(null);
    }
    return logs.find(attempt, stream)
        .map(log -> log.endsAt(written))
        .orElseGet(() -> CompletableFuture.failedFuture(StreamLog.forgotten()));
  }

  @Override
  public Output read(AttemptId attempt, StreamName stream) {
    return logs.find(attempt, stream).map(StreamLog::handOut).orElse(Output.EMPTY);
  }

  @Override
  public void forget(JobId job) {
    logs.forget(job).forEach(log -> log.forget(room));
  }

  @Override
  public void close() {
    logs.close().forEach(log -> log.forget(room));
    room.spool().close();
  }

  Room room() {
    return room;
  }
}
