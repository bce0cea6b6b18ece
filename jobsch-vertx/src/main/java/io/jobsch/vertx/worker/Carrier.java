package io.jobsch.vertx.worker;

import io.vertx.core.buffer.Buffer;

/** What carries frames to the scheduler for the time being. Used on its worker's context. */
interface Carrier {
  /** Sends a frame; it may be lost. */
  void send(Buffer frame);

  /** Whether what can wait should wait. Whoever was told so is called when it has changed. */
  boolean isFull();

  /** Nothing is heard over it any more: it is given up, and another one looked for. */
  void giveUp(String why);
}
