package io.jobsch.process;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Helpers with cgroups, for tests; who asks for one where none can be is skipped, and told why. */
final class Cgroups {
  private Cgroups() {}

  static HelperProcessRunner helper() {
    HelperProcessRunner runner = HelperProcessRunnerTest.helper(HelperMode.WITH_CGROUPS);
    if (!runner.whyNoCgroups().isEmpty()) {
      runner.close();
    }
    assumeTrue(runner.whyNoCgroups().isEmpty(), "no cgroups: " + runner.whyNoCgroups());
    return runner;
  }

  static boolean areThere() {
    try (HelperProcessRunner runner = HelperProcessRunnerTest.helper(HelperMode.WITH_CGROUPS)) {
      return runner.whyNoCgroups().isEmpty();
    }
  }

  /** Those of a helper, its own first. */
  static List<Path> of(long helper) throws IOException {
    Optional<Path> own = own(helper);
    if (own.isEmpty()) {
      return List.of();
    }
    try (Stream<Path> all = Files.walk(own.get())) {
      return all.filter(Files::isDirectory).toList();
    }
  }

  private static Optional<Path> own(long helper) throws IOException {
    for (Path mount : mounts()) {
      Path base = mount.resolve(path("self"));
      if (Files.isDirectory(base)) {
        try (Stream<Path> inside = Files.list(base)) {
          return inside
              .filter(each -> each.getFileName().toString().startsWith("jobsch-" + helper + "-"))
              .findFirst();
        }
      }
    }
    return Optional.empty();
  }

  /** Where a process is, below the mount. */
  private static String path(String process) throws IOException {
    return Files.readAllLines(Path.of("/proc", process, "cgroup")).stream()
        .filter(line -> line.startsWith("0::/"))
        .map(line -> line.substring("0::/".length()))
        .findFirst()
        .orElseThrow();
  }

  private static List<Path> mounts() throws IOException {
    return Files.readAllLines(Path.of("/proc/mounts")).stream()
        .map(line -> line.split(" "))
        .filter(fields -> fields[2].equals("cgroup2"))
        .map(fields -> Path.of(fields[1]))
        .toList();
  }
}
