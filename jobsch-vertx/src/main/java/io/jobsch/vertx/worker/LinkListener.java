package io.jobsch.vertx.worker;

import io.jobsch.vertx.wire.Frame;

/** Is told how a worker gets on with its scheduler; on the worker's context. */
interface LinkListener {
  /** They talk. */
  void connected();

  /** The scheduler does not want it. */
  void refused(Frame.Refused refusal);

  /** It is to take no new role, or may again. */
  void drain(boolean wanted);

  /** It drains, and nothing needs it any more. */
  void dismissed();
}
