package io.jobsch.workers;

import java.util.List;

/** What a worker says of which roles it suits, when it joins. */
public sealed interface Suitability {
  /** It suits every role. */
  record Everything() implements Suitability {
    @Override
    public String toString() {
      return "every role";
    }
  }

  /**
   * It suits the roles whose names are of one of these patterns.
   *
   * @param patterns none means that it suits nothing
   */
  record Patterns(List<RolePattern> patterns) implements Suitability {
    /** Copies the patterns. */
    public Patterns {
      patterns = List.copyOf(patterns);
    }

    @Override
    public String toString() {
      return patterns.isEmpty()
          ? "no role"
          : String.join(", ", patterns.stream().map(RolePattern::glob).toList());
    }
  }

  /** Only it can tell: it is asked, role by role, by message. */
  record OnRequest() implements Suitability {
    @Override
    public String toString() {
      return "asked for each role";
    }
  }
}
