package io.jobsch.process;

import io.jobsch.workers.Ending;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * The commands of a helper that is gone. Its keepers have killed them before they went; but whoever
 * has killed the helper may have killed keepers, too, and what those kept is then looked for as far
 * as the plain runner can see.
 */
final class LostCommands {
  private final ProcessTable table;
  private final Killer killer;

  LostCommands(ProcessTable table, Killer killer) {
    this.table = table;
    this.killer = killer;
  }

  /** The start of a helper's process; nothing of its commands is older. */
  long startOf(long helper) {
    return table
        .find(helper)
        .map(Sighting::id)
        .map(ProcessId::start)
        .orElse(ProcessId.UNKNOWN_START);
  }

  /**
   * Kills what is left of them, and tells each its end. One look serves all: on a busy machine it
   * takes its time.
   *
   * @param oldest a start before which nothing of them can be
   * @return completed when all have been told
   */
  CompletableFuture<Void> tell(List<HelperCommand> lost, long oldest) {
    TaggedTrees left = TaggedTrees.look(table, oldest);
    for (HelperCommand command : lost) {
      killed(command, left).thenAccept(survivors -> command.lost(ending(survivors)));
    }
    return CompletableFuture.allOf(
        lost.stream().map(HelperCommand::ended).toArray(CompletableFuture<?>[]::new));
  }

  /** Completed with those who survived. */
  private CompletableFuture<List<String>> killed(HelperCommand command, TaggedTrees left) {
    Optional<ProcessTree> tree = left.find(command.tag());
    if (tree.isEmpty()) {
      return CompletableFuture.completedFuture(List.of());
    }
    Kill kill =
        new Kill(
            tree.get(),
            new KillPolicy(Duration.ZERO, command.launch().killing().bound()),
            () -> false);
    killer.begin(kill);
    return kill.survivors();
  }

  private static Ending ending(List<String> survivors) {
    return survivors.isEmpty()
        ? new Ending.Lost("the helper of its worker was killed; all of the command is gone with it")
        : new Ending.Unkillable(Ending.Cause.ORDER, survivors);
  }
}
