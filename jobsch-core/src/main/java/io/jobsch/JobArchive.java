package io.jobsch;

import io.jobsch.plan.JobId;
import io.jobsch.plan.JobPlan;
import io.jobsch.result.JobResult;
import io.jobsch.result.JobState;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * The jobs of a scheduler in the order in which they were submitted: all that live, and of those
 * that are over as many as a {@link Retention} lets it keep. To be told of them as a witness. May
 * be read from any thread; reading waits for nobody, and takes time in proportion to the jobs that
 * it passes over.
 */
public final class JobArchive implements Witness {
  private final Retention retention;
  private final Consumer<JobId> dropped;
  private final ConcurrentNavigableMap<Long, Entry> inOrder = new ConcurrentSkipListMap<>();
  private final Map<JobId, Entry> byId = new ConcurrentHashMap<>();
  private final AtomicInteger live = new AtomicInteger();

  // What follows is the loop's alone.
  private final Deque<Entry> finished = new ArrayDeque<>();
  private long next;
  private long heapBytes;
  private long outputBytes;

  /**
   * An archive of nothing.
   *
   * @param dropped is told which job is not kept any more, on the scheduler's loop; must not block
   */
  public JobArchive(Retention retention, Consumer<JobId> dropped) {
    this.retention = retention;
    this.dropped = dropped;
  }

  /** A job. Its state changes on the loop, and is read anywhere. */
  private static final class Entry {
    private volatile JobSummary summary;
    private volatile Optional<JobResult> result = Optional.empty();
    private ResultCost cost = ResultCost.NOTHING;

    Entry(JobSummary summary) {
      this.summary = summary;
    }
  }

  /** How many jobs there are that are not over. */
  public int live() {
    return live.get();
  }

  /** How a job stands, in short; empty if there is none, or it is not kept any more. */
  public Optional<JobSummary> find(JobId id) {
    return Optional.ofNullable(byId.get(id)).map(entry -> entry.summary);
  }

  /** What became of a job that is over, and is kept. */
  public Optional<JobResult> result(JobId id) {
    return Optional.ofNullable(byId.get(id)).flatMap(entry -> entry.result);
  }

  /** The jobs that are asked for. */
  public JobPage page(JobQuery query) {
    ConcurrentNavigableMap<Long, Entry> candidates =
        query.before().isPresent() ? inOrder.headMap(query.before().getAsLong(), false) : inOrder;
    List<JobSummary> found = new ArrayList<>();
    for (Entry entry : candidates.descendingMap().values()) {
      JobSummary job = entry.summary;
      if (query.wants(job)) {
        if (found.size() == query.limit()) {
          return new JobPage(found, OptionalLong.of(found.get(found.size() - 1).number()));
        }
        found.add(job);
      }
    }
    return new JobPage(found, OptionalLong.empty());
  }

  @Override
  public void submitted(JobId job, JobPlan plan, Instant at) {
    long number = next++;
    Entry entry =
        new Entry(
            new JobSummary(
                number,
                job,
                plan.spec().name(),
                JobState.QUEUED,
                Optional.empty(),
                at,
                Optional.empty(),
                Optional.empty()));
    live.incrementAndGet();
    byId.put(job, entry);
    inOrder.put(number, entry);
  }

  @Override
  public void changed(JobEvent.JobChanged event) {
    Optional.ofNullable(byId.get(event.job()))
        .ifPresent(entry -> entry.summary = entry.summary.after(event));
  }

  @Override
  public void ended(JobResult result) {
    Entry entry = byId.get(result.id());
    if (entry == null) {
      return;
    }
    entry.cost = ResultCost.of(result);
    entry.result = Optional.of(result);
    live.decrementAndGet();
    finished.add(entry);
    heapBytes += entry.cost.heapBytes();
    outputBytes += entry.cost.outputBytes();
    while (finished.size() > 1 && isTooMuch()) {
      drop(finished.remove());
    }
  }

  private boolean isTooMuch() {
    return finished.size() > retention.jobs()
        || heapBytes > retention.heapBytes()
        || outputBytes > retention.outputBytes();
  }

  private void drop(Entry entry) {
    heapBytes -= entry.cost.heapBytes();
    outputBytes -= entry.cost.outputBytes();
    inOrder.remove(entry.summary.number());
    byId.remove(entry.summary.id());
    dropped.accept(entry.summary.id());
  }
}
