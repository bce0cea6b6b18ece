package io.jobsch.process;

import io.jobsch.workers.Ending.NotStarted.Kind;
import java.nio.file.Files;
import java.nio.file.Path;

/** Why a command cannot be started, in words for the job's author. */
final class StartRefusal {
  /** No error number of the system's. */
  static final int UNKNOWN = -1;

  private static final int ENOENT = 2;
  private static final int E2BIG = 7;
  private static final int ENOEXEC = 8;
  private static final int EACCES = 13;

  private StartRefusal() {}

  static void checkProgram(CommandLaunch launch) throws CannotStart {
    if (launch.argv().isEmpty()) {
      throw new CannotStart(Kind.NOT_FOUND, "cannot start a command without a program");
    }
  }

  static void checkDirectory(CommandLaunch launch) throws CannotStart {
    Path cwd = launch.cwd();
    if (!Files.isDirectory(cwd)) {
      throw ofDirectory(launch, Files.exists(cwd) ? " is not a directory" : " does not exist");
    }
    if (!Files.isExecutable(cwd)) {
      throw ofDirectory(launch, " may not be entered");
    }
  }

  static CannotStart ofDirectory(CommandLaunch launch, String why) {
    return because(launch, "its working directory " + launch.cwd() + why);
  }

  /**
   * The program is there and looks executable, so what is left are the finer reasons.
   *
   * @param errno the system's number of the error, or {@link #UNKNOWN}
   * @param said what is said of an error that is not known here
   */
  static CannotStart ofProgram(CommandLaunch launch, int errno, String said) {
    return switch (errno) {
      case ENOENT -> notExecutable(launch, "the interpreter that the file asks for does not exist");
      case EACCES -> notExecutable(launch, "permission to execute it denied");
      case ENOEXEC -> notExecutable(launch, "it is not a program of this system");
      case E2BIG -> tooLong(launch);
      default -> new CannotStart(Kind.SYSTEM, said);
    };
  }

  static CannotStart tooLong(CommandLaunch launch) {
    return because(launch, "its arguments and environment are longer than the system takes");
  }

  static CannotStart because(CommandLaunch launch, String why) {
    return new CannotStart(Kind.SYSTEM, cannotStart(launch) + why);
  }

  private static CannotStart notExecutable(CommandLaunch launch, String why) {
    return new CannotStart(Kind.NOT_EXECUTABLE, cannotStart(launch) + why);
  }

  private static String cannotStart(CommandLaunch launch) {
    return "cannot start \"" + launch.argv().get(0) + "\": ";
  }
}
