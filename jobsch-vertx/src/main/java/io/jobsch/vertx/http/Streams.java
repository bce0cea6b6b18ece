package io.jobsch.vertx.http;

/** How many clients follow something. Used by one thread. */
final class Streams {
  private final int most;
  private int open;

  Streams(int most) {
    this.most = most;
  }

  /**
   * One more.
   *
   * @throws Refused if there are too many
   */
  void opened() {
    if (open >= most) {
      throw new Problem(
              503,
              "too-many-streams",
              "there are " + most + " clients that follow events or output; try again later")
          .withHeader("retry-after", "10")
          .refused();
    }
    open++;
  }

  void closed() {
    open--;
  }
}
