package io.jobsch.vertx;

import io.jobsch.vertx.bus.BusAddresses;
import io.jobsch.vertx.config.Configuration;
import io.jobsch.vertx.http.HttpOptions;
import io.vertx.core.json.JsonObject;
import java.util.Set;
import java.util.TreeSet;

/**
 * Options of a {@link GatewayVerticle} as JSON; see there.
 *
 * @param http where and how it listens
 * @param addresses where the scheduler is on the bus
 */
record GatewayConfig(HttpOptions http, BusAddresses addresses) {
  private static final String SCHEDULER = "scheduler";

  static GatewayConfig of(JsonObject json) {
    Set<String> keys = new TreeSet<>(HttpConfig.KEYS);
    keys.add(SCHEDULER);
    Configuration config = Configuration.of(GatewayVerticle.class, json, keys);
    return new GatewayConfig(
        HttpConfig.read(config),
        config.made(SCHEDULER, BusAddresses::new).orElse(BusAddresses.DEFAULT));
  }
}
