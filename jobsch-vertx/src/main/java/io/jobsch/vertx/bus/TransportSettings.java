package io.jobsch.vertx.bus;

import io.jobsch.vertx.wire.Terms;
import io.jobsch.workers.Epoch;
import java.time.Duration;

/**
 * Settings of an {@link EventBusTransport}.
 *
 * @param addresses where it is on the bus
 * @param terms what is asked of workers
 * @param epoch that of the scheduler
 * @param probe how long a worker whose name another one wants has to answer, and another scheduler
 *     that has the name of this one has to go
 * @param buffer how many bytes of output may wait to be stored, of all workers together; what comes
 *     beyond is dropped, and sent again by its worker
 */
public record TransportSettings(
    BusAddresses addresses, Terms terms, Epoch epoch, Duration probe, long buffer) {
  /** 3 s to answer, 64 MiB. */
  public static final TransportSettings DEFAULT =
      new TransportSettings(
          BusAddresses.DEFAULT, Terms.DEFAULT, Epoch.FIRST, Duration.ofSeconds(3), 64L << 20);

  /** The same for another scheduler on the bus. */
  public TransportSettings withAddresses(BusAddresses others) {
    return new TransportSettings(others, terms, epoch, probe, buffer);
  }

  /** The same with other terms. */
  public TransportSettings withTerms(Terms others) {
    return new TransportSettings(addresses, others, epoch, probe, buffer);
  }

  /** The same with another time to answer. */
  public TransportSettings withProbe(Duration answer) {
    return new TransportSettings(addresses, terms, epoch, answer, buffer);
  }
}
