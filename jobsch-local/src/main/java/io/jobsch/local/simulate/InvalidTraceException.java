package io.jobsch.local.simulate;

import java.util.List;
import java.util.stream.Collectors;

/** The text of a trace was refused. */
public final class InvalidTraceException extends IllegalArgumentException {
  private static final long serialVersionUID = 1;

  private final transient List<TraceProblem> problems;

  /** Refuses a trace for these problems, of which there is at least one. */
  public InvalidTraceException(List<TraceProblem> problems) {
    super(problems.stream().map(TraceProblem::toString).collect(Collectors.joining("\n")));
    this.problems = List.copyOf(problems);
  }

  /** What is wrong, in the order of the text; of a text with very many, the first only. */
  public List<TraceProblem> problems() {
    return problems;
  }
}
