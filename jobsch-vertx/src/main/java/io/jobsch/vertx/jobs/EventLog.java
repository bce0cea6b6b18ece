package io.jobsch.vertx.jobs;

import io.jobsch.JobEvent;
import io.jobsch.Witness;
import io.jobsch.WorkerEvent;
import io.jobsch.plan.JobId;
import io.jobsch.plan.JobPlan;
import io.jobsch.spec.Pointer;
import io.jobsch.workers.StreamName;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * What happened in a scheduler, numbered, for readers who come and go: each reads on from the last
 * number that it has seen, at its own pace, and nothing waits for it. Of a job everything is kept
 * as long as the job is; of all together the last so many entries.
 *
 * <p>What commands write is entered at most once per {@link #enterOutput}, and always before the
 * end of the command: a fast writer does not push out everything else.
 *
 * <p>Safe for use by any thread; nothing here blocks for longer than a map takes.
 */
public final class EventLog implements Witness {
  private static final int ORIGIN_BYTES = 4;

  private final String origin;
  private final int capacity;
  private final Chronicle all = new Chronicle();
  private final Map<JobId, Chronicle> jobs = new HashMap<>();
  private final Map<StreamKey, Long> written = new ConcurrentHashMap<>();
  private final List<Runnable> readers = new CopyOnWriteArrayList<>();
  private long last;

  /**
   * An empty one.
   *
   * @param capacity how many entries of all jobs and workers together are kept
   */
  public EventLog(int capacity) {
    this.capacity = capacity;
    byte[] bytes = new byte[ORIGIN_BYTES];
    new SecureRandom().nextBytes(bytes);
    this.origin = HexFormat.of().formatHex(bytes);
  }

  /** Tells the numbers of this log from those of any other. */
  public String origin() {
    return origin;
  }

  /** The number of the last entry; 0 if there is none. */
  public synchronized long last() {
    return last;
  }

  /** The next entries behind a number, at most so many. */
  public synchronized List<Entry> after(long number, int most) {
    return all.after(number, most);
  }

  /** The next entries of a job behind a number, at most so many. */
  public synchronized List<Entry> after(JobId job, long number, int most) {
    return Optional.ofNullable(jobs.get(job)).map(it -> it.after(number, most)).orElse(List.of());
  }

  /** Whether all that came behind a number is there still. */
  public synchronized boolean reaches(long number) {
    return all.reaches(number);
  }

  /** Whether a job's entries are kept. */
  public synchronized boolean keeps(JobId job) {
    return jobs.containsKey(job);
  }

  /**
   * Has a reader told that there may be more to read.
   *
   * @param wake called on any thread, often; must not block
   * @return takes it off again
   */
  public Runnable watch(Runnable wake) {
    readers.add(wake);
    return () -> readers.remove(wake);
  }

  /** Nobody will read of that job alone any more. */
  synchronized void forget(JobId job) {
    jobs.remove(job);
  }

  @Override
  public synchronized void submitted(JobId job, JobPlan plan, Instant at) {
    jobs.put(job, new Chronicle());
  }

  @Override
  public void changed(JobEvent.JobChanged event) {
    enter(Optional.of(event.job()), new Happening.Job(event));
    wake();
  }

  @Override
  public void changed(JobEvent.NodeChanged event) {
    if (event.state().isTerminal()) {
      for (StreamName stream : StreamName.values()) {
        enterOutput(new StreamKey(event.job(), event.node(), stream));
      }
    }
    enter(Optional.of(event.job()), new Happening.Node(event));
    wake();
  }

  @Override
  public void changed(WorkerEvent event) {
    enter(Optional.empty(), new Happening.Worker(event));
    wake();
  }

  @Override
  public void wrote(JobId job, Pointer node, StreamName stream, long upTo) {
    written.merge(new StreamKey(job, node, stream), upTo, Math::max);
  }

  /** Enters how far commands have come with what they write. To be called now and then. */
  public void enterOutput() {
    if (!written.isEmpty()) {
      written.keySet().forEach(this::enterOutput);
      wake();
    }
  }

  private synchronized void enterOutput(StreamKey key) {
    Optional.ofNullable(written.remove(key))
        .ifPresent(
            upTo ->
                enter(
                    Optional.of(key.job()),
                    new Happening.Output(key.job(), key.node(), key.stream(), upTo)));
  }

  private synchronized void enter(Optional<JobId> job, Happening happening) {
    last++;
    Entry entry = new Entry(last, happening);
    all.add(entry);
    all.cutTo(capacity);
    job.flatMap(id -> Optional.ofNullable(jobs.get(id))).ifPresent(it -> it.add(entry));
  }

  private void wake() {
    readers.forEach(Runnable::run);
  }
}
