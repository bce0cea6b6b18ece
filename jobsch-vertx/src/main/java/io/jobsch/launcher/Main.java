package io.jobsch.launcher;

import io.jobsch.launcher.view.Outlet;
import io.jobsch.spec.SpecRules;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Where the program begins and ends. */
public final class Main {
  private Main() {}

  /** Does what the words of the command line say, and ends the process. */
  public static void main(String[] words) {
    System.exit(run(List.of(words)));
  }

  private static int run(List<String> words) {
    try {
      return dispatch(words);
    } catch (Refusal e) {
      e.lines().forEach(stderr()::line);
      return ExitCodes.REFUSED;
    } catch (RuntimeException | Error e) {
      stderr().note("this is a defect of jobsch's, please report it:");
      e.printStackTrace();
      return ExitCodes.INTERNAL;
    }
  }

  private static int dispatch(List<String> words) throws Refusal {
    String command = words.isEmpty() ? "" : words.get(0);
    List<String> rest = words.isEmpty() ? words : words.subList(1, words.size());
    return switch (command) {
      case "run" ->
          asksForHelp(rest) ? say(Help.RUN) : new RunCommand(RunOptions.parse(rest)).run();
      case "server" -> asksForHelp(rest) ? say(ServerHelp.TEXT) : serve(rest);
      case "worker" -> asksForHelp(rest) ? say(WorkerHelp.TEXT) : work(rest);
      case "token" -> asksForHelp(rest) ? say(TokenCommand.HELP) : say(TokenCommand.run(rest));
      case "simulate" ->
          asksForHelp(rest)
              ? say(Help.SIMULATE)
              : new SimulateCommand(SimulateOptions.parse(rest)).run();
      case "--help", "-h", "help" -> say(help(rest));
      case "--version" -> say("jobsch " + version() + "\n");
      case "" -> throw usage("expected a command");
      default -> throw usage("there is no command " + SpecRules.quoted(command));
    };
  }

  private static String help(List<String> words) {
    return switch (words.isEmpty() ? "" : words.get(0)) {
      case "run" -> Help.RUN;
      case "server" -> ServerHelp.TEXT;
      case "simulate" -> Help.SIMULATE;
      case "worker" -> WorkerHelp.TEXT;
      case "token" -> TokenCommand.HELP;
      default -> Help.ALL;
    };
  }

  private static int serve(List<String> words) throws Refusal {
    ServerOptions options = ServerOptions.parse(words);
    Outlet out = outlet(FileDescriptor.out, gone -> {});
    return new ServerCommand(options, System.getenv(), out, stderr()).run();
  }

  private static int work(List<String> words) throws Refusal {
    WorkerArguments arguments = WorkerArguments.parse(words, System.getenv());
    Outlet out = outlet(FileDescriptor.out, gone -> {});
    return new WorkerCommand(arguments, System.getenv(), out, stderr()).run();
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

  private static int say(String text) {
    boolean[] gone = {false};
    outlet(FileDescriptor.out, why -> gone[0] = true).write(text.getBytes(StandardCharsets.UTF_8));
    return gone[0] ? ExitCodes.NOBODY_READS : ExitCodes.SUCCEEDED;
  }

  private static String version() {
    return Optional.ofNullable(Main.class.getPackage().getImplementationVersion())
        .orElse("(not packaged)");
  }

  private static Outlet stderr() {
    return outlet(FileDescriptor.err, gone -> {});
  }

  private static Outlet outlet(FileDescriptor stream, Consumer<IOException> whenGone) {
    return new Outlet(new FileOutputStream(stream), false, whenGone);
  }
}
