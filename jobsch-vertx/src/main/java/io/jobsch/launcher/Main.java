package io.jobsch.launcher;

import io.jobsch.launcher.view.Outlet;
import io.jobsch.spec.SpecRules;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Where the program begins and ends. */
public final class Main {
  private final Map<String, String> environment;
  private final Console console;

  private Main(Map<String, String> environment, Console console) {
    this.environment = environment;
    this.console = console;
  }

  /** Does what the words of the command line say, and ends the process. */
  public static void main(String[] words) {
    if (words.length > 0
        && (ClientCommand.named(words[0]).isPresent() || words[0].equals("completion"))) {
      LoggingBridge.install();
      // The system's own resolver starts faster, and knows what other programs here know.
      System.setProperty("vertx.disableDnsResolver", "true");
    }
    System.exit(run(List.of(words), System.getenv(), Console.ofThisProcess()));
  }

  /**
   * Does what the words of a command line say.
   *
   * @return this program's exit code
   */
  static int run(List<String> words, Map<String, String> environment, Console console) {
    Outlet err = console.err();
    try {
      return new Main(environment, console).dispatch(words);
    } catch (Refusal e) {
      e.lines().forEach(err::line);
      return e.exitCode();
    } catch (RuntimeException | Error e) {
      err.note("this is a defect of jobsch's, please report it:");
      StringWriter trace = new StringWriter();
      e.printStackTrace(new PrintWriter(trace));
      err.write(trace.toString());
      return ExitCodes.INTERNAL;
    }
  }

  private int dispatch(List<String> words) throws Refusal {
    String command = words.isEmpty() ? "" : words.get(0);
    List<String> rest = words.isEmpty() ? words : words.subList(1, words.size());
    if (asksForHelp(rest) && help(command).isPresent()) {
      return say(help(command).get());
    }
    return switch (command) {
      case "run" -> new RunCommand(RunOptions.parse(rest)).run();
      case "server" ->
          new ServerCommand(ServerOptions.parse(rest), environment, console.out(), console.err())
              .run();
      case "worker" -> work(rest);
      case "token" -> say(TokenCommand.run(rest));
      case "simulate" -> new SimulateCommand(SimulateOptions.parse(rest)).run();
      case "completion" -> new CompletionCommand(environment, console).run(rest);
      case "--help", "-h", "help" -> say(help(rest.isEmpty() ? "" : rest.get(0)).orElse(Help.ALL));
      case "--version" -> say(version(rest));
      case "" -> throw usage("expected a command");
      default ->
          ClientCommand.named(command)
              .orElseThrow(() -> usage("there is no command " + SpecRules.quoted(command)))
              .run(rest, environment, console);
    };
  }

  private static Optional<String> help(String command) {
    return switch (command) {
      case "run" -> Optional.of(Help.RUN);
      case "server" -> Optional.of(ServerHelp.TEXT);
      case "simulate" -> Optional.of(Help.SIMULATE);
      case "worker" -> Optional.of(WorkerHelp.TEXT);
      case "token" -> Optional.of(TokenCommand.HELP);
      case "completion" -> Optional.of(ClientHelp.COMPLETION);
      default -> ClientCommand.named(command).map(ClientCommand::help);
    };
  }

  private int work(List<String> words) throws Refusal {
    WorkerArguments arguments = WorkerArguments.parse(words, environment);
    return new WorkerCommand(arguments, environment, console.out(), console.err()).run();
  }

  private static Refusal usage(String problem) {
    return Refusal.usage(problem, "jobsch --help");
  }

  /** Not where a file is meant: what follows {@code --} is none of ours. */
  private static boolean asksForHelp(List<String> words) {
    int end = words.indexOf("--");
    List<String> options = end < 0 ? words : words.subList(0, end);
    return options.contains("--help") || options.contains("-h");
  }

  private int say(String text) {
    console.out().write(text);
    return console.exitCode();
  }

  private static String version(List<String> words) {
    String version =
        Optional.ofNullable(Main.class.getPackage().getImplementationVersion())
            .orElse("(not packaged)");
    return (words.contains("--json") ? Documents.version(version) : "jobsch " + version) + "\n";
  }
}
