package io.jobsch.launcher;

import io.jobsch.launcher.view.Looks;
import io.jobsch.launcher.view.Outlet;
import io.jobsch.launcher.view.Shown;
import io.jobsch.launcher.view.Table;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** What a command writes to, and what it can show there. */
final class Console {
  private static final String READER_LEFT = "Broken pipe";

  private final Surroundings surroundings;
  private final TerminalSize size;
  private final Outlet out;
  private final Outlet err;
  private final Consumer<Runnable> interrupts;
  private final CompletableFuture<Void> nobodyReads = new CompletableFuture<>();

  /**
   * One that writes to those streams.
   *
   * @param interrupts is given what is to be done at Ctrl-C
   */
  Console(
      Surroundings surroundings,
      OutputStream stdout,
      OutputStream stderr,
      Consumer<Runnable> interrupts) {
    this.surroundings = surroundings;
    this.interrupts = interrupts;
    this.size = new TerminalSize(surroundings.environment());
    this.err = new Outlet(stderr, surroundings.stderrIsTerminal(), gone -> {});
    this.out = new Outlet(stdout, surroundings.stdoutIsTerminal(), this::stdoutIsGone);
  }

  /** A reader that has seen enough is no failure; anything else would not be noticed. */
  private void stdoutIsGone(IOException why) {
    if (!READER_LEFT.equals(why.getMessage())) {
      err.note("stdout cannot be written (" + why.getMessage() + ")");
    }
    nobodyReads.complete(null);
  }

  static Console ofThisProcess() {
    return new Console(
        Surroundings.ofThisProcess(),
        new FileOutputStream(FileDescriptor.out),
        new FileOutputStream(FileDescriptor.err),
        task -> Interrupts.SIGNALS.forEach(signal -> Signals.on(signal, task)));
  }

  /** Has something done at Ctrl-C, and when this process is told to end. */
  void atInterrupt(Runnable task) {
    interrupts.accept(task);
  }

  Outlet out() {
    return out;
  }

  Outlet err() {
    return err;
  }

  Looks looks() {
    return surroundings.looks(size);
  }

  /** Whether pictures can be shown on stdout, made of lines. */
  boolean canBeDrawnOn() {
    return surroundings.stdoutCanBeDrawnOn();
  }

  /** Prints a document in one line. */
  void document(String json) {
    out.write(Shown.json(json) + "\n");
  }

  /**
   * Says on stderr why something is not done.
   *
   * @param json for programs, as a document in one line
   */
  void refuse(Refusal why, boolean json) {
    if (json) {
      err.write(Shown.json(Documents.error(why)) + "\n");
    } else {
      why.lines().forEach(err::line);
    }
  }

  /** Shows a table: on a terminal no wider than that. */
  void show(Table table) {
    out.write(table.text(looks()));
  }

  /** How large the terminal is has to be asked anew when it changes. */
  void watchSize() {
    if (surroundings.stdoutIsTerminal()) {
      Signals.on("WINCH", size::forget);
    }
  }

  /** Completed when stdout cannot be written any more. */
  CompletableFuture<Void> nobodyReads() {
    return nobodyReads;
  }

  /** That of a command that has done what it was to do. */
  int exitCode() {
    return nobodyReads.isDone() ? ExitCodes.NOBODY_READS : ExitCodes.SUCCEEDED;
  }
}
