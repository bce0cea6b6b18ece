package io.jobsch.process;

import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
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

  private ProcessStart() {}

  static Process start(CommandLaunch launch, Tag tag, File stdout, File stderr) throws CannotStart {
    StartRefusal.checkProgram(launch);
    NativeText.check(launch, NativeText.charset());
    StartRefusal.checkDirectory(launch);
    String program = ProgramLookup.find(launch);
    List<String> argv = new ArrayList<>(launch.argv());
    argv.set(0, program);
    argv.addAll(0, UsualSignals.prefixFor(program));
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
      String said = String.valueOf(e.getMessage());
      throw StartRefusal.ofProgram(launch, errorNumber(said), said);
    } catch (IllegalArgumentException e) {
      throw StartRefusal.because(launch, String.valueOf(e.getMessage()));
    }
  }

  private static int errorNumber(String said) {
    Matcher number = ERROR_NUMBER.matcher(said);
    return number.find() ? Integer.parseInt(number.group(1)) : StartRefusal.UNKNOWN;
  }
}
