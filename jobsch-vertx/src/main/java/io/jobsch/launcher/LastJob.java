package io.jobsch.launcher;

import io.jobsch.plan.JobId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * Remembers the job that this user submitted last to a server: in a small file for each server,
 * where programs keep such things. Where that cannot be, nothing is remembered: none is better than
 * another one.
 */
final class LastJob {
  private static final int MOST_BYTES = 4096;

  private final Path file;
  private final String url;

  LastJob(Map<String, String> environment, String url) {
    this.url = url;
    this.file = directory(environment).resolve(name(url));
  }

  /**
   * As the XDG base directory specification has it; what is not absolute there is to be ignored.
   */
  private static Path directory(Map<String, String> environment) {
    String state = environment.getOrDefault("XDG_STATE_HOME", "");
    if (state.startsWith("/")) {
      return Path.of(state, "jobsch");
    }
    String home = environment.getOrDefault("HOME", "");
    return Path.of(home.isEmpty() ? System.getProperty("user.home") : home, ".local/state/jobsch");
  }

  private static String name(String url) {
    CRC32C sum = new CRC32C();
    sum.update(url.getBytes(StandardCharsets.UTF_8));
    return "last-" + HexFormat.of().toHexDigits((int) sum.getValue());
  }

  /**
   * Remembers one, or at least no other.
   *
   * @return what is to be said if an earlier one is still remembered
   */
  Optional<String> remember(JobId job) {
    try {
      write(url + "\n" + job.value() + "\n");
      return Optional.empty();
    } catch (IOException e) {
      return forget();
    }
  }

  private void write(String text) throws IOException {
    Files.createDirectories(file.getParent());
    Path fresh = Files.createTempFile(file.getParent(), "last", ".new");
    try {
      Files.writeString(fresh, text);
      Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(fresh);
    }
  }

  private Optional<String> forget() {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      // What is still there is asked for below.
    }
    return read()
        .map(
            stale ->
                "warning: "
                    + file
                    + " cannot be written: \"last\" goes on meaning job "
                    + stale.value());
  }

  /** The one that is remembered. */
  Optional<JobId> read() {
    try {
      if (!Files.isRegularFile(file) || Files.size(file) > MOST_BYTES) {
        return Optional.empty();
      }
      String[] lines = Files.readString(file).split("\n");
      return lines.length == 2 && lines[0].equals(url)
          ? Optional.of(new JobId(lines[1]))
          : Optional.empty();
    } catch (IOException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
