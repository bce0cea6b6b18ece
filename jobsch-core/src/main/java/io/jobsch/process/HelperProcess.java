package io.jobsch.process;

import java.io.IOException;
import java.nio.charset.Charset;
import java.util.List;
import java.util.function.Supplier;

/** Runs a small program of the system for our own needs, and waits for it. */
final class HelperProcess {
  /** As the JDK shows it: this, and the number of the signal. */
  private static final int ENDED_BY_SIGNAL = 128;

  private HelperProcess() {}

  /**
   * How it ended.
   *
   * @param exitCode 0 means success
   * @param said what it wrote
   */
  record Result(int exitCode, String said) {}

  /**
   * Runs it, and once more if a signal has ended it: who presses Ctrl-C at our terminal reaches our
   * helpers, too, and did not mean them.
   *
   * @param argv asked for again for the second run
   */
  static Result run(Supplier<List<String>> argv) throws IOException {
    Result first = runOnce(argv.get());
    return first.exitCode() >= ENDED_BY_SIGNAL ? runOnce(argv.get()) : first;
  }

  private static Result runOnce(List<String> argv) throws IOException {
    Process helper = new ProcessBuilder(argv).redirectErrorStream(true).start();
    try {
      helper.getOutputStream().close();
      String said = new String(helper.getInputStream().readAllBytes(), Charset.defaultCharset());
      return new Result(Uninterrupted.waitFor(helper), said.strip());
    } finally {
      helper.destroyForcibly();
    }
  }
}
