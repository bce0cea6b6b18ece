package io.jobsch.launcher.view;

/**
 * How large a terminal is.
 *
 * @param columns 1 or more
 * @param rows 1 or more
 */
public record Screen(int columns, int rows) {
  /** What terminals have been since there are any. */
  public static final Screen USUAL = new Screen(80, 24);
}
