package io.jobsch.process;

import io.jobsch.workers.Ending.NotStarted.Kind;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Finds the program that a command names, as a shell would in the command's environment and
 * directory. The JDK looks along our own {@code PATH}, and tells a missing program from one that
 * may not be executed by a number only.
 */
final class ProgramLookup {
  /** Where to look if there is no {@code PATH}, as the C library has it. */
  private static final String DEFAULT_PATH = "/bin:/usr/bin";

  private ProgramLookup() {}

  /**
   * What to hand to the JDK as the program: its name as it was written, wherever the JDK finds the
   * same one by that, as a program may look at how it was called.
   */
  static String find(CommandLaunch launch) throws CannotStart {
    String name = launch.argv().get(0);
    Path program = locate(name, launch.env(), launch.cwd());
    boolean foundByName =
        name.indexOf('/') >= 0
            || Objects.equals(launch.env().get("PATH"), System.getenv("PATH"))
            || program.equals(foundByJdk(name, launch.cwd()));
    return foundByName ? name : program.toString();
  }

  private static Path foundByJdk(String name, Path cwd) {
    try {
      return locate(name, System.getenv(), cwd);
    } catch (CannotStart elsewhere) {
      return Path.of("");
    }
  }

  private static Path locate(String name, Map<String, String> env, Path cwd) throws CannotStart {
    List<Path> candidates = candidates(name, env, cwd);
    for (Path candidate : candidates) {
      if (Files.isRegularFile(candidate) && Files.isExecutable(candidate)) {
        return checked(name, candidate);
      }
    }
    throw why(name, env, cwd, candidates.stream().filter(ProgramLookup::isThere).findFirst());
  }

  /** Also what is in a directory that we may not enter, for all we know. */
  private static boolean isThere(Path file) {
    try {
      Files.readAttributes(file, BasicFileAttributes.class);
      return true;
    } catch (AccessDeniedException e) {
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private static Path checked(String name, Path program) throws CannotStart {
    if (ExecFormat.isForeign(program)) {
      throw new CannotStart(
          Kind.NOT_EXECUTABLE,
          "cannot start \"" + name + "\": " + program + " is not a program of this system");
    }
    if (ExecFormat.lacksInterpreter(program)) {
      throw new CannotStart(
          Kind.NOT_EXECUTABLE,
          "cannot start \""
              + name
              + "\": the interpreter that "
              + program
              + " asks for does not exist");
    }
    return program;
  }

  private static List<Path> candidates(String name, Map<String, String> env, Path cwd)
      throws CannotStart {
    if (name.isEmpty()) {
      return List.of();
    }
    try {
      if (name.indexOf('/') >= 0) {
        return List.of(cwd.resolve(name));
      }
      List<Path> candidates = new ArrayList<>();
      for (String directory : env.getOrDefault("PATH", DEFAULT_PATH).split(":", -1)) {
        candidates.add(cwd.resolve(directory).resolve(name));
      }
      return candidates;
    } catch (InvalidPathException e) {
      throw new CannotStart(Kind.NOT_FOUND, "cannot start \"" + name + "\": " + e.getMessage());
    }
  }

  private static CannotStart why(
      String name, Map<String, String> env, Path cwd, Optional<Path> found) {
    String cannot = "cannot start \"" + name + "\": ";
    if (found.isPresent()) {
      Path file = found.get();
      return new CannotStart(
          Kind.NOT_EXECUTABLE,
          cannot
              + file
              + (Files.isDirectory(file)
                  ? " is a directory"
                  : ": permission to execute it denied"));
    }
    if (name.indexOf('/') >= 0) {
      return new CannotStart(Kind.NOT_FOUND, cannot + "there is no file " + cwd.resolve(name));
    }
    return new CannotStart(
        Kind.NOT_FOUND,
        cannot
            + "no such program along the PATH "
            + Optional.ofNullable(env.get("PATH")).orElse(DEFAULT_PATH + " (none is set)"));
  }
}
