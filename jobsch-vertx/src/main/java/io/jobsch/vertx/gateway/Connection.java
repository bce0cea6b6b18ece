package io.jobsch.vertx.gateway;

import io.jobsch.vertx.bus.BusAddresses;
import io.jobsch.vertx.wire.Assembly;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.http.ServerWebSocket;

/**
 * The socket of one worker. It reads no further while much of what it has read is not dealt with,
 * and drops what a worker that does not read is sent: the protocol bears that, and memory would
 * not. Used on the socket's context.
 */
final class Connection {
  /** So many bytes may be on their way to the scheduler. */
  private static final int MOST_UNDER_WAY = 2 * 1024 * 1024;

  /** So many bytes go there before it is asked whether it has dealt with them. */
  private static final int UNASKED = 64 * 1024;

  private static final int MOST_UNREAD = 1024 * 1024;
  private static final long DEALT_WITH_MILLIS = 30_000;
  private static final short POLICY = 1008;

  private final Vertx vertx;
  private final ServerWebSocket socket;
  private final String scheduler;
  private final DeliveryOptions options;
  private int unasked;
  private long underWay;
  private boolean paused;
  private long lastHeard = System.nanoTime();

  /**
   * A socket that is open.
   *
   * @param address where the gateway is on the bus
   * @param link names the connection
   */
  Connection(
      Vertx vertx, ServerWebSocket socket, BusAddresses addresses, String address, String link) {
    this.vertx = vertx;
    this.socket = socket;
    this.scheduler = addresses.scheduler();
    this.options =
        BusAddresses.over(address, link)
            .addHeader(BusAddresses.REMOTE, String.valueOf(socket.remoteAddress()))
            .setSendTimeout(DEALT_WITH_MILLIS);
    socket.setWriteQueueMaxSize(MOST_UNREAD);
    Assembly.of(socket, this::received);
  }

  private void received(Buffer frame) {
    lastHeard = System.nanoTime();
    unasked += frame.length();
    if (unasked < UNASKED) {
      vertx.eventBus().send(scheduler, frame, options);
    } else {
      ask(frame);
    }
  }

  /** All that went there before has been dealt with, too, when this has. */
  private void ask(Buffer frame) {
    int bytes = unasked;
    unasked = 0;
    underWay += bytes;
    if (underWay > MOST_UNDER_WAY && !paused) {
      paused = true;
      socket.pause();
    }
    // Whether there is an answer or none, it is not under way any more.
    vertx.eventBus().request(scheduler, frame, options).onComplete(dealtWith -> dealtWith(bytes));
  }

  private void dealtWith(int bytes) {
    underWay -= bytes;
    if (paused && underWay <= MOST_UNDER_WAY / 2) {
      paused = false;
      socket.resume();
    }
  }

  void send(Buffer frame) {
    if (!socket.isClosed() && !socket.writeQueueFull()) {
      Assembly.send(socket, frame);
    }
  }

  long silentNanos() {
    return System.nanoTime() - lastHeard;
  }

  void close(String why) {
    socket.close(POLICY, why);
  }

  /** Tells the scheduler that the worker is not reached over it any more. */
  void closed() {
    vertx
        .eventBus()
        .send(
            scheduler,
            Buffer.buffer(),
            new DeliveryOptions(options).addHeader(BusAddresses.CLOSE, "closed"));
  }
}
