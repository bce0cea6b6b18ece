package io.jobsch.local.simulate;

import io.jobsch.spec.InvalidJobException;
import io.jobsch.spec.Position;
import io.jobsch.spec.RecordedJob;
import io.jobsch.spec.SpecLimits;
import io.jobsch.spec.SpecProblem;
import io.jobsch.spec.json.RecordedJobReader;
import java.io.IOException;
import java.io.InputStream;

/** Reads lists of recorded jobs: a JSON object in each line, and nothing between them. */
public final class RecordedJobs {
  private RecordedJobs() {}

  /**
   * The jobs that a text says, in UTF-8. Blank lines are passed over, and so is a byte order mark.
   * Does not close it.
   *
   * @throws InvalidTraceException if a line is anything else than a recorded job
   * @throws IOException if it cannot be read
   */
  public static Trace read(InputStream text) throws IOException {
    SpecLimits limits = SpecLimits.DEFAULT;
    RecordedJobReader reader = new RecordedJobReader(limits);
    TraceLines lines = new TraceLines();
    return lines.read(
        text, limits.documentBytes(), (line, number) -> read(reader, lines, line, number));
  }

  private static void read(RecordedJobReader reader, TraceLines lines, byte[] line, int number) {
    try {
      RecordedJob job = reader.read(line, number);
      lines.job(new TraceJob.Recorded(job));
    } catch (InvalidJobException e) {
      for (SpecProblem problem : e.problems()) {
        Position position = problem.position().orElse(new Position(number, 1));
        lines.problem(new TraceProblem(position, problem.besideItsPosition()));
      }
    }
  }
}
