package io.jobsch.process;

import io.jobsch.workers.Ending.NotStarted.Kind;
import java.nio.charset.Charset;
import java.nio.charset.CharsetEncoder;

/**
 * What the JDK can hand to a process. It encodes all text in the charset of the locale it was
 * started in, and writes a question mark for what that does not have; a command that says something
 * else than its author wrote must not run.
 */
final class NativeText {
  private static final int FIRST_WITH_JNU = 18;

  private NativeText() {}

  /** The charset in which this JDK encodes arguments and variables. */
  static Charset charset() {
    if (Runtime.version().feature() < FIRST_WITH_JNU) {
      return Charset.defaultCharset();
    }
    return Charset.forName(System.getProperty("sun.jnu.encoding", Charset.defaultCharset().name()));
  }

  static void check(CommandLaunch launch, Charset charset) throws CannotStart {
    CharsetEncoder encoder = charset.newEncoder();
    for (int i = 0; i < launch.argv().size(); i++) {
      check(i == 0 ? "the program's name" : "argument " + i, launch.argv().get(i), encoder);
    }
    for (var variable : launch.env().entrySet()) {
      check("the name of a variable", variable.getKey(), encoder);
      check("the variable " + variable.getKey(), variable.getValue(), encoder);
    }
  }

  private static void check(String what, String text, CharsetEncoder encoder) throws CannotStart {
    if (text.indexOf('\0') >= 0) {
      throw new CannotStart(Kind.SYSTEM, "cannot start the command: there is a NUL in " + what);
    }
    // What the JDK itself could not read, in our own environment, was lost before we had it.
    String readable = text.replace("\uFFFD", "");
    if (!encoder.canEncode(readable)) {
      throw new CannotStart(
          Kind.SYSTEM,
          "cannot start the command: "
              + what
              + " has characters that "
              + encoder.charset()
              + ", the charset of the worker's locale, cannot express; start the worker with"
              + " LC_ALL=C.UTF-8");
    }
  }
}
