package io.jobsch.spec;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Holds a job that was built in Java to the limits that a reader holds a document to. The words in
 * which a limit is missed are here for both.
 */
public final class SpecSize {
  /** In UTF-8, for a {@code char}; the pairs of them that take four bytes are two. */
  private static final int MOST_BYTES_PER_CHAR = 3;

  private SpecSize() {}

  /**
   * Checks depth, nodes, roles and strings; how long its document is can only be said of a
   * document.
   *
   * @throws InvalidJobException if the job is larger than the limits allow
   */
  public static void check(JobSpec job, SpecLimits limits) {
    Set<RoleName> roles = new HashSet<>();
    Deque<Visit> open = new ArrayDeque<>();
    open.push(new Visit(job, Pointer.ROOT, 1, RoleName.DEFAULT));
    int nodes = 0;
    while (!open.isEmpty()) {
      Visit at = open.pop();
      RoleName role = at.job.attributes().role().orElse(at.role);
      nodes++;
      if (nodes > limits.nodes()) {
        throw refused(at.pointer, tooManyNodes(limits));
      }
      if (at.depth > limits.depth()) {
        throw refused(at.pointer, tooDeep(limits));
      }
      if (at.job instanceof Execute && roles.add(role) && roles.size() > limits.roles()) {
        throw refused(at.pointer, tooManyRoles(limits));
      }
      new Strings(limits).check(at.job, at.pointer);
      List<JobSpec> work = at.job.work();
      for (int i = work.size() - 1; i >= 0; i--) {
        open.push(new Visit(work.get(i), at.pointer.child("work").child(i), at.depth + 1, role));
      }
    }
  }

  /** Said of a document that is too long, instead of reading it. */
  public static Optional<String> document(long bytes, SpecLimits limits) {
    return bytes > limits.documentBytes()
        ? Optional.of(
            "expected a document of at most " + limits.documentBytes() + " bytes, found " + bytes)
        : Optional.empty();
  }

  /** Said at the first node that lies too deep. */
  public static String tooDeep(SpecLimits limits) {
    return "expected at most " + limits.depth() + " nodes from the root to a command";
  }

  /** Said at the first node that is one too many. */
  public static String tooManyNodes(SpecLimits limits) {
    return "expected at most " + limits.nodes() + " nodes in a job";
  }

  /** Said at the first command whose role is one too many. */
  public static String tooManyRoles(SpecLimits limits) {
    return "expected at most " + limits.roles() + " different roles in a job";
  }

  /** Said of each string that is too long. */
  public static Optional<String> string(String value, SpecLimits limits) {
    if (value.length() <= limits.stringBytes() / MOST_BYTES_PER_CHAR) {
      return Optional.empty();
    }
    long bytes = utf8Bytes(value);
    return bytes > limits.stringBytes()
        ? Optional.of(
            "expected a string of at most " + limits.stringBytes() + " bytes, found " + bytes)
        : Optional.empty();
  }

  /** How many bytes a text takes in UTF-8; half a surrogate pair counts as three. */
  public static long utf8Bytes(String text) {
    long bytes = 0;
    for (int i = 0; i < text.length(); ) {
      int codePoint = text.codePointAt(i);
      i += Character.charCount(codePoint);
      bytes += codePoint < 0x80 ? 1 : codePoint < 0x800 ? 2 : codePoint < 0x10000 ? 3 : 4;
    }
    return bytes;
  }

  private static InvalidJobException refused(Pointer pointer, String message) {
    return new InvalidJobException(List.of(new SpecProblem(pointer, message)));
  }

  private record Visit(JobSpec job, Pointer pointer, int depth, RoleName role) {}

  /** Every string of a node, at its place in a document, which is named only if it is too long. */
  private record Strings(SpecLimits limits) {
    void check(JobSpec job, Pointer node) {
      Attributes attributes = job.attributes();
      check(attributes.name(), node, "name");
      check(attributes.role().map(RoleName::value), node, "role");
      check(attributes.cwd(), node, "cwd");
      for (Map.Entry<String, String> each : attributes.env().entrySet()) {
        if (isTooLong(each.getKey()) || isTooLong(each.getValue())) {
          Pointer variable = node.child("env").child(each.getKey());
          check(each.getKey(), variable);
          check(each.getValue(), variable);
        }
      }
      if (job instanceof Execute execute) {
        check(execute.command(), node);
      }
    }

    private void check(Command command, Pointer node) {
      if (command instanceof Command.Argv argv) {
        List<String> words = argv.words();
        for (int i = 0; i < words.size(); i++) {
          if (isTooLong(words.get(i))) {
            check(words.get(i), node.child("command").child(i));
          }
        }
      } else if (command instanceof Command.Shell shell) {
        check(Optional.of(shell.line()), node, "command");
      }
    }

    private void check(Optional<String> value, Pointer node, String field) {
      if (value.isPresent() && isTooLong(value.get())) {
        check(value.get(), node.child(field));
      }
    }

    private boolean isTooLong(String value) {
      return string(value, limits).isPresent();
    }

    private void check(String value, Pointer place) {
      Optional<String> problem = string(value, limits);
      if (problem.isPresent()) {
        throw refused(place, problem.get());
      }
    }
  }
}
