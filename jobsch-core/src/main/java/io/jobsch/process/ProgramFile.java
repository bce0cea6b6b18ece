package io.jobsch.process;

import java.io.Closeable;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A program of ours as a file, for as long as it takes to start it. It has our pid in its name: if
 * we are killed in that moment, whoever comes next to the directory deletes it.
 *
 * @param path where it is
 */
record ProgramFile(Path path) implements Closeable {
  private static final Logger LOG = System.getLogger(ProgramFile.class.getName());

  private static final String PREFIX = "jobsch-helper-";
  private static final Pattern NAME = Pattern.compile(PREFIX + "(\\d{1,10})-\\d+");
  private static final String PRIVATE_PROGRAM = "rwx------";

  /**
   * Writes a new one, and deletes those that were left in that directory.
   *
   * @throws UnsupportedOperationException if files have no permissions there
   */
  static ProgramFile write(Path directory, byte[] program) throws IOException {
    deleteStale(directory);
    ProgramFile file =
        new ProgramFile(
            Files.createTempFile(
                directory,
                PREFIX + ProcessHandle.current().pid() + "-",
                "",
                PosixFilePermissions.asFileAttribute(
                    PosixFilePermissions.fromString(PRIVATE_PROGRAM))));
    try {
      Files.write(file.path(), program);
      return file;
    } catch (IOException | RuntimeException | Error e) {
      file.close();
      throw e;
    }
  }

  /** Deletes it; what runs keeps what it needs of it. */
  @Override
  public void close() throws IOException {
    Files.deleteIfExists(path);
  }

  private static void deleteStale(Path directory) throws IOException {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, PREFIX + "*")) {
      for (Path file : files) {
        if (isStale(file.getFileName().toString())) {
          delete(file);
        }
      }
    }
  }

  /**
   * Where several systems share the directory, the number may be alive in another one. That then
   * cannot start its program from here, and takes another directory.
   */
  private static boolean isStale(String name) {
    Matcher ours = NAME.matcher(name);
    return ours.matches() && ProcessHandle.of(Long.parseLong(ours.group(1))).isEmpty();
  }

  private static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      LOG.log(Level.DEBUG, "not deleted, as it is somebody else's: {0}", e.getMessage());
    }
  }
}
