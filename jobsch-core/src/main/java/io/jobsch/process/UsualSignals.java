package io.jobsch.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Keeps from commands what this process was started to ignore, as {@code nohup} has it with HUP,
 * and shells with INT for what they run in the background: parents hand that on to their children.
 * Where there is anything like that, a small program of the system's resets it and becomes the
 * command.
 */
final class UsualSignals {
  private static final String IGNORED = "SigIgn:";

  /**
   * Those from 1 to 31: what is beyond is nobody's business, and a JVM makes its children ignore
   * some.
   */
  private static final long NAMED = 0x7fffffff;

  private static final List<String> PREFIX = anyIgnored() ? program() : List.of();

  private UsualSignals() {}

  /** What stands before a program and its arguments; mostly nothing. */
  static List<String> prefixFor(String program) {
    return prefixFor(program, PREFIX);
  }

  static List<String> prefixFor(String program, List<String> prefix) {
    // This one would be taken for a variable.
    return program.indexOf('=') >= 0 ? List.of() : prefix;
  }

  /** Where {@code env} is that of GNU, since 2019; nothing elsewhere. */
  static List<String> program() {
    return Stream.of("/usr/bin/env", "/bin/env")
        .filter(file -> Files.isExecutable(Path.of(file)))
        .map(file -> List.of(file, "--default-signal"))
        .filter(UsualSignals::works)
        .findFirst()
        .orElse(List.of());
  }

  private static boolean works(List<String> prefix) {
    try {
      List<String> argv = Stream.concat(prefix.stream(), Stream.of("true")).toList();
      return HelperProcess.run(() -> argv).exitCode() == 0;
    } catch (IOException e) {
      return false;
    }
  }

  private static boolean anyIgnored() {
    try (Stream<String> status = Files.lines(Path.of("/proc/self/status"))) {
      return status
          .filter(line -> line.startsWith(IGNORED))
          .mapToLong(line -> Long.parseUnsignedLong(line.substring(IGNORED.length()).strip(), 16))
          .anyMatch(mask -> (mask & NAMED) != 0);
    } catch (IOException notLinux) {
      return false;
    }
  }
}
