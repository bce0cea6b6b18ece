package io.jobsch.vertx.http;

import java.util.List;

/**
 * How the routes behave, wherever they are mounted.
 *
 * @param access who may call
 * @param publicHosts names under which clients reach the server, beside its addresses: what a proxy
 *     or the DNS calls it
 * @param timing how long clients may take
 * @param streams how many clients may follow events or output at a time
 */
public record ApiOptions(Access access, List<String> publicHosts, Timing timing, int streams) {
  /** Open to whoever can connect, under the server's addresses; 1,000 streams. */
  public static final ApiOptions DEFAULT =
      new ApiOptions(Access.OPEN, List.of(), Timing.DEFAULT, 1_000);

  /** Copies the names. */
  public ApiOptions {
    publicHosts = List.copyOf(publicHosts);
  }

  /** The same for those who may call. */
  public ApiOptions withAccess(Access who) {
    return new ApiOptions(who, publicHosts, timing, streams);
  }

  /** The same with other names. */
  public ApiOptions withPublicHosts(List<String> names) {
    return new ApiOptions(access, names, timing, streams);
  }

  /** The same with other times. */
  public ApiOptions withTiming(Timing times) {
    return new ApiOptions(access, publicHosts, times, streams);
  }

  /** The same with so many streams. */
  public ApiOptions withStreams(int most) {
    return new ApiOptions(access, publicHosts, timing, most);
  }
}
