package io.jobsch.process;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The runner that is the best one for the system we run on. */
public final class ProcessRunners {
  /**
   * The system property that forces a runner: {@code plain} or {@code helper}; {@code auto}, which
   * is what it is unless set, takes the helper wherever that runs.
   */
  public static final String PROPERTY = "jobsch.isolation";

  private static final Logger LOG = System.getLogger(ProcessRunners.class.getName());

  /** What was said of earlier runners, to say it once. */
  private static final Set<String> SAID = ConcurrentHashMap.newKeySet();

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
      case "plain" -> chosen(new PlainProcessRunner(), "as " + PROPERTY + " says", Level.DEBUG);
      case "auto", "helper" -> withHelper(wanted.equals("helper"));
      default ->
          throw new IllegalArgumentException(
              PROPERTY + ": expected auto, helper or plain, found " + wanted);
    };
  }

  private static ProcessRunner withHelper(boolean forced) {
    try {
      return chosen(HelperProcessRunner.open(), "as the helper runs here", Level.DEBUG);
    } catch (HelperUnfit e) {
      if (forced) {
        throw new IllegalStateException(PROPERTY + " is helper: " + e.why(), e);
      }
      return chosen(new PlainProcessRunner(), e.why(), Level.INFO);
    }
  }

  /** What is as it should be is not worth a line on everybody's terminal. */
  private static ProcessRunner chosen(ProcessRunner runner, String why, Level level) {
    String found = "isolation of commands: " + runner.isolation() + ", " + why;
    LOG.log(SAID.add(found) ? level : Level.DEBUG, found);
    return runner;
  }
}
