package io.jobsch.launcher;

import io.jobsch.spec.SpecProblem;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/**
 * The text of a job document.
 *
 * @param label what it is called in messages
 * @param bytes what is in it
 */
record JobFile(String label, byte[] bytes) {
  /**
   * Reads one.
   *
   * @param name a file, or {@code -} for stdin
   * @param most how many bytes it may have
   * @throws Refusal if it cannot be read
   */
  static JobFile read(String name, int most) throws Refusal {
    return InputFile.read(name, "a job document", (label, text) -> read(label, text, most));
  }

  /** All that is wrong with it, a line for each problem. */
  List<String> located(List<SpecProblem> problems) {
    return problems.stream()
        .map(
            problem ->
                label
                    + problem.position().map(place -> ":" + place).orElse("")
                    + " "
                    + problem.besideItsPosition())
        .toList();
  }

  private static JobFile read(String label, InputStream text, int most)
      throws IOException, Refusal {
    byte[] bytes = text.readNBytes(most + 1);
    if (bytes.length > most) {
      throw Refusal.because(label + ": expected a job document of at most " + most + " bytes");
    }
    return new JobFile(label, bytes);
  }
}
