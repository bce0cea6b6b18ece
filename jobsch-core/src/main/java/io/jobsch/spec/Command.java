package io.jobsch.spec;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a process is asked to do. */
public sealed interface Command {
  /**
   * A program and its arguments, run directly: no shell reads them. They are kept as the bytes of
   * one text in UTF-8, with the character between them that none may hold, which takes a third of
   * the space: a long queue is made of little else.
   */
  final class Argv implements Command {
    private static final String SEPARATOR = "\0";

    private final byte[] joined;

    /**
     * Checks the words; see {@link SpecRules}.
     *
     * @param words the program, not empty, then its arguments; none holds a NUL
     */
    public Argv(List<String> words) {
      SpecRules.require("command", SpecRules.commandWords(words.size()));
      SpecRules.require("command", SpecRules.nonEmptyText(words.get(0)));
      for (String word : words) {
        SpecRules.require("command", SpecRules.text(word));
      }
      joined = String.join(SEPARATOR, words).getBytes(StandardCharsets.UTF_8);
    }

    /** The program, then its arguments; put together anew at each call. */
    public List<String> words() {
      return List.of(new String(joined, StandardCharsets.UTF_8).split(SEPARATOR, -1));
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Argv that && Arrays.equals(joined, that.joined);
    }

    @Override
    public int hashCode() {
      return Arrays.hashCode(joined);
    }

    @Override
    public String toString() {
      return "Argv[words=" + words() + "]";
    }
  }

  /**
   * A line that the shell runs, as {@code /bin/sh -c} does.
   *
   * @param line not empty, without NUL
   */
  record Shell(String line) implements Command {
    /** Checks the line; see {@link SpecRules}. */
    public Shell {
      SpecRules.require("command", SpecRules.nonEmptyText(line));
    }
  }

  /** What is started: the program and its arguments, the shell's own where the shell runs it. */
  default List<String> argv() {
    return this instanceof Shell shell
        ? List.of("/bin/sh", "-c", shell.line())
        : ((Argv) this).words();
  }
}
