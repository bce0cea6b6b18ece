package io.jobsch.local;

import io.jobsch.agent.Upstream;
import io.jobsch.agent.WorkerAgent;
import io.jobsch.plan.AttemptId;
import io.jobsch.spi.OutputSink;
import io.jobsch.spi.WorkerTransport;
import io.jobsch.workers.Incarnation;
import io.jobsch.workers.News;
import io.jobsch.workers.Order;
import io.jobsch.workers.StreamName;
import io.jobsch.workers.WorkerId;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Reaches workers of this process by calling them. Nothing is lost, repeated or reordered. */
public final class InProcessTransport implements WorkerTransport {
  private final Map<WorkerId, WorkerAgent> agents = new ConcurrentHashMap<>();
  private volatile Optional<Line> line = Optional.empty();

  /** Where news and output go. */
  private record Line(Inbox inbox, OutputSink output) {}

  /** Makes a worker reachable; it joins by itself, over {@link #upstream}. */
  public void add(WorkerId id, WorkerAgent agent) {
    agents.put(id, agent);
  }

  /** It is not to be reached any more. */
  public void remove(WorkerId id) {
    agents.remove(id);
  }

  /** Tells the scheduler, if there is one, that a worker is gone with all that it ran. */
  public void lost(WorkerId id, Incarnation incarnation, String why) {
    line.ifPresent(it -> it.inbox().lost(id, incarnation, why));
  }

  /** The way from workers to whoever has opened this transport; a dead end while nobody has. */
  public Upstream upstream() {
    return new Upstream() {
      @Override
      public void say(News news) {
        line.ifPresent(it -> it.inbox().said(news));
      }

      @Override
      public void wrote(AttemptId attempt, StreamName stream, long offset, ByteBuffer bytes) {
        line.ifPresent(it -> it.output().wrote(attempt, stream, offset, bytes));
      }
    };
  }

  @Override
  public void open(Inbox inbox, OutputSink output) {
    line = Optional.of(new Line(inbox, output));
  }

  @Override
  public void send(Order order) {
    Optional.ofNullable(agents.get(order.to().worker())).ifPresent(it -> it.accept(order));
  }

  @Override
  public void close() {
    line = Optional.empty();
  }
}
