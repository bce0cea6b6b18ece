package io.jobsch.vertx.client;

import io.vertx.core.Vertx;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetSocket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Lies before a server, and cuts each connection when so many bytes of answers went through it, or
 * when it is told to.
 */
final class CuttingProxy {
  private final NetServer listening;
  private final NetClient client;
  private final AtomicInteger cuts = new AtomicInteger();
  private final Set<NetSocket> open = ConcurrentHashMap.newKeySet();
  private volatile int target;

  CuttingProxy(Vertx vertx, int target, int bytes) {
    this.target = target;
    client = vertx.createNetClient();
    listening = vertx.createNetServer();
    listening.connectHandler(
        near -> {
          near.pause();
          client
              .connect(this.target, "127.0.0.1")
              .onSuccess(far -> join(near, far, bytes))
              .onFailure(gone -> near.close());
        });
    Host.get(listening.listen(0, "127.0.0.1"));
  }

  private void join(NetSocket near, NetSocket far, int bytes) {
    int[] passed = {0};
    open.add(near);
    near.handler(far::write);
    near.closeHandler(
        gone -> {
          open.remove(near);
          far.close();
        });
    far.closeHandler(gone -> near.close());
    far.handler(
        piece -> {
          int room = Math.min(piece.length(), bytes - passed[0]);
          passed[0] += room;
          near.write(piece.slice(0, room));
          if (passed[0] == bytes) {
            cuts.incrementAndGet();
            far.pause();
            near.close();
          } else if (near.writeQueueFull()) {
            far.pause();
            near.drainHandler(ready -> far.resume());
          }
        });
    near.resume();
  }

  /** Cuts all connections; those that come from now on lead to another server. */
  void turnTo(int port) {
    target = port;
    open.forEach(NetSocket::close);
  }

  /** Lets nobody through any more. */
  void close() {
    listening.close();
    open.forEach(NetSocket::close);
  }

  int port() {
    return listening.actualPort();
  }

  int cuts() {
    return cuts.get();
  }
}
