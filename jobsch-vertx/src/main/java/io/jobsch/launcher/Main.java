package io.jobsch.launcher;

import io.jobsch.spec.SpecRules;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

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
    boolean json = saysOneOf(words, "--json");
    try {
      return new Main(environment, console).dispatch(words);
    } catch (Refusal e) {
      console.refuse(e, json);
      return e.exitCode();
    } catch (RuntimeException | Error e) {
      console.refuse(defect(e), json);
      return ExitCodes.INTERNAL;
    }
  }

  private static Refusal defect(Throwable defect) {
    StringWriter trace = new StringWriter();
    defect.printStackTrace(new PrintWriter(trace));
    List<String> lines = new ArrayList<>();
    lines.add("jobsch: this is a defect of jobsch's, please report it:");
    trace.toString().lines().forEach(line -> lines.add(line.replace("\t", "    ")));
    return new Refusal(ExitCodes.INTERNAL, lines, Refusal.Kind.named("defect"));
  }

  private int dispatch(List<String> words) throws Refusal {
    String command = words.isEmpty() ? "" : words.get(0);
    List<String> rest = words.isEmpty() ? words : words.subList(1, words.size());
    if (saysOneOf(rest, "--help", "-h") && help(command).isPresent()) {
      return say(help(command).get());
    }
    return switch (command) {
      case "run" -> new RunCommand(RunOptions.parse(rest)).run();
      case "server" ->
          new ServerCommand(ServerOptions.parse(rest), environment, console.out(), console.err())
              .run();
      case "worker" -> work(rest);
      case "token" -> say(TokenCommand.run(rest));
      case "simulate" -> new SimulateCommand(SimulateOptions.parse(rest), console).run();
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
  private static boolean saysOneOf(List<String> words, String... options) {
    int end = words.indexOf("--");
    List<String> said = end < 0 ? words : words.subList(0, end);
    return Stream.of(options).anyMatch(said::contains);
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
