package io.jobsch.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.jobsch.plan.JobId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code last} means. */
class LastJobTest {
  private static final String URL = "http://127.0.0.1:8080";
  private static final JobId OLD = new JobId("0".repeat(32));
  private static final JobId NEW = new JobId("1".repeat(32));

  /** No path is longer on Linux. */
  private static final int LONGEST_PATH = 4095;

  /** What follows the directory. */
  private static final int NAME = "/jobsch/last-01234567".length();

  @TempDir Path scratch;

  private static LastJob in(Path state) {
    return new LastJob(Map.of("XDG_STATE_HOME", state.toString()), URL);
  }

  @Test
  void last_is_the_job_that_was_submitted_last() throws IOException {
    LastJob last = in(scratch);

    assertThat(last.remember(OLD)).isEmpty();
    assertThat(last.remember(NEW)).isEmpty();
    assertThat(last.read()).contains(NEW);
    try (Stream<Path> files = Files.list(scratch.resolve("jobsch"))) {
      assertThat(files).hasSize(1);
    }
  }

  /** Root may write everywhere: only a name that is too long keeps it from making a new file. */
  @Test
  void no_job_is_the_last_one_where_the_new_one_cannot_be_noted() throws IOException {
    Path deep = longest();
    LastJob last = in(deep);
    Files.createDirectories(deep.resolve("jobsch"));
    Path note = scratch.resolve("note");
    in(note).remember(OLD);
    try (Stream<Path> files = Files.list(note.resolve("jobsch"))) {
      Path file = files.findFirst().orElseThrow();
      Files.copy(file, deep.resolve("jobsch").resolve(file.getFileName()));
    }
    assertThat(last.read()).contains(OLD);

    assertThat(last.remember(NEW)).isEmpty();
    assertThat(last.read()).isEmpty();
  }

  private Path longest() {
    StringBuilder path = new StringBuilder(scratch.toString());
    while (path.length() + NAME < LONGEST_PATH - 1) {
      int room = LONGEST_PATH - NAME - path.length() - 1;
      path.append('/').append("d".repeat(room <= 200 ? room : Math.min(200, room - 2)));
    }
    return Path.of(path.toString());
  }

  @Test
  void an_older_job_that_cannot_be_forgotten_is_told() throws IOException {
    LastJob last = in(scratch);
    last.remember(OLD);
    Path directory = scratch.resolve("jobsch");
    Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("r-xr-xr-x"));
    try {
      assumeThat(Files.isWritable(directory)).as("root may write everywhere").isFalse();

      assertThat(last.remember(NEW).orElseThrow())
          .startsWith("warning: " + directory)
          .endsWith(" cannot be written: \"last\" goes on meaning job " + OLD.value());
    } finally {
      Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
  }
}
