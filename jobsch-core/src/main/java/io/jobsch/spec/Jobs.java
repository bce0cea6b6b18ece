package io.jobsch.spec;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/**
 * The words to write a job in Java.
 *
 * <pre>{@code
 * sequence(sh("make"), parallel(exec("a"), exec("b").role("machine_1").timeout(ofSeconds(30))))
 * }</pre>
 */
public final class Jobs {
  private Jobs() {}

  /** A program and its arguments, run directly. */
  public static Execute exec(String program, String... arguments) {
    List<String> words = new ArrayList<>();
    words.add(program);
    words.addAll(List.of(arguments));
    return new Execute(new Command.Argv(words), Attributes.NONE);
  }

  /** A line that the shell runs. */
  public static Execute sh(String line) {
    return new Execute(new Command.Shell(line), Attributes.NONE);
  }

  /** Parts that run one after the other; one at least. */
  public static SequenceGroup sequence(JobSpec... work) {
    return sequence(List.of(work));
  }

  /** Parts that run one after the other; one at least. */
  public static SequenceGroup sequence(List<? extends JobSpec> work) {
    return new SequenceGroup(List.copyOf(work), Attributes.NONE);
  }

  /** Parts that run at the same time; one at least. */
  public static ParallelGroup parallel(JobSpec... work) {
    return parallel(List.of(work));
  }

  /** Parts that run at the same time; one at least. */
  public static ParallelGroup parallel(List<? extends JobSpec> work) {
    return new ParallelGroup(List.copyOf(work), OptionalInt.empty(), Attributes.NONE);
  }
}
