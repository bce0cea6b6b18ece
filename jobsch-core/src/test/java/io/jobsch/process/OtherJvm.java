package io.jobsch.process;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A JVM beside ours, with our class path, that starts fast. */
final class OtherJvm {
  private OtherJvm() {}

  static ProcessBuilder of(Class<?> main, List<String> arguments) {
    List<String> argv =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                main.getName()));
    argv.addAll(arguments);
    return new ProcessBuilder(argv);
  }
}
