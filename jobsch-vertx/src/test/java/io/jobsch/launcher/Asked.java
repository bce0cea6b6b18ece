package io.jobsch.launcher;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** What a command line has done, in the test's process. */
record Asked(int exitCode, String out, String err) {
  static Asked run(Map<String, String> environment, String... words) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int exitCode = Main.run(List.of(words), environment, console(environment, out, err));
    return new Asked(exitCode, text(out), text(err));
  }

  /** Nobody reads what it writes to stdout. */
  static Asked runIntoClosedPipe(Map<String, String> environment, String... words) {
    return runInto("Broken pipe", environment, words);
  }

  /** What it writes to stdout cannot be written, and the system says why. */
  static Asked runInto(String failure, Map<String, String> environment, String... words) {
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    OutputStream out =
        new OutputStream() {
          @Override
          public void write(int each) throws IOException {
            throw new IOException(failure);
          }
        };
    int exitCode = Main.run(List.of(words), environment, console(environment, out, err));
    return new Asked(exitCode, "", text(err));
  }

  private static Console console(
      Map<String, String> environment, OutputStream out, OutputStream err) {
    return new Console(new Surroundings(false, false, environment), out, err, interrupt -> {});
  }

  private static String text(ByteArrayOutputStream bytes) {
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
