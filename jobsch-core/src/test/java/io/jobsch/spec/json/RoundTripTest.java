package io.jobsch.spec.json;

import static org.assertj.core.api.Assertions.assertThat;

import io.jobsch.spec.Attributes;
import io.jobsch.spec.Command;
import io.jobsch.spec.Execute;
import io.jobsch.spec.JobSpec;
import io.jobsch.spec.ParallelGroup;
import io.jobsch.spec.RoleName;
import io.jobsch.spec.SequenceGroup;
import io.jobsch.spec.SpecRules;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Every job is written as a document that says exactly that job. */
class RoundTripTest {
  private final SpecReader reader = new SpecReader();

  @Property
  void what_is_written_is_read_as_the_same(@ForAll("jobs") JobSpec job) {
    assertSame(reader.read(SpecWriter.compact().write(job)), job);
    assertSame(reader.read(SpecWriter.pretty().write(job)), job);
    assertSame(reader.read(SpecWriter.compact().writeBytes(job)), job);
    assertSame(reader.read(SpecWriter.pretty().writeBytes(job)), job);
  }

  /** Variables in their order, too, to which equality is blind. */
  private static void assertSame(JobSpec read, JobSpec written) {
    assertThat(read).isEqualTo(written);
    assertThat(variables(read)).isEqualTo(variables(written));
  }

  private static List<Map.Entry<String, String>> variables(JobSpec job) {
    return Stream.concat(
            job.attributes().env().entrySet().stream(),
            job.work().stream().flatMap(part -> variables(part).stream()))
        .toList();
  }

  @Provide
  static Arbitrary<JobSpec> jobs() {
    Arbitrary<JobSpec> jobs = jobs(4);
    return Arbitraries.oneOf(
        jobs, Combinators.combine(jobs, Arbitraries.integers()).as(JobSpec::priority));
  }

  private static Arbitrary<JobSpec> jobs(int depth) {
    Arbitrary<JobSpec> command = Combinators.combine(commands(), attributes()).as(Execute::new);
    if (depth == 1) {
      return command;
    }
    Arbitrary<List<JobSpec>> work =
        Arbitraries.lazy(() -> jobs(depth - 1)).list().ofMinSize(1).ofMaxSize(4);
    Arbitrary<JobSpec> sequence = Combinators.combine(work, attributes()).as(SequenceGroup::new);
    Arbitrary<JobSpec> parallel =
        Combinators.combine(work, bounds(), attributes()).as(ParallelGroup::new);
    return Arbitraries.oneOf(command, sequence, parallel);
  }

  private static Arbitrary<Command> commands() {
    Arbitrary<Command> lines = nonEmptyTexts().map(Command.Shell::new);
    Arbitrary<Command> words =
        Combinators.combine(nonEmptyTexts(), texts().list().ofMaxSize(3))
            .as(
                (program, arguments) ->
                    new Command.Argv(
                        Stream.concat(Stream.of(program), arguments.stream()).toList()));
    return Arbitraries.oneOf(lines, words);
  }

  private static Arbitrary<Attributes> attributes() {
    Arbitrary<String> variables =
        nonEmptyTexts().filter(name -> SpecRules.environmentName(name).isEmpty());
    return Combinators.combine(
            nonEmptyTexts().optional(),
            nonEmptyTexts().map(RoleName::new).optional(),
            Arbitraries.maps(variables, texts()).ofMaxSize(3),
            nonEmptyTexts().optional(),
            timeouts().optional(),
            Arbitraries.just(OptionalInt.empty()))
        .as(Attributes::new);
  }

  private static Arbitrary<OptionalInt> bounds() {
    return Arbitraries.integers()
        .greaterOrEqual(1)
        .map(OptionalInt::of)
        .injectDuplicates(0.1)
        .optional()
        .map(bound -> bound.orElse(OptionalInt.empty()));
  }

  private static Arbitrary<Duration> timeouts() {
    long longest = SpecRules.LONGEST_TIMEOUT.toNanos();
    return Arbitraries.longs().between(1, longest).map(Duration::ofNanos);
  }

  private static Arbitrary<String> nonEmptyTexts() {
    return texts().filter(text -> !text.isEmpty());
  }

  /** Letters, what JSON escapes, and any character that there is but NUL. */
  private static Arbitrary<String> texts() {
    Arbitrary<Integer> any =
        Arbitraries.integers()
            .between(1, Character.MAX_CODE_POINT)
            .filter(each -> each < Character.MIN_SURROGATE || each > Character.MAX_SURROGATE);
    Arbitrary<Integer> escaped = Arbitraries.of(1, 8, 9, 10, 12, 13, 31, 34, 47, 92, 127);
    Arbitrary<Integer> strange = Arbitraries.of(0x85, 0x2028, 0x2029, 0xfeff, 0xfffe, 0x1f600);
    return Arbitraries.oneOf(Arbitraries.integers().between('a', 'z'), escaped, strange, any)
        .list()
        .ofMaxSize(8)
        .map(
            codePoints ->
                codePoints.stream()
                    .collect(
                        StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                    .toString());
  }
}
