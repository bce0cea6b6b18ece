package io.jobsch.process;

import java.io.FileInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Keeps a terminal's Ctrl-C from commands. The terminal sends it to all that runs in its
 * foreground, and a command that ends by it has ended by itself: what it left behind would live on.
 * So where this process has a terminal, a command gets a session of its own, by a small program of
 * the system's that becomes the command.
 */
final class OwnSession {
  /** What stands before a program and its arguments; nothing where there is no terminal. */
  static final List<String> PREFIX = hasTerminal() ? program() : List.of();

  private OwnSession() {}

  private static boolean hasTerminal() {
    try (FileInputStream terminal = new FileInputStream("/dev/tty")) {
      return terminal.getFD().valid();
    } catch (IOException e) {
      return false;
    }
  }

  /** The program; nothing where there is none. */
  static List<String> program() {
    return Stream.of("/usr/bin/setsid", "/bin/setsid")
        .filter(file -> Files.isExecutable(Path.of(file)))
        .limit(1)
        .toList();
  }
}
