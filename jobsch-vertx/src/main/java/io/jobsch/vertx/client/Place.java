package io.jobsch.vertx.client;

import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.Map;

/**
 * How far a stream has come, and how it goes on from there. Used on the stream's context.
 *
 * @param <T> what the stream tells
 */
interface Place<T> {
  /** What is asked for next, a path with its query. */
  String path();

  /** What is said with it. */
  Map<String, String> headers();

  /** What was read of the answer up to now is forgotten, if it was not whole. */
  void restart();

  /**
   * What a piece of the answer tells.
   *
   * @throws RuntimeException if it tells nothing that makes sense
   */
  List<T> read(Buffer piece);

  /** Whether the end of an answer is the end of all; else more may come later. */
  boolean ends();
}
