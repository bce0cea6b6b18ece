package io.jobsch.vertx.cluster;

import io.jobsch.EndToEndScenarios;
import io.jobsch.Scheduler;
import io.jobsch.vertx.TestScheduler;
import io.jobsch.vertx.bus.BusAddresses;
import io.jobsch.vertx.bus.TransportSettings;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * Workers that are in another process of the scheduler's cluster; one after the other, since that
 * process has the workers of one scheduler at a time.
 */
@Execution(ExecutionMode.SAME_THREAD)
class ClusterEndToEndTest extends EndToEndScenarios {
  @TempDir static Path scratch;
  private static ClusterNode node;
  private static OtherProcess other;

  @BeforeAll
  static void join() {
    node = ClusterNode.first();
    other = OtherProcess.join(node, scratch);
  }

  @AfterAll
  static void leave() {
    other.close();
    node.close();
  }

  @Override
  protected Scheduler start(Path directory, int workers) {
    BusAddresses addresses = BusAddresses.ofItsOwn();
    TestScheduler scheduler =
        TestScheduler.within(node.vertx(), TransportSettings.DEFAULT.withAddresses(addresses));
    other.deployWorkers(addresses, directory, workers);
    return scheduler.closeFirst(other::undeploy).awaitWorkers(workers);
  }
}
