package io.jobsch.launcher;

import io.jobsch.local.simulate.InvalidTraceException;
import io.jobsch.local.simulate.RecordedJobs;
import io.jobsch.local.simulate.StandardWorkload;
import io.jobsch.local.simulate.Trace;
import java.io.IOException;
import java.io.InputStream;

/**
 * A file with jobs that are to be played again.
 *
 * @param format how they are written
 * @param file its name; {@code -} is stdin
 */
record Workload(Format format, String file) {
  enum Format {
    TRACE("a trace in the Standard Workload Format") {
      @Override
      Trace read(InputStream text) throws IOException {
        return StandardWorkload.read(text);
      }
    },
    RECORDED_JOBS("a list of recorded jobs") {
      @Override
      Trace read(InputStream text) throws IOException {
        return RecordedJobs.read(text);
      }
    };

    private final String what;

    Format(String what) {
      this.what = what;
    }

    abstract Trace read(InputStream text) throws IOException;
  }

  /**
   * The jobs.
   *
   * @throws Refusal if they cannot be read, with each problem in a line of its own
   */
  Trace read() throws Refusal {
    return InputFile.read(file, format.what, this::read);
  }

  private Trace read(String label, InputStream text) throws IOException, Refusal {
    try {
      return format.read(text);
    } catch (InvalidTraceException e) {
      throw new Refusal(e.problems().stream().map(problem -> label + ":" + problem).toList());
    }
  }
}
