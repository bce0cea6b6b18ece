package io.jobsch.spi;

import io.jobsch.workers.Incarnation;
import io.jobsch.workers.News;
import io.jobsch.workers.Order;
import io.jobsch.workers.WorkerId;
import java.util.List;

/**
 * Carries orders to workers, and what they say and write back.
 *
 * <p>Orders may be lost, repeated or reordered on their way: attempts and incarnations make that
 * harmless. But where an order or a piece of news may have been lost, the worker has to join again
 * ({@link io.jobsch.workers.News.Joined}) when it can be reached: that is what has it given again
 * what it was owed, and what it had to say. Orders to one worker that do arrive should arrive soon,
 * and in their order where that costs nothing.
 */
public interface WorkerTransport extends AutoCloseable {
  /**
   * Begins to deliver. Called once, before the first order; may block until the transport can be
   * used.
   *
   * @param inbox where news goes; may be called from any thread, and never blocks
   * @param output where the bytes go that commands write; may block, and must be called in order
   *     for each stream of each attempt
   */
  void open(Inbox inbox, OutputSink output);

  /**
   * Sends an order. Called on the scheduler's loop: must not block and must not throw. For a worker
   * that is not there the order is dropped.
   */
  void send(Order order);

  /**
   * Sends orders that were decided together, in their order: what goes to one worker may go in one
   * message. As {@link #send} in all else.
   */
  default void sendAll(List<Order> orders) {
    orders.forEach(this::send);
  }

  /**
   * Stops delivering: after it has returned, no new call to the inbox or the sink begins. Harmless
   * when called again.
   */
  @Override
  void close();

  /** Where a transport delivers what workers say. */
  interface Inbox {
    /** A worker said something; it may be told again, and late. */
    void said(News news);

    /**
     * A worker has not been heard of for longer than its lease and the grace beyond, or is known to
     * be gone with all that it ran.
     */
    void lost(WorkerId worker, Incarnation incarnation, String why);
  }
}
