package io.jobsch.process;

import io.jobsch.workers.Ending.NotStarted.Kind;
import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Starts the process of a command, or says why that cannot be done. */
final class ProcessStart {
  private static final File NOTHING = new File("/dev/null");

  /** How the JDK names the system's reason, before and since Java 21. */
  private static final Pattern ERROR_NUMBER = Pattern.compile("error[=:] ?(\\d+)");

  private static final int ENOENT = 2;
  private static final int E2BIG = 7;
  private static final int ENOEXEC = 8;
  private static final int EACCES = 13;

  private ProcessStart() {}

  static Process start(CommandLaunch launch, Tag tag, File stdout, File stderr) throws CannotStart {
    if (launch.argv().isEmpty()) {
      throw new CannotStart(Kind.NOT_FOUND, "cannot start a command without a program");
    }
    NativeText.check(launch, NativeText.charset());
    checkDirectory(launch);
    String program = ProgramLookup.find(launch);
    List<String> argv = new ArrayList<>(launch.argv());
    argv.set(0, program);
    argv.addAll(0, OwnSession.PREFIX);
    ProcessBuilder builder =
        new ProcessBuilder(argv)
            .directory(launch.cwd().toFile())
            .redirectInput(Redirect.from(NOTHING))
            .redirectOutput(Redirect.to(stdout))
            .redirectError(Redirect.to(stderr));
    try {
      Map<String, String> env = builder.environment();
      env.clear();
      env.putAll(launch.env());
      env.put(tag.variable(), "1");
      return builder.start();
    } catch (IOException e) {
      throw refused(launch, e);
    } catch (IllegalArgumentException e) {
      throw new CannotStart(Kind.SYSTEM, cannotStart(launch) + e.getMessage());
    }
  }

  private static void checkDirectory(CommandLaunch launch) throws CannotStart {
    Path cwd = launch.cwd();
    if (!Files.isDirectory(cwd)) {
      throw noDirectory(launch, Files.exists(cwd) ? " is not a directory" : " does not exist");
    }
    if (!Files.isExecutable(cwd)) {
      throw noDirectory(launch, " may not be entered");
    }
  }

  private static CannotStart noDirectory(CommandLaunch launch, String why) {
    return new CannotStart(
        Kind.SYSTEM, cannotStart(launch) + "its working directory " + launch.cwd() + why);
  }

  /** The program was there and looked executable, so what is left are the finer reasons. */
  private static CannotStart refused(CommandLaunch launch, IOException e) {
    String said = String.valueOf(e.getMessage());
    return switch (errorNumber(said)) {
      case ENOENT ->
          new CannotStart(
              Kind.NOT_EXECUTABLE,
              cannotStart(launch) + "the interpreter that the file asks for does not exist");
      case EACCES ->
          new CannotStart(
              Kind.NOT_EXECUTABLE, cannotStart(launch) + "permission to execute it denied");
      case ENOEXEC ->
          new CannotStart(
              Kind.NOT_EXECUTABLE, cannotStart(launch) + "it is not a program of this system");
      case E2BIG ->
          new CannotStart(
              Kind.SYSTEM,
              cannotStart(launch)
                  + "its arguments and environment are longer than the system takes");
      default -> new CannotStart(Kind.SYSTEM, said);
    };
  }

  private static int errorNumber(String said) {
    Matcher number = ERROR_NUMBER.matcher(said);
    return number.find() ? Integer.parseInt(number.group(1)) : -1;
  }

  private static String cannotStart(CommandLaunch launch) {
    return "cannot start \"" + launch.argv().get(0) + "\": ";
  }
}
