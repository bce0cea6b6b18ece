package io.jobsch.vertx.wire;

import io.jobsch.workers.Ending;
import io.jobsch.workers.Launch;
import io.jobsch.workers.News;
import io.jobsch.workers.Order;
import java.util.Map;

/** What is said in a conversation, once and in its order. */
public sealed interface Content {
  /** So much of a command and its variables is short. */
  int SHORT_LAUNCH = 8 * 1024;

  /**
   * Whether many such can go in one message without making it large, whatever they say.
   *
   * @see Protocol#LARGEST_FRAME
   */
  default boolean isShort() {
    return true;
  }

  /**
   * An order.
   *
   * @param order from the head's epoch to the head's worker
   */
  record Told(Order order) implements Content {
    @Override
    public boolean isShort() {
      return order instanceof Order.Start start
          ? isShort(start.launch())
          : !(order instanceof Order.AskSuitability);
    }

    private static boolean isShort(Launch launch) {
      int size = launch.cwd().map(String::length).orElse(0);
      for (String word : launch.command().argv()) {
        size += word.length();
      }
      for (Map.Entry<String, String> each : launch.env().entrySet()) {
        size += each.getKey().length() + each.getValue().length();
      }
      return size <= SHORT_LAUNCH;
    }
  }

  /**
   * News.
   *
   * @param news of the head's worker
   */
  record Said(News news) implements Content {
    @Override
    public boolean isShort() {
      return news instanceof News.Started
          || (news instanceof News.Ended it && it.ending() instanceof Ending.Exited);
    }
  }

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
