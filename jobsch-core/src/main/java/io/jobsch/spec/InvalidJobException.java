package io.jobsch.spec;

import java.util.List;
import java.util.stream.Collectors;

/** A job was refused, and this is all that is wrong with it. Nothing of it was accepted. */
public final class InvalidJobException extends IllegalArgumentException {
  private static final long serialVersionUID = 1;
  private static final int SHOWN = 20;

  private final transient List<SpecProblem> problems;

  /** Refuses a job for these problems, of which there is at least one. */
  public InvalidJobException(List<SpecProblem> problems) {
    super(message(problems));
    this.problems = List.copyOf(problems);
  }

  /** Every problem that was found, in the order of the document. */
  public List<SpecProblem> problems() {
    return problems;
  }

  private static String message(List<SpecProblem> problems) {
    String listed =
        problems.stream().limit(SHOWN).map(SpecProblem::toString).collect(Collectors.joining("\n"));
    int rest = problems.size() - SHOWN;
    return rest > 0 ? listed + "\nand " + rest + " more problems" : listed;
  }
}
