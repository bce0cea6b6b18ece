package io.jobsch.vertx.client;

import static io.jobsch.vertx.client.Host.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Whoever asks, each step of a request is taken on the event loop that its answer comes on: on
 * another thread, the answer could be over before anybody listens to it.
 */
class AskingThreadsTest {
  private final CountDownLatch busy = new CountDownLatch(1);
  private Vertx vertx;
  private JobschClient client;

  /** One that fails at once where it is asked. */
  @BeforeEach
  void closeClient() {
    vertx = Vertx.vertx();
    client = JobschClient.create(vertx, ClientOptions.to(URI.create("http://127.0.0.1:1")));
    get(client.close());
  }

  @AfterEach
  void stop() {
    busy.countDown();
    get(vertx.close());
  }

  @Test
  void a_thread_that_may_block_leaves_all_steps_to_the_event_loop_of_its_context()
      throws Exception {
    Context context = vertx.getOrCreateContext();
    context.runOnContext(now -> awaitNotBusy());
    CompletableFuture<List<Future<?>>> asked = new CompletableFuture<>();
    CompletableFuture<List<Boolean>> overAtOnce = new CompletableFuture<>();

    context.executeBlocking(
        () -> {
          List<Future<?>> all = List.of(client.version(), followed());
          overAtOnce.complete(all.stream().map(Future::isComplete).toList());
          return asked.complete(all);
        });

    assertThat(overAtOnce.get(60, TimeUnit.SECONDS)).containsExactly(false, false);
    busy.countDown();
    for (Future<?> each : asked.get(60, TimeUnit.SECONDS)) {
      assertThatThrownBy(() -> get(each)).isInstanceOf(UnreachableException.class);
    }
  }

  private Future<Void> followed() {
    Promise<Void> over = Promise.promise();
    client.events().exceptionHandler(over::fail).handler(event -> {});
    return over.future();
  }

  private void awaitNotBusy() {
    try {
      busy.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
