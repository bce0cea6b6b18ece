package io.jobsch.local.simulate;

import io.jobsch.spec.Position;
import io.jobsch.spec.RecordedJob;
import io.jobsch.spec.SpecRules;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * Reads the Standard Workload Format, in which the traces of batch systems are published: see S.
 * Chapin et al., "Benchmarks and Standards for the Evaluation of Parallel Job Schedulers" (1999).
 * Lines that begin with a semicolon are comments; each other one is a job of 18 numbers, of which
 * -1 says that it is not known. The ninth is the last that is read: those behind it may be missing.
 * A byte order mark before the text is passed over.
 */
public final class StandardWorkload {
  private static final int LONGEST_LINE = 1 << 16;
  private static final char COMMENT = ';';

  private StandardWorkload() {}

  /**
   * The jobs that a text says. They need not be in the order of their times, which may have
   * fractions. Does not close it.
   *
   * <p>A job needs the allocated processors (field 5), or the requested ones (8) where those are
   * not known; it takes its run time (4), and has requested (9) at least that. One that takes no
   * time has requested the shortest time there is, since no timeout is 0. A job of which the time
   * of submission (2), the run time or the processors are not known is unusable.
   *
   * @throws InvalidTraceException if a line is anything else than a comment or a job
   * @throws IOException if it cannot be read
   */
  public static Trace read(InputStream text) throws IOException {
    TraceLines lines = new TraceLines();
    return lines.read(text, LONGEST_LINE, (line, number) -> read(lines, line, number));
  }

  private static void read(TraceLines lines, byte[] bytes, int number) {
    // Comments may be in any encoding; one in which nothing is wrong is as good as the right one.
    String line = new String(bytes, StandardCharsets.ISO_8859_1);
    if (line.isBlank() || line.strip().charAt(0) == COMMENT) {
      return;
    }
    try {
      Optional<TraceJob> job = new Line(line, number).job();
      job.ifPresentOrElse(lines::job, lines::unusable);
    } catch (InvalidTraceException e) {
      e.problems().forEach(lines::problem);
    }
  }

  /** What a field says, by its number, counted from 1. */
  private enum Field {
    SUBMIT(2, "the time of submission", RecordedJob.LATEST.toSeconds()),
    RUN(4, "the run time", SpecRules.LONGEST_TIMEOUT.toSeconds()),
    ALLOCATED(5, "the allocated processors", Integer.MAX_VALUE),
    WANTED(8, "the requested processors", Integer.MAX_VALUE),
    REQUESTED(9, "the requested time", SpecRules.LONGEST_TIMEOUT.toSeconds());

    private final int number;
    private final String what;
    private final long most;

    Field(int number, String what, long most) {
      this.number = number;
      this.what = what;
      this.most = most;
    }
  }

  /** The fields of one job. */
  private static final class Line {
    private static final Pattern WORD = Pattern.compile("\\S+");
    private static final int FEWEST_FIELDS = 9;
    private static final int MOST_FIELDS = 18;

    /** So many characters say any number that is meant, and cost nothing to read. */
    private static final int LONGEST_NUMBER = 40;

    /** No time has more digits before its point, and no digit after the ninth counts. */
    private static final int MOST_DIGITS = 10;

    private static final int NANO_DIGITS = 9;
    private static final Duration SHORTEST = Duration.ofNanos(1);

    private final int number;
    private final List<MatchResult> words;

    Line(String text, int number) {
      this.number = number;
      this.words = WORD.matcher(text).results().limit(MOST_FIELDS + 1L).toList();
      if (words.size() < FEWEST_FIELDS || words.size() > MOST_FIELDS) {
        String found = words.size() > MOST_FIELDS ? "more" : "" + words.size();
        throw refused(
            words.get(0),
            "expected " + FEWEST_FIELDS + " to " + MOST_FIELDS + " fields, found " + found);
      }
    }

    Optional<TraceJob> job() {
      BigDecimal submit = value(Field.SUBMIT);
      BigDecimal takes = value(Field.RUN);
      int processors = count(Field.ALLOCATED);
      int wanted = count(Field.WANTED);
      BigDecimal requested = value(Field.REQUESTED);
      int needed = processors == -1 ? wanted : processors;
      if (submit.signum() < 0 || takes.signum() < 0 || needed <= 0) {
        return Optional.empty();
      }
      return Optional.of(
          new TraceJob.Rigid(
              duration(submit), needed, duration(takes), timeout(requested.max(takes))));
    }

    private static Duration timeout(BigDecimal seconds) {
      Duration timeout = duration(seconds);
      return timeout.isZero() ? SHORTEST : timeout;
    }

    private static Duration duration(BigDecimal seconds) {
      return Duration.ofNanos(0)
          .plusSeconds(seconds.longValue())
          .plusNanos(
              seconds
                  .remainder(BigDecimal.ONE)
                  .movePointRight(NANO_DIGITS)
                  .setScale(0, RoundingMode.HALF_UP)
                  .longValue());
    }

    private int count(Field field) {
      BigDecimal value = value(field);
      try {
        return value.intValueExact();
      } catch (ArithmeticException e) {
        throw refused(field, "expected a whole number");
      }
    }

    private BigDecimal value(Field field) {
      String word = word(field).group();
      BigDecimal value;
      try {
        value = new BigDecimal(word.length() <= LONGEST_NUMBER ? word : "too long");
      } catch (NumberFormatException e) {
        throw refused(field, "expected a number");
      }
      long digits = (long) value.precision() - value.scale();
      boolean tooLarge = digits > MOST_DIGITS || value.longValue() > field.most;
      if (tooLarge && value.signum() > 0) {
        throw refused(field, "expected at most " + field.most);
      }
      if (tooLarge) {
        return BigDecimal.ONE.negate();
      }
      // What is smaller than that is nothing; with its exponent it would be long to write out.
      return digits < -NANO_DIGITS ? BigDecimal.ZERO : value;
    }

    private MatchResult word(Field field) {
      return words.get(field.number - 1);
    }

    private InvalidTraceException refused(Field field, String expected) {
      MatchResult word = word(field);
      return refused(
          word,
          "field "
              + field.number
              + ", "
              + field.what
              + ": "
              + expected
              + ", found "
              + SpecRules.quoted(word.group()));
    }

    private InvalidTraceException refused(MatchResult word, String message) {
      Position position = new Position(number, word.start() + 1);
      return new InvalidTraceException(List.of(new TraceProblem(position, message)));
    }
  }
}
