package io.jobsch.spec.json;

import io.jobsch.spec.InvalidJobException;
import io.jobsch.spec.JobSpec;
import io.jobsch.spec.Pointer;
import io.jobsch.spec.RecordedJob;
import io.jobsch.spec.SpecLimits;
import io.jobsch.spec.SpecRules;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * Reads recorded jobs, each an object in a line of its own: {@code submit} (in seconds), {@code
 * job} (a job document), how long its commands took ({@code durations}, by their places in the job,
 * and {@code duration} for those that are not named there), and {@code exit_codes} of those that
 * did not end with 0. As strict and as total as a {@link SpecReader}.
 *
 * <p>Immutable; any thread may use it.
 */
public final class RecordedJobReader {
  private final SpecLimits limits;

  /** A reader that holds a line, and the job in it, to these limits. */
  public RecordedJobReader(SpecLimits limits) {
    this.limits = limits;
  }

  /**
   * The recorded job that a line says, in UTF-8.
   *
   * @param lineNumber counted from 1, for the positions of problems
   * @throws InvalidJobException if it is anything else, with every problem; pointers begin at the
   *     object that is the line
   */
  public RecordedJob read(byte[] line, int lineNumber) {
    WholeDocument.checkLength(line.length, limits, lineNumber);
    return WholeDocument.read(
        "recorded job",
        DocumentText.of(line, lineNumber),
        (tokens, problems) -> new Line(tokens, problems, limits).read());
  }

  private enum Key {
    SUBMIT("submit"),
    JOB("job"),
    DURATION("duration"),
    DURATIONS("durations"),
    EXIT_CODES("exit_codes");

    static final List<String> WORDS = Arrays.stream(values()).map(each -> each.word).toList();

    private final String word;

    Key(String word) {
      this.word = word;
    }

    static Optional<Key> of(String word) {
      return Arrays.stream(values()).filter(each -> each.word.equals(word)).findFirst();
    }
  }

  /** One line while it is read: its fields come in any order. */
  private static final class Line {
    private final Tokens tokens;
    private final Problems problems;
    private final SpecLimits limits;
    private final Values values;
    private final Set<Key> seen = EnumSet.noneOf(Key.class);
    private Optional<Duration> submit = Optional.empty();
    private Optional<JobSpec> job = Optional.empty();
    private Optional<Duration> duration = Optional.empty();
    private final Map<Pointer, Said<Duration>> durations = new LinkedHashMap<>();
    private final Map<Pointer, Said<Integer>> exitCodes = new LinkedHashMap<>();

    Line(Tokens tokens, Problems problems, SpecLimits limits) {
      this.tokens = tokens;
      this.problems = problems;
      this.limits = limits;
      this.values = new Values(tokens, problems, limits);
    }

    /** What is said of a command, and where. */
    private record Said<T>(Place at, T value) {}

    Optional<RecordedJob> read() {
      Place at = values.at(Pointer.ROOT);
      if (!tokens.isObject()) {
        values.unexpected(
            at, "expected an object with 'submit' and 'job', found " + tokens.found());
        return Optional.empty();
      }
      while (tokens.nextKey()) {
        field(at.pointer());
      }
      need(at, Key.SUBMIT);
      need(at, Key.JOB);
      return job.flatMap(spec -> recorded(at, spec));
    }

    private void need(Place at, Key key) {
      if (!seen.contains(key)) {
        problems.add(at, "expected a field '" + key.word + "', found none");
      }
    }

    private void field(Pointer parent) {
      String word = tokens.text();
      Place at = values.at(parent.child(word));
      tokens.next();
      Optional<Key> key = Key.of(word);
      if (key.isEmpty()) {
        values.unexpected(
            at, "unknown field " + SpecRules.quoted(word) + Spelling.hint(word, Key.WORDS));
      } else if (seen.add(key.get())) {
        value(key.get(), values.at(at.pointer()));
      } else {
        values.unexpected(at, "expected each field once, found another '" + word + "'");
      }
    }

    private void value(Key key, Place at) {
      switch (key) {
        case SUBMIT -> submit = values.secondsWithin(at, RecordedJob.LATEST);
        case JOB -> job(at);
        case DURATION -> duration = values.secondsWithin(at, SpecRules.LONGEST_TIMEOUT);
        case DURATIONS ->
            byCommand(at, durations, it -> values.secondsWithin(it, SpecRules.LONGEST_TIMEOUT));
        case EXIT_CODES -> byCommand(at, exitCodes, this::exitCode);
      }
    }

    private void job(Place at) {
      Problems own = new Problems();
      try {
        job = NodeReader.job(tokens, own, limits);
      } finally {
        problems.addAll(own, at.pointer());
      }
    }

    private Optional<Integer> exitCode(Place at) {
      OptionalInt code = values.exitCode(at);
      return code.isPresent() ? Optional.of(code.getAsInt()) : Optional.empty();
    }

    private interface Reading<T> {
      Optional<T> at(Place place);
    }

    private <T> void byCommand(Place at, Map<Pointer, Said<T>> said, Reading<T> reading) {
      if (!tokens.isObject()) {
        values.unexpected(
            at,
            "expected an object with the places of commands, such as \"/work/1\", found "
                + tokens.found());
        return;
      }
      while (tokens.nextKey()) {
        String word = tokens.text();
        Place key = values.at(at.pointer().child(word));
        tokens.next();
        Optional<Pointer> command = pointer(key, word);
        Optional<T> value = reading.at(values.at(key.pointer()));
        if (command.isPresent() && value.isPresent()) {
          Said<T> before = said.put(command.get(), new Said<>(key, value.get()));
          if (before != null) {
            problems.add(
                key, "expected each command once, found another " + SpecRules.quoted(word));
          }
        }
      }
    }

    private Optional<Pointer> pointer(Place key, String word) {
      try {
        return Optional.of(Pointer.parse(word));
      } catch (IllegalArgumentException e) {
        problems.add(
            key,
            "expected the place of a command, such as \"/work/1\", found "
                + SpecRules.quoted(word));
        return Optional.empty();
      }
    }

    private Optional<RecordedJob> recorded(Place at, JobSpec spec) {
      Set<Pointer> commands = RecordedJob.commands(spec);
      checkPlaces(commands, durations);
      checkPlaces(commands, exitCodes);
      Map<Pointer, RecordedJob.Course> courses = new LinkedHashMap<>();
      for (Pointer command : commands) {
        Optional<Duration> takes =
            Optional.ofNullable(durations.get(command)).map(Said::value).or(() -> duration);
        if (takes.isPresent()) {
          int code = Optional.ofNullable(exitCodes.get(command)).map(Said::value).orElse(0);
          courses.put(command, new RecordedJob.Course(takes.get(), code));
        } else if (!seen.contains(Key.DURATION)) {
          problems.add(
              at,
              "expected how long \""
                  + command
                  + "\" took, in 'durations', or for all in 'duration'; found neither");
        }
      }
      return problems.none()
          ? submit.map(time -> new RecordedJob(time, spec, courses))
          : Optional.empty();
    }

    private <T> void checkPlaces(Set<Pointer> commands, Map<Pointer, Said<T>> said) {
      said.forEach(
          (command, it) -> {
            if (!commands.contains(command)) {
              problems.add(
                  it.at(),
                  "expected the place of a command of the job, such as \""
                      + commands.iterator().next()
                      + "\", found "
                      + SpecRules.quoted(command.toString()));
            }
          });
    }
  }
}
