package io.jobsch;

import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;

/**
 * Has listeners told by an executor that makes its calls one after the other. Nobody is held up:
 * whoever writes is on that executor, too.
 */
final class ListenersInTurn implements Listeners {
  private final Audience audience = new Audience();
  private final Executor executor;

  ListenersInTurn(Executor executor) {
    this.executor = executor;
  }

  @Override
  public void start() {}

  @Override
  public Scheduler.Subscription add(JobListener listener) {
    return audience.add(listener);
  }

  @Override
  public boolean isHeard() {
    return audience.isThere();
  }

  @Override
  public void tell(JobEvent event) {
    executor.execute(() -> audience.tell(event));
  }

  @Override
  public void tellAndHold(JobEvent event, int bytes, BooleanSupplier mayHold) {
    tell(event);
  }

  @Override
  public void stopHolding() {}

  /** Whoever closes does not wait, so nobody has to know. */
  @Override
  public boolean isCurrent() {
    return false;
  }

  @Override
  public void close() {}
}
