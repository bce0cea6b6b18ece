package io.jobsch.vertx.worker;

import io.jobsch.vertx.wire.Assembly;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.WebSocket;

/** Carries the frames of one worker over one WebSocket, as long as that is open. */
final class SocketCarrier implements Carrier {
  private final WebSocket socket;

  SocketCarrier(WebSocket socket, WorkerLink link) {
    this.socket = socket;
    Assembly.of(socket, link::received);
    socket.drainHandler(room -> link.drained());
    socket.exceptionHandler(broken -> socket.close());
  }

  @Override
  public void send(Buffer frame) {
    if (!socket.isClosed()) {
      Assembly.send(socket, frame);
    }
  }

  @Override
  public boolean isFull() {
    return socket.isClosed() || socket.writeQueueFull();
  }

  @Override
  public void giveUp(String why) {
    socket.close((short) 1001, why);
  }
}
