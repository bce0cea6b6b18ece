package io.jobsch.spec;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A job of which is known when it was submitted and how its commands went, so that it can be played
 * again in virtual time.
 *
 * @param submit when, counted from any origin that it has in common with the jobs beside it; see
 *     {@link #LATEST}
 * @param job what was to run
 * @param courses how each of its commands went, by its place in the job; in reading order
 */
public record RecordedJob(Duration submit, JobSpec job, Map<Pointer, Course> courses) {
  /** The latest time of submission, so late that seconds since 1970 fit as well. */
  public static final Duration LATEST = Duration.ofSeconds(4_000_000_000L);

  /**
   * How a command went, were it not stopped before its end.
   *
   * @param takes how long it ran; from 0 to {@link SpecRules#LONGEST_TIMEOUT}
   * @param exitCode with which it ended; from 0 to 255
   */
  public record Course(Duration takes, int exitCode) {
    /** The highest exit code. */
    public static final int HIGHEST_EXIT_CODE = 255;

    /** Checks both. */
    public Course {
      requireWithin("takes", takes, SpecRules.LONGEST_TIMEOUT);
      if (exitCode < 0 || exitCode > HIGHEST_EXIT_CODE) {
        throw new IllegalArgumentException("exitCode: " + notAnExitCode("" + exitCode));
      }
    }

    /** Succeeds after that time. */
    public static Course succeedsAfter(Duration takes) {
      return new Course(takes, 0);
    }
  }

  /**
   * Checks that there is a course for each command, and for nothing else.
   *
   * @throws IllegalArgumentException if not, or if it was submitted too early or too late
   */
  public RecordedJob {
    requireWithin("submit", submit, LATEST);
    Map<Pointer, Course> ordered = new LinkedHashMap<>();
    for (Pointer command : commands(job)) {
      Course course = courses.get(command);
      if (course == null) {
        throw new IllegalArgumentException("courses: expected one of \"" + command + "\"");
      }
      ordered.put(command, course);
    }
    if (courses.size() > ordered.size()) {
      Set<Pointer> strange = new LinkedHashSet<>(courses.keySet());
      strange.removeAll(ordered.keySet());
      throw new IllegalArgumentException("courses: the job has no command " + strange);
    }
    courses = Collections.unmodifiableMap(ordered);
  }

  /** One all of whose commands go the same way. */
  public static RecordedJob uniform(Duration submit, JobSpec job, Course course) {
    Map<Pointer, Course> courses = new LinkedHashMap<>();
    commands(job).forEach(command -> courses.put(command, course));
    return new RecordedJob(submit, job, courses);
  }

  /** The places of a job's commands, in reading order. */
  public static Set<Pointer> commands(JobSpec job) {
    Set<Pointer> commands = new LinkedHashSet<>();
    Deque<Visit> open = new ArrayDeque<>();
    open.push(new Visit(job, Pointer.ROOT));
    while (!open.isEmpty()) {
      Visit at = open.pop();
      if (at.job instanceof Execute) {
        commands.add(at.pointer);
      }
      List<JobSpec> work = at.job.work();
      Pointer parts = at.pointer.child("work");
      for (int i = work.size() - 1; i >= 0; i--) {
        open.push(new Visit(work.get(i), parts.child(i)));
      }
    }
    return commands;
  }

  /** Said of anything that is found instead of an exit code. */
  public static String notAnExitCode(String found) {
    return "expected an exit code, from 0 to " + Course.HIGHEST_EXIT_CODE + ", found " + found;
  }

  private static void requireWithin(String what, Duration value, Duration latest) {
    if (value.isNegative() || value.compareTo(latest) > 0) {
      throw new IllegalArgumentException(
          what + ": " + SpecRules.notWithin(latest, SpecRules.seconds(value)));
    }
  }

  private record Visit(JobSpec job, Pointer pointer) {}
}
