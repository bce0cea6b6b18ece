package io.jobsch.bench;

import io.jobsch.HostedScheduler;
import io.jobsch.Witness;
import io.jobsch.engine.EngineSettings;
import io.jobsch.journal.VolatileJournal;
import io.jobsch.plan.AttemptId;
import io.jobsch.plan.JobId;
import io.jobsch.result.Output;
import io.jobsch.runtime.Host;
import io.jobsch.runtime.LentThreads;
import io.jobsch.runtime.SystemTimers;
import io.jobsch.spec.SpecLimits;
import io.jobsch.spi.OutputSink;
import io.jobsch.spi.OutputStore;
import io.jobsch.spi.WorkerTransport;
import io.jobsch.workers.Ending;
import io.jobsch.workers.ExitStatus;
import io.jobsch.workers.Incarnation;
import io.jobsch.workers.News;
import io.jobsch.workers.Order;
import io.jobsch.workers.StreamName;
import io.jobsch.workers.Suitability;
import io.jobsch.workers.WorkerId;
import io.jobsch.workers.Written;
import java.nio.ByteBuffer;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;

/**
 * A scheduler whose workers do nothing, each on a thread of its own of one pool: what is left is
 * what the scheduler does. As in a local scheduler, its loop runs on the thread that brings news of
 * a command, if it does not run already, and on one of its own for what is handed in.
 */
final class NoOpHost {
  private NoOpHost() {}

  /** One with so many workers, started. */
  static HostedScheduler scheduler(int workers) {
    ExecutorService loop = Executors.newSingleThreadExecutor();
    Set<Thread> crew = ConcurrentHashMap.newKeySet();
    ExecutorService pool = Executors.newFixedThreadPool(Math.max(1, workers), memberOf(crew));
    SystemTimers timers = new SystemTimers();
    HostedScheduler scheduler =
        new HostedScheduler(
            EngineSettings.DEFAULT,
            SpecLimits.DEFAULT,
            new Host(new VolatileJournal(), new Workers(workers, pool), timers, new NoOutput()),
            new HostedScheduler.Watch(loop, Witness.NOBODY),
            new LentThreads(loop, crew::contains),
            () -> {
              pool.shutdown();
              timers.close();
              loop.shutdown();
            });
    scheduler.start();
    return scheduler;
  }

  private static ThreadFactory memberOf(Set<Thread> crew) {
    return task -> {
      Thread thread = new Thread(task);
      crew.add(thread);
      return thread;
    };
  }

  /** Start what they are told to, and are done. */
  private static final class Workers implements WorkerTransport {
    private static final Incarnation LIFE = new Incarnation("1");

    private final int count;
    private final ExecutorService pool;
    private volatile Inbox inbox;

    Workers(int count, ExecutorService pool) {
      this.count = count;
      this.pool = pool;
    }

    @Override
    public void open(Inbox to, OutputSink output) {
      inbox = to;
      for (int i = 0; i < count; i++) {
        News.Profile profile = new News.Profile(new Suitability.Everything(), "none");
        to.said(new News.Joined(new WorkerId("w" + i), LIFE, profile, new TreeSet<>()));
      }
    }

    @Override
    public void send(Order order) {
      if (order instanceof Order.Start start) {
        pool.execute(() -> run(start));
      }
    }

    private void run(Order.Start order) {
      WorkerId worker = order.to().worker();
      inbox.said(new News.Started(worker, LIFE, order.attempt(), 4_711));
      Ending ending = new Ending.Exited(new ExitStatus.Code(0));
      inbox.said(new News.Ended(worker, LIFE, order.attempt(), ending, Written.NOTHING));
    }

    @Override
    public void close() {}
  }

  /** Nobody writes. */
  private static final class NoOutput implements OutputStore {
    @Override
    public void append(AttemptId attempt, StreamName stream, long offset, ByteBuffer bytes) {}

    @Override
    public CompletionStage<Void> complete(AttemptId attempt, Written written) {
      return CompletableFuture.completedFuture(null);
    }

    @Override
    public Output read(AttemptId attempt, StreamName stream) {
      return Output.EMPTY;
    }

    @Override
    public void forget(JobId job) {}

    @Override
    public void close() {}
  }
}
