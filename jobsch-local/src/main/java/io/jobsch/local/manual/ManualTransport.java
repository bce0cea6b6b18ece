package io.jobsch.local.manual;

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
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Reaches scripted workers by calling them, until one is cut off. Called in turns alone. */
final class ManualTransport implements WorkerTransport {
  private final Map<WorkerId, WorkerAgent> agents = new HashMap<>();
  private Optional<Line> line = Optional.empty();

  /** Where news and output go. */
  private record Line(Inbox inbox, OutputSink output) {}

  /** Makes a worker reachable; it joins by itself. */
  void connect(WorkerId id, WorkerAgent agent) {
    agents.put(id, agent);
  }

  /** Neither hears nor is heard any more. */
  void cut(WorkerId id, Wire wire) {
    agents.remove(id);
    wire.cut = true;
  }

  /** It is known that what it ran is gone. */
  void lost(WorkerId id, Incarnation incarnation) {
    line.ifPresent(it -> it.inbox().lost(id, incarnation, id + " has vanished"));
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

  /** The way from one life of a worker to the scheduler. */
  final class Wire implements Upstream {
    private boolean cut;

    @Override
    public void say(News news) {
      open().ifPresent(it -> it.inbox().said(news));
    }

    @Override
    public void wrote(AttemptId attempt, StreamName stream, long offset, ByteBuffer bytes) {
      open().ifPresent(it -> it.output().wrote(attempt, stream, offset, bytes));
    }

    private Optional<Line> open() {
      return cut ? Optional.empty() : line;
    }
  }
}
