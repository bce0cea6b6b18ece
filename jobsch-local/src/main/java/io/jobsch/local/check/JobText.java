package io.jobsch.local.check;

import io.jobsch.result.CommandResult;
import io.jobsch.result.JobResult;
import io.jobsch.result.NodeResult;
import io.jobsch.result.Output;
import io.jobsch.result.Reason;
import io.jobsch.spec.Command;
import io.jobsch.spec.Execute;
import io.jobsch.spec.JobSpec;
import io.jobsch.spec.SpecRules;
import io.jobsch.workers.StreamName;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A job as text: a line for each of its nodes, indented as they stand in each other, and below a
 * command the last lines that it wrote.
 */
public final class JobText {
  private static final int LINES = 10;
  private static final int BYTES = 4096;

  private final StringBuilder text = new StringBuilder();

  private JobText() {}

  /** The whole job, in lines that each end with a line feed. */
  public static String of(JobResult result) {
    JobText text = new JobText();
    text.line("", "job " + result.id() + ": " + result.state() + because(result.reason()));
    text.add("  ", result.root());
    return text.text.toString();
  }

  private static String because(Optional<Reason> reason) {
    return reason.map(it -> ", " + it).orElse("");
  }

  private void add(String indent, NodeResult node) {
    line(indent, title(node) + ": " + standing(node));
    node.command().ifPresent(command -> addOutput(indent + "  ", command));
    node.work().forEach(part -> add(indent + "  ", part));
  }

  private void line(String indent, String line) {
    text.append(indent).append(Visible.of(line)).append('\n');
  }

  static String place(NodeResult node) {
    return node.pointer().depth() == 0 ? "the root" : node.pointer().toString();
  }

  private static String title(NodeResult node) {
    String what = node.spec().name().orElseGet(() -> what(node.spec()));
    return place(node) + " (" + what + ")";
  }

  private static String what(JobSpec spec) {
    return spec instanceof Execute execute
        ? execute.command() instanceof Command.Shell shell
            ? shell.line()
            : String.join(" ", execute.command().argv())
        : spec.type();
  }

  private static String standing(NodeResult node) {
    List<String> said = new ArrayList<>();
    said.add(node.state().toString());
    node.command()
        .flatMap(CommandResult::worker)
        .filter(worker -> node.startedAt().isPresent())
        .ifPresent(worker -> said.add("on " + worker));
    took(node.startedAt(), node.finishedAt())
        .ifPresent(took -> said.add("after " + SpecRules.seconds(took) + " s"));
    return String.join(" ", said)
        + node.command().flatMap(CommandResult::exit).map(exit -> ", " + exit).orElse("")
        + because(node.reason().filter(reason -> isNews(node, reason)));
  }

  /** An exit code has been told already, and a group has the reason of one of its parts. */
  private static boolean isNews(NodeResult node, Reason reason) {
    return reason.node().equals(node.pointer())
        && reason.code() != Reason.Code.EXITED
        && reason.code() != Reason.Code.SIGNALLED;
  }

  static Optional<Duration> took(Optional<Instant> from, Optional<Instant> to) {
    return from.flatMap(start -> to.map(end -> Duration.between(start, end)));
  }

  private void addOutput(String indent, CommandResult command) {
    for (StreamName stream : StreamName.values()) {
      lastLines(command.output(stream)).forEach(each -> line(indent, stream + " | " + each));
    }
  }

  private static List<String> lastLines(Output output) {
    List<String> lines = new String(output.tail(BYTES), StandardCharsets.UTF_8).lines().toList();
    return lines.subList(Math.max(0, lines.size() - LINES), lines.size());
  }
}
