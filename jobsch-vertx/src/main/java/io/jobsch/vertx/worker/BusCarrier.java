package io.jobsch.vertx.worker;

import io.jobsch.vertx.bus.BusAddresses;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.MessageConsumer;

/** Carries the frames of one worker over the event bus, under an address of its own. */
final class BusCarrier implements Carrier {
  private final Vertx vertx;
  private final String scheduler;
  private final WorkerLink link;
  private final String address;
  private final DeliveryOptions options;
  private final MessageConsumer<Buffer> consumer;

  BusCarrier(Vertx vertx, BusAddresses addresses, WorkerLink link) {
    this.vertx = vertx;
    this.scheduler = addresses.scheduler();
    this.link = link;
    this.address = addresses.unique("worker");
    this.options = BusAddresses.over(address, "").addHeader(BusAddresses.REMOTE, "the event bus");
    this.consumer = vertx.eventBus().consumer(address, message -> link.received(message.body()));
  }

  /** Completed when it can be used. */
  Future<Void> open() {
    return consumer.completion().onSuccess(ready -> link.opened(this));
  }

  @Override
  public void send(Buffer frame) {
    vertx.eventBus().send(scheduler, frame, options);
  }

  @Override
  public boolean isFull() {
    return false;
  }

  /** There is no other way: it greets again. */
  @Override
  public void giveUp(String why) {
    link.opened(this);
  }

  Future<Void> close() {
    link.closed(this);
    return consumer.unregister();
  }
}
