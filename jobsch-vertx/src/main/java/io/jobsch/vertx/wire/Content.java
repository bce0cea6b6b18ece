package io.jobsch.vertx.wire;

import io.jobsch.workers.News;
import io.jobsch.workers.Order;

/** What is said in a conversation, once and in its order. */
public sealed interface Content {
  /**
   * An order.
   *
   * @param order from the head's epoch to the head's worker
   */
  record Told(Order order) implements Content {}

  /**
   * News.
   *
   * @param news of the head's worker
   */
  record Said(News news) implements Content {}

  /**
   * To a worker: it is to take no new role, or may again.
   *
   * @param wanted whether it is to drain
   */
  record Drain(boolean wanted) implements Content {}

  /**
   * From a worker that drains: it goes as soon as nothing needs it.
   *
   * @param leaving whether it goes; if not, it stays without work
   */
  record Draining(boolean leaving) implements Content {}

  /** To a worker that drains: nothing needs it any more. */
  record Dismissed() implements Content {}
}
