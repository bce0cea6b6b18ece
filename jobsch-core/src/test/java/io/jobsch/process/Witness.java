package io.jobsch.process;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.File;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * Knows which processes of this machine came of one test: those that have its mark in their
 * environment, and those that wrote their pid into its directory. Looks for itself, and not with
 * what is tested.
 */
final class Witness {
  /** The start of a process is told by a coarser clock; no number comes again as soon. */
  private static final Duration CLOCKS_DIFFER = Duration.ofSeconds(1);

  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(20);

  private final String mark = "TEST_OF_" + UUID.randomUUID().toString().replace('-', '_');
  private final Path pids;

  /**
   * @param pids the directory; a file's name is the pid of who wrote it
   */
  Witness(Path pids) {
    this.pids = pids;
  }

  /** The variable that each command of the test must have. */
  Map<String, String> mark() {
    return Map.of(mark, "1");
  }

  /** Those that have told that they are where they wanted to be; dead ones, too. */
  List<Long> settled() {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(pids, "[0-9]*")) {
      List<Long> settled = new ArrayList<>();
      files.forEach(file -> settled.add(Long.parseLong(file.getFileName().toString())));
      return settled;
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** Who lives, with what is to be seen of each. */
  Map<Long, String> alive() {
    Map<Long, String> alive = new TreeMap<>();
    LongStream.concat(marked(), settled().stream().mapToLong(Long::longValue).filter(this::wrote))
        .filter(Witness::isAlive)
        .forEach(pid -> alive.put(pid, describe(pid)));
    return alive;
  }

  /**
   * Whether it is the one that wrote its file: after many thousand others its number may be
   * another's.
   */
  private boolean wrote(long pid) {
    try {
      Instant settled = Files.getLastModifiedTime(pids.resolve(Long.toString(pid))).toInstant();
      return ProcessHandle.of(pid)
          .flatMap(process -> process.info().startInstant())
          .filter(started -> started.isBefore(settled.plus(CLOCKS_DIFFER)))
          .isPresent();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** Waits until nobody lives; each look is one at all processes, so not very often. */
  void awaitNobody() {
    Recorder.eventually().pollInterval(BETWEEN_LOOKS).until(() -> alive().isEmpty());
  }

  /** For the end of a test that has failed, or that leaves something on purpose. */
  void killAll() {
    Recorder.eventually()
        .pollInterval(BETWEEN_LOOKS)
        .until(
            () -> {
              alive().keySet().forEach(Witness::kill);
              return alive().isEmpty();
            });
  }

  private static void kill(long pid) {
    ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
  }

  private LongStream marked() {
    return Stream.of(new File("/proc").list())
        .filter(name -> name.chars().allMatch(c -> c >= '0' && c <= '9'))
        .mapToLong(Long::parseLong)
        .filter(pid -> pid != ProcessHandle.current().pid())
        .filter(pid -> read(pid, "environ").contains(mark));
  }

  static boolean isAlive(long pid) {
    String stat = read(pid, "stat");
    String afterName = stat.substring(stat.lastIndexOf(')') + 1).strip();
    if (afterName.isEmpty()) {
      return false;
    }
    String[] fields = afterName.split(" ");
    return !fields[0].equals("Z") || Integer.parseInt(fields[17]) > 1;
  }

  private static String describe(long pid) {
    return Arrays.toString(read(pid, "cmdline").split("\0"));
  }

  private static String read(long pid, String file) {
    try {
      return new String(Files.readAllBytes(Path.of("/proc", Long.toString(pid), file)), ISO_8859_1);
    } catch (IOException gone) {
      return "";
    }
  }
}
