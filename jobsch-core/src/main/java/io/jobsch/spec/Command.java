package io.jobsch.spec;

import java.util.List;

/** What a process is asked to do. */
public sealed interface Command {
  /**
   * A program and its arguments, run directly: no shell reads them.
   *
   * @param words the program, not empty, then its arguments; none holds a NUL
   */
  record Argv(List<String> words) implements Command {
    /** Checks the words; see {@link SpecRules}. */
    public Argv {
      words = List.copyOf(words);
      SpecRules.require("command", SpecRules.commandWords(words.size()));
      SpecRules.require("command", SpecRules.nonEmptyText(words.get(0)));
      words.forEach(word -> SpecRules.require("command", SpecRules.text(word)));
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
