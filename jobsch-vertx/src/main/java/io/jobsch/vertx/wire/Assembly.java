package io.jobsch.vertx.wire;

import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.WebSocketBase;
import io.vertx.core.http.WebSocketFrame;

/**
 * Puts the messages of a WebSocket together, whatever limit for them whoever made it has set: ours
 * holds, and a connection that sends more is closed.
 */
public final class Assembly implements Handler<WebSocketFrame> {
  private static final short TOO_LARGE = 1009;

  private final WebSocketBase socket;
  private final Handler<Buffer> messages;
  private Buffer parts = Buffer.buffer();

  private Assembly(WebSocketBase socket, Handler<Buffer> messages) {
    this.socket = socket;
    this.messages = messages;
  }

  /** Has somebody handed each message of a socket. */
  public static void of(WebSocketBase socket, Handler<Buffer> messages) {
    socket.frameHandler(new Assembly(socket, messages));
  }

  /**
   * Sends a frame of this protocol as a message of bytes, which all are already: as a text, control
   * would have to be decoded, encoded and decoded on its way.
   */
  public static void send(WebSocketBase socket, Buffer frame) {
    socket.writeBinaryMessage(frame);
  }

  @Override
  public void handle(WebSocketFrame frame) {
    if (!frame.isText() && !frame.isBinary() && !frame.isContinuation()) {
      return;
    }
    Buffer data = frame.binaryData();
    if (parts.length() + data.length() > Protocol.LARGEST_FRAME) {
      parts = Buffer.buffer();
      socket.close(TOO_LARGE, "expected messages of at most " + Protocol.LARGEST_FRAME + " bytes");
      return;
    }
    if (parts.length() == 0 && frame.isFinal()) {
      messages.handle(data);
      return;
    }
    parts.appendBuffer(data);
    if (frame.isFinal()) {
      Buffer whole = parts;
      parts = Buffer.buffer();
      messages.handle(whole);
    }
  }
}
