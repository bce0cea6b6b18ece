package io.jobsch.process;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;

/**
 * Sends signals. Each recipient is looked at once more right before, since its number may belong to
 * another process by now. The JDK sends TERM and KILL itself; for the others a shell is started,
 * one for all recipients of a round.
 */
final class Signals {
  private static final Logger LOG = System.getLogger(Signals.class.getName());

  /** Keeps the shell's command line far below what any system takes. */
  private static final int PIDS_PER_SHELL = 2_000;

  private final ProcessTable table;

  Signals(ProcessTable table) {
    this.table = table;
  }

  void send(KillOrders orders) {
    byJdk(orders.recipients(KillSignal.TERM), ProcessHandle::destroy);
    byShell("CONT", orders.recipients(KillSignal.CONT));
    byShell("STOP", orders.recipients(KillSignal.STOP));
    byJdk(orders.recipients(KillSignal.KILL), ProcessHandle::destroyForcibly);
  }

  /** Sends KILL, without any delay. */
  void kill(ProcessId recipient) {
    byJdk(List.of(recipient), ProcessHandle::destroyForcibly);
  }

  private void byJdk(Collection<ProcessId> recipients, Consumer<ProcessHandle> signal) {
    for (ProcessId recipient : recipients) {
      // The handle comes first: it remembers whom it means, and so the check holds for it, too.
      ProcessHandle.of(recipient.pid())
          .filter(handle -> table.isThere(recipient))
          .ifPresent(signal);
    }
  }

  private void byShell(String signal, Collection<ProcessId> recipients) {
    List<String> pids =
        recipients.stream().filter(table::isThere).map(id -> Long.toString(id.pid())).toList();
    for (int from = 0; from < pids.size(); from += PIDS_PER_SHELL) {
      kill(signal, pids.subList(from, Math.min(from + PIDS_PER_SHELL, pids.size())));
    }
  }

  private static void kill(String signal, List<String> pids) {
    List<String> argv =
        new ArrayList<>(List.of("/bin/sh", "-c", "kill -s " + signal + " \"$@\"", "sh"));
    argv.addAll(pids);
    try {
      // Its exit code says only that one of them was gone already, which is fine.
      HelperProcess.run(() -> argv);
    } catch (IOException e) {
      LOG.log(Level.WARNING, "cannot send {0} to {1}: {2}", signal, pids, e.getMessage());
    }
  }
}
