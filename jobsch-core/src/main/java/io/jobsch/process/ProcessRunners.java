package io.jobsch.process;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The runner that is the best one for the system we run on. */
public final class ProcessRunners {
  /**
   * The system property that forces a runner: {@code plain}, {@code helper} or {@code
   * helper+cgroup}; {@code auto}, which is what it is unless set, takes the last of these that
   * runs.
   */
  public static final String PROPERTY = "jobsch.isolation";

  private static final Logger LOG = System.getLogger(ProcessRunners.class.getName());

  /** What was said of earlier runners, to say it once. */
  private static final Set<String> SAID = ConcurrentHashMap.newKeySet();

  private ProcessRunners() {}

  /**
   * Whether a thread is a runner's: one that tells observers. What they do on it beside that, and
   * that does not block, holds up nobody's code but ours.
   */
  public static boolean owns(Thread thread) {
    return thread instanceof RunnerThread;
  }

  /**
   * Finds out what this system can do, and says in the log what that is.
   *
   * @throws IllegalArgumentException if {@link #PROPERTY} is set to none of its values
   * @throws IllegalStateException if a helper is forced, and does not run here
   */
  public static ProcessRunner ofThisSystem() {
    String wanted = System.getProperty(PROPERTY, "auto");
    return switch (wanted) {
      case "plain" -> chosen(new PlainProcessRunner(), "as " + PROPERTY + " says", Level.DEBUG);
      case "auto" -> best();
      case HelperGreeting.HELPER -> forced(wanted, HelperMode.ALONE);
      case HelperGreeting.WITH_CGROUPS -> forced(wanted, HelperMode.WITH_CGROUPS);
      default ->
          throw new IllegalArgumentException(
              PROPERTY + ": expected auto, helper+cgroup, helper or plain, found " + wanted);
    };
  }

  private static ProcessRunner best() {
    try {
      HelperProcessRunner runner = HelperProcessRunner.open(HelperMode.WITH_CGROUPS);
      String why = runner.whyNoCgroups();
      return chosen(runner, why.isEmpty() ? "as all of it runs here" : why, Level.DEBUG);
    } catch (HelperUnfit e) {
      return chosen(new PlainProcessRunner(), e.why(), Level.INFO);
    }
  }

  private static ProcessRunner forced(String wanted, HelperMode mode) {
    try {
      HelperProcessRunner runner = HelperProcessRunner.open(mode);
      if (runner.isolation().equals(wanted)) {
        return chosen(runner, "as " + PROPERTY + " says", Level.DEBUG);
      }
      runner.close();
      throw new IllegalStateException(PROPERTY + " is " + wanted + ": " + runner.whyNoCgroups());
    } catch (HelperUnfit e) {
      throw new IllegalStateException(PROPERTY + " is " + wanted + ": " + e.why(), e);
    }
  }

  /** What is as it should be is not worth a line on everybody's terminal. */
  private static ProcessRunner chosen(ProcessRunner runner, String why, Level level) {
    String found = "isolation of commands: " + runner.isolation() + ", " + why;
    LOG.log(SAID.add(found) ? level : Level.DEBUG, found);
    return runner;
  }
}
