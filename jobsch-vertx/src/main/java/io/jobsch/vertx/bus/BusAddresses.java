package io.jobsch.vertx.bus;

import io.vertx.core.eventbus.DeliveryOptions;
import java.util.UUID;

/**
 * Where a scheduler and those who reach it are on the event bus. A message on the bus is a frame;
 * its headers say who has sent it.
 *
 * @param name tells schedulers apart that share a bus
 */
public record BusAddresses(String name) {
  /** Those of a scheduler that is alone on its bus. */
  public static final BusAddresses DEFAULT = new BusAddresses("default");

  /** Where answers go. */
  public static final String FROM = "from";

  /** Which connection is meant, to whoever has several. */
  public static final String LINK = "link";

  /** Where the other end of the connection is, for people. */
  public static final String REMOTE = "remote";

  /** The connection is closed, or to be closed. */
  public static final String CLOSE = "close";

  /** Checks that there is a name. */
  public BusAddresses {
    if (name.isBlank()) {
      throw new IllegalArgumentException("scheduler: expected a name, found a blank one");
    }
  }

  /** Those of a scheduler that nobody finds who was not told: several may be beside each other. */
  public static BusAddresses ofItsOwn() {
    return new BusAddresses(UUID.randomUUID().toString());
  }

  /** The scheduler's. */
  public String scheduler() {
    return "jobsch." + name + ".scheduler";
  }

  /** A new one for somebody who talks to the scheduler. */
  public String unique(String kind) {
    return "jobsch." + name + "." + kind + "." + UUID.randomUUID();
  }

  /** How to send something over a connection. */
  public static DeliveryOptions over(String from, String link) {
    return new DeliveryOptions().addHeader(FROM, from).addHeader(LINK, link);
  }
}
