package io.jobsch.launcher;

import io.jobsch.plan.JobId;
import io.jobsch.spec.SpecRules;
import io.jobsch.vertx.client.JobFilter;
import io.jobsch.vertx.client.ListedJob;
import io.jobsch.vertx.client.RemoteWorker;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * {@code jobsch completion}: scripts for shells; and what these ask for when a job or a worker is
 * to be completed.
 */
final class CompletionCommand {
  private static final int JOBS = 50;
  private static final int DIGITS = 10;

  /**
   * Shells take what they complete for part of a command line, so that it must not mean anything.
   */
  private static final Pattern HARMLESS = Pattern.compile("[A-Za-z0-9._/@:+-]+");

  private static final Words.Grammar GRAMMAR =
      ServerArguments.grammar("completion", List.of(), List.of());

  private final Map<String, String> environment;
  private final Console console;

  CompletionCommand(Map<String, String> environment, Console console) {
    this.environment = environment;
    this.console = console;
  }

  int run(List<String> words) throws Refusal {
    Words sorted = Words.sort(words, GRAMMAR);
    if (sorted.has("--json")) {
      throw GRAMMAR.refusal("--json: what completion prints is for shells, and no document");
    }
    String what = sorted.operands().size() == 1 ? sorted.operands().get(0) : "";
    switch (what) {
      case "bash" -> console.out().write(CompletionScripts.bash());
      case "zsh" -> console.out().write(CompletionScripts.zsh());
      case "fish" -> console.out().write(CompletionScripts.fish());
      case "jobs", "workers" -> names(sorted, what).forEach(console.out()::line);
      default ->
          throw GRAMMAR.refusal(
              "expected bash, zsh or fish, found "
                  + (sorted.operands().isEmpty()
                      ? "nothing"
                      : SpecRules.quoted(String.join(" ", sorted.operands()))));
    }
    return console.exitCode();
  }

  private List<String> names(Words words, String what) throws Refusal {
    try (Server server = new Server(ServerArguments.options(words, environment), why -> {})) {
      List<String> names = new ArrayList<>();
      if (what.equals("jobs")) {
        names.add("last");
        server.get(server.client().list(JobFilter.ALL.atMost(JOBS))).jobs().stream()
            .map(ListedJob::id)
            .map(JobId::value)
            .forEach(id -> names.add(id.substring(0, DIGITS)));
      } else {
        for (RemoteWorker worker : server.get(server.client().workers())) {
          names.add(worker.id().value());
        }
      }
      return names.stream().filter(it -> HARMLESS.matcher(it).matches()).toList();
    }
  }
}
