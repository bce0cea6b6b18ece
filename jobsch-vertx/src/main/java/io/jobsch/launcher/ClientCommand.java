package io.jobsch.launcher;

import io.jobsch.vertx.client.ClientException;
import io.jobsch.vertx.client.ClientOptions;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;

/** The commands that ask a server, and what can be said to each. */
enum ClientCommand {
  /** Hands in a job. */
  SUBMIT(
      ClientHelp.SUBMIT,
      List.of("--wait", "--follow", "--quiet", "--dry-run"),
      List.of(),
      asking -> new SubmitCommand(asking).run()),
  /** Lists jobs. */
  LIST(ClientHelp.LIST, List.of(), List.of("--state", "--name", "--limit"), ListCommand::run),
  /** Shows a job. */
  SHOW(ClientHelp.SHOW, List.of(), List.of(), ShowCommand::run),
  /** Shows what a job's commands wrote. */
  LOGS(
      ClientHelp.LOGS,
      List.of("-f", "--follow", "--stdout", "--stderr"),
      List.of("--node"),
      asking -> new LogsCommand(asking).run()),
  /** Stops jobs. */
  CANCEL(ClientHelp.CANCEL, List.of(), List.of(), CancelCommand::run),
  /** Says why a job does not run. */
  WHY(ClientHelp.WHY, List.of(), List.of(), WhyCommand::run),
  /** Lists workers. */
  WORKERS(ClientHelp.WORKERS, List.of(), List.of(), WorkersCommand::run),
  /** Has a worker take no job, or take jobs again. */
  DRAIN(ClientHelp.DRAIN, List.of("--undo"), List.of(), DrainCommand::run);

  private final String help;
  private final Words.Grammar grammar;
  private final Task task;

  ClientCommand(String help, List<String> flags, List<String> valued, Task task) {
    this.help = help;
    this.grammar = ServerArguments.grammar(word(), flags, valued);
    this.task = task;
  }

  /** What a command does. */
  @FunctionalInterface
  interface Task {
    /**
     * Does it.
     *
     * @return this program's exit code
     */
    int run(Asking asking) throws Refusal;
  }

  /** The one of that name. */
  static Optional<ClientCommand> named(String word) {
    return Arrays.stream(values()).filter(it -> it.word().equals(word)).findFirst();
  }

  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  String help() {
    return help + ClientHelp.SERVER;
  }

  Words.Grammar grammar() {
    return grammar;
  }

  /**
   * Does what it is asked to.
   *
   * @return this program's exit code
   */
  int run(List<String> words, Map<String, String> environment, Console console) throws Refusal {
    Words sorted = Words.sort(words, grammar);
    ClientOptions options = ServerArguments.options(sorted, environment);
    try (Server server = new Server(options, new Voice(console))) {
      return task.run(new Asking(server, sorted, grammar, console, environment));
    } catch (CompletionException e) {
      if (e.getCause() instanceof ClientException why) {
        throw Server.refusal(why);
      }
      throw e;
    }
  }

  /** Says once that the connection is gone, not each time that it cannot be made again. */
  private static final class Voice implements Consumer<ClientException> {
    private final Console console;
    private String said = "";

    Voice(Console console) {
      this.console = console;
    }

    @Override
    public synchronized void accept(ClientException why) {
      String now = why.getMessage() + "; connecting again";
      if (!now.equals(said)) {
        said = now;
        console.err().note(now);
      }
    }
  }
}
