package io.jobsch.process;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/** The runner that is the best one for the system we run on. */
public final class ProcessRunners {
  /**
   * The system property that forces a runner: {@code plain} or {@code helper}; {@code auto}, which
   * is what it is unless set, takes the helper wherever that runs.
   */
  public static final String PROPERTY = "jobsch.isolation";

  private static final Logger LOG = System.getLogger(ProcessRunners.class.getName());

  private ProcessRunners() {}

  /**
   * Finds out what this system can do, and says in the log what that is.
   *
   * @throws IllegalArgumentException if {@link #PROPERTY} is set to none of its values
   * @throws IllegalStateException if the helper is forced, and does not run here
   */
  public static ProcessRunner ofThisSystem() {
    String wanted = System.getProperty(PROPERTY, "auto");
    return switch (wanted) {
      case "plain" -> chosen(new PlainProcessRunner(), "as " + PROPERTY + " says");
      case "auto", "helper" -> withHelper(wanted.equals("helper"));
      default ->
          throw new IllegalArgumentException(
              PROPERTY + ": expected auto, helper or plain, found " + wanted);
    };
  }

  private static ProcessRunner withHelper(boolean forced) {
    try {
      return chosen(HelperProcessRunner.open(), "as the helper runs here");
    } catch (HelperUnfit e) {
      if (forced) {
        throw new IllegalStateException(PROPERTY + " is helper: " + e.why(), e);
      }
      return chosen(new PlainProcessRunner(), e.why());
    }
  }

  private static ProcessRunner chosen(ProcessRunner runner, String why) {
    LOG.log(Level.INFO, "isolation of commands: {0}, {1}", runner.isolation(), why);
    return runner;
  }
}
