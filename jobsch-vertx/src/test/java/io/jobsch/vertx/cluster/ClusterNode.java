package io.jobsch.vertx.cluster;

import com.hazelcast.config.Config;
import com.hazelcast.config.XmlConfigBuilder;
import io.jobsch.vertx.TestScheduler;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.eventbus.EventBusOptions;
import io.vertx.spi.cluster.hazelcast.HazelcastClusterManager;
import java.io.FileNotFoundException;
import java.nio.file.Path;
import java.util.List;

/** A clustered Vert.x by the configuration that users find in the samples, but on free ports. */
public final class ClusterNode implements AutoCloseable {
  private static final Path CONFIG = Path.of("..", "samples", "cluster", "hazelcast.xml");

  private final Vertx vertx;
  private final int port;

  private ClusterNode(List<String> members) {
    HazelcastClusterManager manager = new HazelcastClusterManager(config(members));
    EventBusOptions bus = new EventBusOptions().setHost("127.0.0.1");
    vertx =
        TestScheduler.get(
            Vertx.builder()
                .with(new VertxOptions().setEventBusOptions(bus))
                .withClusterManager(manager)
                .buildClustered());
    port = manager.getHazelcastInstance().getCluster().getLocalMember().getAddress().getPort();
  }

  /** The first of a cluster. */
  public static ClusterNode first() {
    return new ClusterNode(List.of());
  }

  /** Another one. */
  public static ClusterNode joining(int port) {
    return new ClusterNode(List.of("127.0.0.1:" + port));
  }

  private static Config config(List<String> members) {
    try {
      Config config = new XmlConfigBuilder(CONFIG.toString()).build();
      config.setProperty("hazelcast.logging.type", "none");
      config.getNetworkConfig().setPort(0).getJoin().getTcpIpConfig().setMembers(members);
      return config;
    } catch (FileNotFoundException e) {
      throw new AssertionError(e);
    }
  }

  public Vertx vertx() {
    return vertx;
  }

  /** Where others join it. */
  public int port() {
    return port;
  }

  @Override
  public void close() {
    TestScheduler.get(vertx.close());
  }
}
