package io.jobsch.spec.json;

import io.jobsch.Chance;
import io.jobsch.spec.Attributes;
import io.jobsch.spec.Command;
import io.jobsch.spec.Execute;
import io.jobsch.spec.JobSpec;
import io.jobsch.spec.ParallelGroup;
import io.jobsch.spec.RoleName;
import io.jobsch.spec.SequenceGroup;
import io.jobsch.spec.SpecRules;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Jobs of every shape, with texts of every kind, from a seed: the same seed makes the same job. */
final class RandomJobs {
  private static final int DEEPEST = 4;
  private static final int WIDEST = 4;
  private static final int LONGEST_TEXT = 8;

  private static final int[] ESCAPED = {1, 8, 9, 10, 12, 13, 31, 34, 47, 92, 127};
  private static final int[] STRANGE = {0x85, 0x2028, 0x2029, 0xfeff, 0xfffe, 0x1f600};
  private static final int[] PRIORITIES = {Integer.MIN_VALUE, -1, 0, 1, Integer.MAX_VALUE};
  private static final long[] TIMEOUTS = {
    1, 999_999_999, 1_000_000_000, SpecRules.LONGEST_TIMEOUT.toNanos()
  };

  private final Random random;

  RandomJobs(long seed) {
    random = Chance.of(seed);
  }

  JobSpec next() {
    JobSpec job = job(DEEPEST);
    return random.nextBoolean() ? job : job.priority(priority());
  }

  private JobSpec job(int depth) {
    int kind = depth == 1 ? 0 : random.nextInt(3);
    return switch (kind) {
      case 0 -> new Execute(command(), attributes());
      case 1 -> new SequenceGroup(work(depth - 1), attributes());
      default -> new ParallelGroup(work(depth - 1), bound(), attributes());
    };
  }

  private List<JobSpec> work(int depth) {
    return many(1 + random.nextInt(WIDEST), () -> job(depth));
  }

  private Command command() {
    if (random.nextBoolean()) {
      return new Command.Shell(nonEmptyText());
    }
    List<String> arguments = many(random.nextInt(4), this::text);
    return new Command.Argv(Stream.concat(Stream.of(nonEmptyText()), arguments.stream()).toList());
  }

  private Attributes attributes() {
    return new Attributes(
        sometimes(this::nonEmptyText),
        sometimes(() -> new RoleName(nonEmptyText())),
        environment(),
        sometimes(this::nonEmptyText),
        sometimes(this::timeout),
        OptionalInt.empty());
  }

  private Map<String, String> environment() {
    Map<String, String> variables = new LinkedHashMap<>();
    for (int left = random.nextInt(4); left > 0; left--) {
      String name = nonEmptyText();
      if (SpecRules.environmentName(name).isEmpty()) {
        variables.put(name, text());
      }
    }
    return variables;
  }

  private OptionalInt bound() {
    return switch (random.nextInt(4)) {
      case 0 -> OptionalInt.empty();
      case 1 -> OptionalInt.of(1);
      case 2 -> OptionalInt.of(Integer.MAX_VALUE);
      default -> OptionalInt.of(1 + random.nextInt(Integer.MAX_VALUE));
    };
  }

  private int priority() {
    return random.nextBoolean() ? random.nextInt() : PRIORITIES[random.nextInt(PRIORITIES.length)];
  }

  private Duration timeout() {
    long nanos =
        random.nextBoolean()
            ? TIMEOUTS[random.nextInt(TIMEOUTS.length)]
            : 1 + (long) (random.nextDouble() * (SpecRules.LONGEST_TIMEOUT.toNanos() - 1));
    return Duration.ofNanos(nanos);
  }

  private String nonEmptyText() {
    return character() + text();
  }

  private String text() {
    return String.join("", many(random.nextInt(LONGEST_TEXT), this::character));
  }

  /** A letter, what JSON escapes, or any character that there is but NUL. */
  private String character() {
    int codePoint =
        switch (random.nextInt(4)) {
          case 0 -> 'a' + random.nextInt(26);
          case 1 -> ESCAPED[random.nextInt(ESCAPED.length)];
          case 2 -> STRANGE[random.nextInt(STRANGE.length)];
          default -> anyCodePoint();
        };
    return Character.toString(codePoint);
  }

  private int anyCodePoint() {
    int codePoint = 1 + random.nextInt(Character.MAX_CODE_POINT);
    boolean half = codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
    return half ? anyCodePoint() : codePoint;
  }

  private <T> Optional<T> sometimes(Supplier<T> some) {
    return random.nextBoolean() ? Optional.of(some.get()) : Optional.empty();
  }

  private static <T> List<T> many(int count, Supplier<T> each) {
    return IntStream.range(0, count).mapToObj(index -> each.get()).toList();
  }
}
