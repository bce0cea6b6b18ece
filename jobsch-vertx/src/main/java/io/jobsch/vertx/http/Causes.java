package io.jobsch.vertx.http;

import java.util.Optional;
import java.util.stream.Stream;

/** Why a connection or an answer was no good, in words that may be shown to people. */
public final class Causes {
  private static final int LONGEST = 500;

  private Causes() {}

  /** Whether something of that kind is what failed, or what made it fail. */
  public static boolean include(Throwable why, Class<? extends Throwable> kind) {
    return chain(why).anyMatch(kind::isInstance);
  }

  /** What the first of all causes says, in one harmless line. */
  public static String told(Throwable why) {
    Throwable root = chain(why).reduce(why, (before, cause) -> cause);
    String message = Optional.ofNullable(root.getMessage()).orElse(root.toString());
    return harmless(message.lines().findFirst().orElse(message));
  }

  /**
   * What somebody else says, fit for a terminal and a log: without control characters, and cut
   * where it is too long.
   */
  public static String harmless(String text) {
    return text.substring(0, Math.min(text.length(), LONGEST)).replaceAll("\\p{Cntrl}", " ");
  }

  private static Stream<Throwable> chain(Throwable why) {
    return Stream.iterate(why, each -> each != null, Throwable::getCause);
  }
}
