package io.jobsch.launcher;

import io.jobsch.launcher.view.Shown;
import io.jobsch.launcher.view.Table;
import io.jobsch.vertx.client.RemoteWorker;
import java.time.Instant;
import java.util.List;

/** {@code jobsch workers}: the workers of a server. */
final class WorkersCommand {
  private WorkersCommand() {}

  static int run(Asking asking) throws Refusal {
    asking.noOperands();
    if (asking.json()) {
      return asking.document("/workers");
    }
    List<RemoteWorker> workers = asking.server().get(asking.server().client().workers());
    Table table =
        new Table(
            List.of("WORKER", "STATE", "JOB", "ROLE", "SUITS", "HEARD", "ADDRESS", "PROBLEM"));
    Instant now = Instant.now();
    workers.forEach(worker -> table.add(row(worker, now)));
    asking.console().show(table);
    return asking.console().exitCode();
  }

  private static List<String> row(RemoteWorker worker, Instant now) {
    return List.of(
        worker.id().value(),
        worker.state(),
        worker.job().map(Shown::shortId).orElse(""),
        worker.role().map(Object::toString).orElse(""),
        worker.suits(),
        worker.lastHeardAt().map(heard -> Shown.between(heard, now)).orElse(""),
        worker.address().orElse(""),
        worker.problem().orElse(""));
  }
}
