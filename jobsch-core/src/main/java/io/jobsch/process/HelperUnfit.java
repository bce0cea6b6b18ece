package io.jobsch.process;

/** Why there is no helper on this machine. */
final class HelperUnfit extends Exception {
  private static final long serialVersionUID = 1;

  HelperUnfit(String why) {
    super(why, null, false, false);
  }

  String why() {
    return String.valueOf(getMessage());
  }
}
