package io.jobsch.vertx.worker;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jobsch.spi.OutputSink;
import io.jobsch.spi.WorkerTransport;
import io.jobsch.vertx.bus.BusAddresses;
import io.jobsch.vertx.bus.EventBusTransport;
import io.jobsch.vertx.bus.TransportSettings;
import io.jobsch.vertx.cluster.ClusterNode;
import io.jobsch.workers.Incarnation;
import io.jobsch.workers.News;
import io.jobsch.workers.WorkerId;
import io.vertx.core.Vertx;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The two ends are in two members of a cluster, with a socket between them. */
class ClusteredEventBusTransportTest extends EventBusContract {
  private static ClusterNode near;
  private static ClusterNode far;

  @BeforeAll
  static void join() {
    near = ClusterNode.first();
    far = ClusterNode.joining(near.port());
  }

  @AfterAll
  static void leave() {
    far.close();
    near.close();
  }

  @Test
  void a_name_has_one_scheduler_in_the_whole_cluster() {
    EventBusTransport first = scheduler(near.vertx());
    EventBusTransport second = scheduler(far.vertx());
    first.open(new Nobody(), nothing());

    assertThatThrownBy(() -> second.open(new Nobody(), nothing()))
        .hasMessageStartingWith("there is another scheduler called \"only\" on this event bus");
    first.close();
    EventBusTransport third = scheduler(far.vertx());
    third.open(new Nobody(), nothing());
    third.close();
    second.close();
  }

  private static EventBusTransport scheduler(Vertx vertx) {
    return new EventBusTransport(
        vertx,
        TransportSettings.DEFAULT
            .withAddresses(new BusAddresses("only"))
            .withProbe(Duration.ofMillis(200)));
  }

  private static OutputSink nothing() {
    return (attempt, stream, offset, bytes) -> {};
  }

  private static final class Nobody implements WorkerTransport.Inbox {
    @Override
    public void said(News news) {}

    @Override
    public void lost(WorkerId worker, Incarnation incarnation, String why) {}
  }

  @Override
  Vertx near() {
    return near.vertx();
  }

  @Override
  Vertx far() {
    return far.vertx();
  }
}
