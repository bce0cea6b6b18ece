package io.jobsch.process;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The process of a command while nobody looks after it yet: if it comes to nothing, it is undone.
 */
final class FreshProcess {
  private final ProcessTable table;
  private final Tag tag;
  private Optional<Process> started = Optional.empty();

  FreshProcess(ProcessTable table, Tag tag) {
    this.table = table;
    this.tag = tag;
  }

  Process start(CommandLaunch launch, OutputPipes pipes) throws CannotStart {
    Process process = ProcessStart.start(launch, tag, pipes.stdout().file(), pipes.stderr().file());
    started = Optional.of(process);
    return process;
  }

  ProcessTree tree(Process process) {
    return new ProcessTree(ProcessId.of(process, table), tag);
  }

  /**
   * Kills at once what was started, if anything was, and waits for that; needs no thread.
   *
   * @return what is still there; mostly nothing
   */
  List<String> undo(Duration bound) {
    return orphan().map(tree -> kill(tree, new KillPolicy(Duration.ZERO, bound))).orElse(List.of());
  }

  /** The JDK may have failed after the fork, and not have told us whom it has started. */
  private Optional<ProcessTree> orphan() {
    return started
        .map(this::tree)
        .or(() -> TaggedTrees.look(table, ProcessId.UNKNOWN_START).find(tag));
  }

  private List<String> kill(ProcessTree tree, KillPolicy killing) {
    Kill kill = new Kill(tree, killing, () -> started.filter(Process::isAlive).isPresent());
    boolean interrupted = false;
    while (!kill.survivors().isDone()) {
      interrupted |= Thread.interrupted();
      new Killer(table, Runnable::run).begin(kill);
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    return kill.survivors().join();
  }
}
