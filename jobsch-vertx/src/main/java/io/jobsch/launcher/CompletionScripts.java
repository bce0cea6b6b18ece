package io.jobsch.launcher;

import io.jobsch.result.JobState;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The scripts by which shells complete command lines, made of what each command takes. */
final class CompletionScripts {
  private static final String STATES =
      Arrays.stream(JobState.values()).map(Object::toString).collect(Collectors.joining(" "));

  /** As in the scripts below. */
  private static final Pattern FILES = Pattern.compile("--(.*-file|workdir|data|tls-.*|jobs)");

  private CompletionScripts() {}

  /** What each command takes. */
  private static Map<String, Words.Grammar> commands() {
    Map<String, Words.Grammar> all = new LinkedHashMap<>();
    all.put("run", RunOptions.GRAMMAR);
    all.put("server", ServerOptions.GRAMMAR);
    all.put("worker", WorkerArguments.GRAMMAR);
    for (ClientCommand command : ClientCommand.values()) {
      all.put(command.word(), command.grammar());
    }
    all.put("token", TokenCommand.GRAMMAR);
    all.put("simulate", SimulateOptions.GRAMMAR);
    return all;
  }

  private static List<String> words() {
    List<String> words = new ArrayList<>(commands().keySet());
    words.addAll(List.of("completion", "help", "--version", "--help"));
    return words;
  }

  private static String options(Words.Grammar grammar) {
    return Stream.of(grammar.valued(), grammar.flags(), List.of("--help"))
        .flatMap(List::stream)
        .collect(Collectors.joining(" "));
  }

  /** The options of whose values nothing is known: neither files nor one of a few words. */
  private static List<String> unguessable() {
    return commands().values().stream()
        .flatMap(grammar -> grammar.valued().stream())
        .filter(option -> !option.equals("--state") && !FILES.matcher(option).matches())
        .distinct()
        .sorted()
        .toList();
  }

  private static String operands(String command) {
    return switch (command) {
      case "show", "logs", "cancel", "why" -> "jobs";
      case "drain" -> "workers";
      default -> "";
    };
  }

  static String bash() {
    StringBuilder script = new StringBuilder();
    script.append("# Completes jobsch in bash; made by \"jobsch completion bash\".\n");
    body(script);
    return script.toString();
  }

  static String zsh() {
    StringBuilder script = new StringBuilder();
    script
        .append("# Completes jobsch in zsh; made by \"jobsch completion zsh\".\n")
        .append("autoload -Uz bashcompinit && bashcompinit\n");
    body(script);
    return script.toString();
  }

  /** Both shells understand it. What a server tells is put together from harmless characters. */
  private static void body(StringBuilder script) {
    script.append(
        """
        _jobsch() {
          local cur=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD-1]} words= word
          COMPREPLY=()
          [ "$before" != = ] || before=${COMP_WORDS[COMP_CWORD-2]}
          [ "$cur" != = ] || cur=
          if [ "$COMP_CWORD" -eq 1 ]; then
        """);
    script.append("    words='").append(String.join(" ", words())).append("'\n");
    script.append("  else\n    case \"$before\" in\n");
    script.append("      --state) words='").append(STATES).append("' ;;\n");
    script.append(
        """
              --*-file | --workdir | --data | --tls-* | --jobs) return ;;
        """);
    script
        .append("      ")
        .append(String.join(" | ", unguessable()))
        .append(") compopt +o default 2>/dev/null; return ;;\n");
    script.append(
        """
            esac
            [ -n "$words" ] || case "${COMP_WORDS[1]}" in
        """);
    commands().forEach((name, grammar) -> option(script, name, grammar));
    script.append("      completion) words='bash zsh fish' ;;\n");
    script.append("      help) words='").append(String.join(" ", words())).append("' ;;\n");
    script.append(
        """
            esac
          fi
          for word in $(printf '%s\\n' "$words"); do
            case $word in "$cur"*) COMPREPLY+=("$word") ;; esac
          done
        }
        complete -o default -F _jobsch jobsch
        """);
  }

  private static void option(StringBuilder script, String name, Words.Grammar grammar) {
    String options = options(grammar);
    String operands = operands(name);
    script.append("      ").append(name).append(") case $cur in -*) words='").append(options);
    if (operands.isEmpty()) {
      script.append("' ;; esac ;;\n");
    } else {
      script
          .append("' ;; *) words=$(\"${COMP_WORDS[0]}\" completion ")
          .append(operands)
          .append(" 2>/dev/null) ;; esac ;;\n");
    }
  }

  static String fish() {
    StringBuilder script = new StringBuilder();
    script
        .append("# Completes jobsch in fish; made by \"jobsch completion fish\".\n")
        .append("complete -c jobsch -n __fish_use_subcommand -f -a '")
        .append(String.join(" ", words()))
        .append("'\n");
    commands()
        .forEach(
            (name, grammar) -> {
              String when = "complete -c jobsch -n '__fish_seen_subcommand_from " + name + "' ";
              grammar.flags().forEach(it -> script.append(when).append(fishOption(it)));
              grammar.valued().forEach(it -> script.append(when).append(fishValue(it)));
              if (!operands(name).isEmpty()) {
                script
                    .append(when)
                    .append("-f -a '(jobsch completion ")
                    .append(operands(name))
                    .append(" 2>/dev/null)'\n");
              }
            });
    script
        .append("complete -c jobsch -n '__fish_seen_subcommand_from completion' -f")
        .append(" -a 'bash zsh fish'\n");
    return script.toString();
  }

  /** Files are offered where the value is one, and nothing where it is unknown. */
  private static String fishValue(String option) {
    if (option.equals("--state")) {
      return "-x -a '" + STATES + "' " + fishOption(option);
    }
    return (FILES.matcher(option).matches() ? "-r " : "-x ") + fishOption(option);
  }

  private static String fishOption(String option) {
    return option.startsWith("--")
        ? "-l " + option.substring(2) + "\n"
        : "-s " + option.substring(1) + "\n";
  }
}
