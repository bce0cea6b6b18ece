package io.jobsch.process;

import java.io.IOException;
import java.nio.charset.Charset;
import java.util.List;

/** Runs a small program of the system for our own needs, and waits for it. */
final class HelperProcess {
  private HelperProcess() {}

  /**
   * How it ended.
   *
   * @param exitCode 0 means success
   * @param said what it wrote
   */
  record Result(int exitCode, String said) {}

  static Result run(List<String> argv) throws IOException {
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
