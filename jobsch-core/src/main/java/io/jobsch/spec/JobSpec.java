package io.jobsch.spec;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A job, or a part of one: a command, or a group of parts that run in sequence or in parallel.
 * These three are all there is. Values are immutable and checked when they are made; the methods
 * that set an attribute answer with a changed copy.
 *
 * <p>{@link Jobs} holds the words to write one in Java: {@code sequence(sh("make"), sh("make
 * test"))}.
 */
public sealed interface JobSpec permits Execute, Group {
  /** What it says of itself beside its work. */
  Attributes attributes();

  /** The same with other attributes. */
  JobSpec withAttributes(Attributes attributes);

  /** What this node is called in a job document. */
  String type();

  /** The parts of a group in their order; none for a command. */
  List<JobSpec> work();

  /** What people call it. */
  default JobSpec name(String name) {
    return withAttributes(attributes().withName(name));
  }

  /** Who plays it, and what is below it that names nobody nearer. */
  default JobSpec role(String role) {
    return withAttributes(attributes().withRole(new RoleName(role)));
  }

  /** A variable in the environment of the commands of this part. */
  default JobSpec env(String name, String value) {
    return withAttributes(attributes().withEnv(name, value));
  }

  /** The directory in which the commands of this part run, relative to their worker's own. */
  default JobSpec cwd(String directory) {
    return withAttributes(attributes().withCwd(directory));
  }

  /** How long it may take before it is killed with its whole process tree. */
  default JobSpec timeout(Duration timeout) {
    return withAttributes(attributes().withTimeout(timeout));
  }

  /**
   * How urgent the job is: the higher is served first, of equal ones who came first; any int, and 0
   * without this. It is said of a whole job, so a group has no part with one: it is refused there
   * with an {@link InvalidJobException}.
   */
  default JobSpec priority(int priority) {
    return withAttributes(attributes().withPriority(priority));
  }

  /** What people call it, if anything. */
  default Optional<String> name() {
    return attributes().name();
  }

  /** How long it may take, if that is bounded. */
  default Optional<Duration> timeout() {
    return attributes().timeout();
  }
}
