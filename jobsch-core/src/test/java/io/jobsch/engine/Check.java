package io.jobsch.engine;

/** Demands what must hold, so often that the words are only put together when it does not. */
final class Check {
  private Check() {}

  static void that(boolean holds, String otherwise, Object... details) {
    if (!holds) {
      throw new AssertionError(String.format(otherwise, details));
    }
  }
}
