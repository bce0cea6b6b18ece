package io.jobsch.vertx.wire;

/** What both sides of the protocol have to agree about before they talk. */
public final class Protocol {
  /** The version that this jobsch speaks; another one is refused. */
  public static final int VERSION = 1;

  /** No frame is larger, in bytes: the order to start a command may carry a large environment. */
  public static final int LARGEST_FRAME = 32 * 1024 * 1024;

  /** So many bytes of output travel in one frame at most. */
  public static final int LARGEST_OUTPUT = 32 * 1024;

  /**
   * Messages are confirmed by what is said in the other direction, or after that time: much sooner
   * than {@link Patience} has them said again.
   */
  public static final long ACKNOWLEDGE_MILLIS = 20;

  private Protocol() {}
}
