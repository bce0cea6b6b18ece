package io.jobsch.local.manual;

import io.jobsch.spec.Pointer;
import io.jobsch.workers.Ending.NotStarted;
import io.jobsch.workers.RolePattern;
import io.jobsch.workers.WorkerId;
import java.util.function.Predicate;

/**
 * The words to say which commands do what.
 *
 * <pre>{@code
 * manual.when(command("make *").and(role("builder"))).then(exits(3).after(ofSeconds(5)));
 * }</pre>
 */
public final class Scripts {
  private Scripts() {}

  /**
   * Commands whose {@linkplain StartedCommand#text text} is of this pattern: {@code *} stands for
   * any characters, {@code ?} for one.
   */
  public static Predicate<StartedCommand> command(String glob) {
    Glob pattern = new Glob(glob);
    return command -> pattern.matches(command.text());
  }

  /** Commands of a role whose name is of this pattern ({@code server*}). */
  public static Predicate<StartedCommand> role(String glob) {
    RolePattern pattern = new RolePattern(glob);
    return command -> pattern.matches(command.role());
  }

  /** The command at that place of its job: {@code /work/1}, or {@code ""} for the root. */
  public static Predicate<StartedCommand> node(String pointer) {
    Pointer place = Pointer.parse(pointer);
    return command -> command.node().equals(place);
  }

  /** Commands on that worker. */
  public static Predicate<StartedCommand> worker(String name) {
    WorkerId id = new WorkerId(name);
    return command -> command.worker().equals(id);
  }

  /** Every command. */
  public static Predicate<StartedCommand> anything() {
    return command -> true;
  }

  /** See {@link Script#prints}. */
  public static Script prints(String text) {
    return Script.NOTHING.prints(text);
  }

  /** See {@link Script#printsError}. */
  public static Script printsError(String text) {
    return Script.NOTHING.printsError(text);
  }

  /** See {@link Script#exits}. */
  public static Script exits(int code) {
    return Script.NOTHING.exits(code);
  }

  /** See {@link Script#crashes}. */
  public static Script crashes(int signal) {
    return Script.NOTHING.crashes(signal);
  }

  /** See {@link Script#neverEnds}. */
  public static Script neverEnds() {
    return Script.NOTHING.neverEnds();
  }

  /** See {@link Script#cannotStart(String)}. */
  public static Script cannotStart(String why) {
    return Script.NOTHING.cannotStart(why);
  }

  /** See {@link Script#cannotStart(NotStarted.Kind, String)}. */
  public static Script cannotStart(NotStarted.Kind kind, String why) {
    return Script.NOTHING.cannotStart(kind, why);
  }

  /** See {@link Script#ignoresTerm}; ends at once unless it is said when. */
  public static Script ignoresTerm() {
    return Script.NOTHING.ignoresTerm();
  }

  /** See {@link Script#unkillable}; ends at once unless it is said when. */
  public static Script unkillable() {
    return Script.NOTHING.unkillable();
  }
}
