package io.jobsch.vertx.worker;

import io.jobsch.vertx.TestScheduler;
import io.vertx.core.Vertx;

class EventBusTransportTest extends EventBusContract {
  private final Vertx vertx = Vertx.vertx();

  @Override
  Vertx near() {
    return vertx;
  }

  @Override
  Vertx far() {
    return vertx;
  }

  @Override
  protected void disconnect() {
    super.disconnect();
    TestScheduler.get(vertx.close());
  }
}
