package io.jobsch.spec;

/**
 * How large a job may be. A reader stops counting, not reading, where one is passed.
 *
 * @param documentBytes the text of the document, in bytes of UTF-8
 * @param depth how many nodes lie on the way from the root to a command, both counted; at most
 *     {@link #DEEPEST}
 * @param nodes commands and groups together
 * @param roles different roles among the commands
 * @param stringBytes one string, in bytes of UTF-8
 */
public record SpecLimits(int documentBytes, int depth, int nodes, int roles, int stringBytes) {
  /** 1 MiB, 64 deep, 10,000 nodes, 1,000 roles, strings of 256 KiB. */
  public static final SpecLimits DEFAULT =
      new SpecLimits(1024 * 1024, 64, 10_000, 1_000, 256 * 1024);

  /**
   * The deepest that a depth can be set to: whatever walks a tree of nodes, be it their own {@code
   * equals}, does so on the stack.
   */
  public static final int DEEPEST = 256;

  /** Checks that each limit lets something through, and that the depth fits on a stack. */
  public SpecLimits {
    if (Math.min(Math.min(documentBytes, depth), Math.min(Math.min(nodes, roles), stringBytes))
        < 1) {
      throw new IllegalArgumentException("every limit is 1 or more");
    }
    if (depth > DEEPEST) {
      throw new IllegalArgumentException("depth: expected at most " + DEEPEST + ", found " + depth);
    }
  }
}
