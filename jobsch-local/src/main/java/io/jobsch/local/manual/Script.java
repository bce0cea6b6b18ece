package io.jobsch.local.manual;

import io.jobsch.workers.Ending.NotStarted;
import io.jobsch.workers.ExitStatus;
import io.jobsch.workers.StreamName;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a command does. A value: each word answers with a changed copy. {@link Scripts} holds the
 * words to begin with.
 *
 * <pre>{@code
 * prints("ready\n").after(ofSeconds(1)).exits(3).after(ofSeconds(5))
 * }</pre>
 *
 * <p>{@link #after} is said of the word before it, and counts from the start of the command. What
 * has no time of its own comes with what was printed before it, or at once. A script that does not
 * say how it ends, ends with exit code 0.
 */
public final class Script {
  private static final Duration AT_ONCE = Duration.ZERO;

  /** Exits with 0 at once. */
  static final Script NOTHING =
      new Script(
          List.of(),
          new End.Exits(new ExitStatus.Code(0), Optional.empty()),
          Last.NEITHER,
          false,
          false);

  private final List<Print> prints;
  private final End end;
  private final Last last;
  private final boolean ignoresTerm;
  private final boolean unkillable;

  private Script(List<Print> prints, End end, Last last, boolean ignoresTerm, boolean unkillable) {
    this.prints = List.copyOf(prints);
    this.end = end;
    this.last = last;
    this.ignoresTerm = ignoresTerm;
    this.unkillable = unkillable;
  }

  /** Something that is written at a time. */
  record Print(StreamName stream, String text, Duration after) {}

  /** How it ends if nobody kills it. */
  sealed interface End {
    /** By itself; without a time, with what is printed last. */
    record Exits(ExitStatus status, Optional<Duration> after) implements End {}

    /** Not at all. */
    record Never() implements End {}

    /** Before it begins. */
    record CannotStart(NotStarted why) implements End {}
  }

  /** What a time is said of. */
  private enum Last {
    PRINT,
    EXIT,
    NEITHER
  }

  /** It writes that to its standard output. */
  public Script prints(String text) {
    return printing(StreamName.STDOUT, text);
  }

  /** It writes that to its standard error. */
  public Script printsError(String text) {
    return printing(StreamName.STDERR, text);
  }

  private Script printing(StreamName stream, String text) {
    List<Print> more = new ArrayList<>(prints);
    more.add(new Print(stream, text, lastPrint()));
    return new Script(more, end, Last.PRINT, ignoresTerm, unkillable);
  }

  private Duration lastPrint() {
    return prints.isEmpty() ? AT_ONCE : prints.get(prints.size() - 1).after();
  }

  /**
   * It ends by itself.
   *
   * @param code from 0 to 255
   */
  public Script exits(int code) {
    require("exits", "a code from 0 to 255", 0, 255, code);
    return exiting(new ExitStatus.Code(code));
  }

  /**
   * A signal ends it that nobody here sends.
   *
   * @param signal from 1 to 64, as the system counts them
   */
  public Script crashes(int signal) {
    require("crashes", "a signal from 1 to 64", 1, 64, signal);
    return exiting(new ExitStatus.Signal(signal));
  }

  private static void require(String word, String expected, int least, int most, int found) {
    if (found < least || found > most) {
      throw new IllegalArgumentException(word + ": expected " + expected + ", found " + found);
    }
  }

  private Script exiting(ExitStatus status) {
    return ending(new End.Exits(status, Optional.empty()), Last.EXIT);
  }

  /** It runs until it is killed. */
  public Script neverEnds() {
    return ending(new End.Never(), Last.NEITHER);
  }

  /** The operating system refuses to start it, and says why. */
  public Script cannotStart(String why) {
    return cannotStart(NotStarted.Kind.SYSTEM, why);
  }

  /** It cannot be started, for a reason of that kind. */
  public Script cannotStart(NotStarted.Kind kind, String why) {
    return ending(new End.CannotStart(new NotStarted(kind, why)), Last.NEITHER);
  }

  private Script ending(End other, Last word) {
    return new Script(prints, other, word, ignoresTerm, unkillable);
  }

  /** TERM does not end it; KILL does. */
  public Script ignoresTerm() {
    return new Script(prints, end, Last.NEITHER, true, unkillable);
  }

  /** Once somebody wants it killed, something of it is there for ever. */
  public Script unkillable() {
    return new Script(prints, end, Last.NEITHER, ignoresTerm, true);
  }

  /**
   * When that happens which was said last.
   *
   * @param time since the start of the command; 0 or more
   * @throws IllegalStateException if what was said last does not happen at a time
   */
  public Script after(Duration time) {
    if (time.isNegative()) {
      throw new IllegalArgumentException("after: expected 0 or more, found " + time);
    }
    if (last == Last.PRINT) {
      Print before = prints.get(prints.size() - 1);
      List<Print> changed = new ArrayList<>(prints.subList(0, prints.size() - 1));
      changed.add(new Print(before.stream(), before.text(), time));
      return new Script(changed, end, last, ignoresTerm, unkillable);
    }
    if (last == Last.EXIT && end instanceof End.Exits it) {
      return ending(new End.Exits(it.status(), Optional.of(time)), last);
    }
    throw new IllegalStateException(
        "after: expected to follow prints, printsError, exits or crashes");
  }

  List<Print> prints() {
    return prints;
  }

  End end() {
    return end;
  }

  /** When it ends, if that is by itself. */
  Duration length(End.Exits exit) {
    return exit.after()
        .orElseGet(
            () -> prints.stream().map(Print::after).max(Duration::compareTo).orElse(AT_ONCE));
  }

  boolean obeysTerm() {
    return !ignoresTerm && !unkillable;
  }

  boolean isKillable() {
    return !unkillable;
  }
}
