package io.jobsch.launcher;

import io.jobsch.local.simulate.InvalidTraceException;
import io.jobsch.local.simulate.RecordedJobs;
import io.jobsch.local.simulate.StandardWorkload;
import io.jobsch.local.simulate.Trace;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.stream.Stream;

/**
 * A file with jobs that are to be played again.
 *
 * @param format how they are written
 * @param file its name; {@code -} is stdin
 */
record Workload(Format format, String file) {
  enum Format {
    TRACE("a trace in the Standard Workload Format", "{", "recorded jobs are played with --jobs") {
      @Override
      Trace read(InputStream text) throws IOException {
        return StandardWorkload.read(text);
      }
    },
    RECORDED_JOBS("a list of recorded jobs", ";0123456789", "a trace is played without --jobs") {
      @Override
      Trace read(InputStream text) throws IOException {
        return RecordedJobs.read(text);
      }
    };

    private final String what;
    private final String othersBegin;
    private final String hint;

    Format(String what, String othersBegin, String hint) {
      this.what = what;
      this.othersBegin = othersBegin;
      this.hint = hint;
    }

    abstract Trace read(InputStream text) throws IOException;

    /** What to say where a text, by its first byte, is of another format. */
    Stream<String> hint(int first) {
      return othersBegin.indexOf(first) < 0 ? Stream.empty() : Stream.of("jobsch: " + hint);
    }
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
    BufferedInputStream bytes = new BufferedInputStream(text);
    bytes.mark(1);
    int first = bytes.read();
    bytes.reset();
    try {
      return format.read(bytes);
    } catch (InvalidTraceException e) {
      throw new Refusal(
          Stream.concat(
                  e.problems().stream().map(problem -> label + ":" + problem), format.hint(first))
              .toList());
    }
  }
}
