package io.jobsch.process;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.InputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The helper's program, as it is shipped with us for the machines that it is for: checked against
 * its checksum, written to where only we can write, and away again as soon as it runs.
 *
 * @param name what the resource is called
 * @param bytes the program
 */
record HelperProgram(String name, byte[] bytes) {
  private static final String SWEEP = "sweep";

  /** How often to try again while somebody else, just being forked, still has it open to write. */
  private static final int ATTEMPTS = 20;

  private static final String TEXT_FILE_BUSY = "error=26";

  /** The one for the system that we run on. */
  static HelperProgram ofThisSystem() throws HelperUnfit {
    if (!System.getProperty("os.name", "").equals("Linux")) {
      throw new HelperUnfit("the helper is for Linux");
    }
    String machine = System.getProperty("os.arch", "");
    return switch (machine) {
      case "amd64", "x86_64" -> load("helper-x86_64");
      case "aarch64", "arm64" -> load("helper-aarch64");
      default -> throw new HelperUnfit("there is no helper for " + machine);
    };
  }

  static HelperProgram load(String name) throws HelperUnfit {
    byte[] program = resource(name);
    String expected = new String(resource(name + ".sha256"), US_ASCII).split(" ")[0];
    if (!checksum(program).equals(expected)) {
      throw new HelperUnfit(name + " is not the program that its checksum is of");
    }
    return new HelperProgram(name, program);
  }

  private static byte[] resource(String name) throws HelperUnfit {
    try (InputStream in = HelperProgram.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new HelperUnfit("the resource " + name + " is missing");
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new HelperUnfit("the resource " + name + " cannot be read: " + e.getMessage());
    }
  }

  static String checksum(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java has SHA-256", e);
    }
  }

  /** Starts it from the first directory from which that can be done. */
  Process start(HelperMode mode) throws HelperUnfit {
    return start(mode, directories());
  }

  /**
   * Has it kill and remove what a helper that was killed with its keepers has left in its cgroups.
   */
  Process sweep(long helper) throws HelperUnfit {
    return start(List.of(SWEEP, Long.toString(helper)), directories());
  }

  Process start(HelperMode mode, Iterable<Path> directories) throws HelperUnfit {
    return start(List.of(mode.argument()), directories);
  }

  private Process start(List<String> arguments, Iterable<Path> directories) throws HelperUnfit {
    List<String> problems = new ArrayList<>();
    for (Path directory : directories) {
      try {
        return startFrom(directory, arguments);
      } catch (IOException | UnsupportedOperationException e) {
        problems.add(directory + ": " + e.getMessage());
      }
    }
    throw new HelperUnfit("the helper cannot be started from " + String.join("; ", problems));
  }

  /** Not each allows programs to be executed. */
  private static Set<Path> directories() {
    Set<Path> directories = new LinkedHashSet<>();
    Stream.of(
            Optional.of("/dev/shm"),
            Optional.ofNullable(System.getProperty("java.io.tmpdir")),
            Optional.of("/var/tmp"),
            Optional.ofNullable(System.getenv("XDG_RUNTIME_DIR")),
            Optional.ofNullable(System.getProperty("user.home")))
        .flatMap(Optional::stream)
        .map(name -> FileSystems.getDefault().getPath(name).toAbsolutePath())
        .filter(Files::isWritable)
        .forEach(directories::add);
    return directories;
  }

  private Process startFrom(Path directory, List<String> arguments) throws IOException {
    try (ProgramFile file = ProgramFile.write(directory, bytes)) {
      return execute(file.path(), arguments);
    }
  }

  private static Process execute(Path file, List<String> arguments) throws IOException {
    List<String> argv = new ArrayList<>(List.of(file.toString()));
    argv.addAll(arguments);
    ProcessBuilder builder =
        new ProcessBuilder(argv)
            .directory(file.getFileSystem().getPath("/").toFile())
            .redirectError(Redirect.DISCARD);
    builder.environment().clear();
    for (int attempt = 1; ; attempt++) {
      try {
        return builder.start();
      } catch (IOException e) {
        if (attempt == ATTEMPTS || !String.valueOf(e.getMessage()).contains(TEXT_FILE_BUSY)) {
          throw e;
        }
        Thread.onSpinWait();
      }
    }
  }
}
