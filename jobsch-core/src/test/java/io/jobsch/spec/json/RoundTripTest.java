package io.jobsch.spec.json;

import static org.assertj.core.api.Assertions.assertThat;

import io.jobsch.spec.JobSpec;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every job is written as a document that says exactly that job. */
class RoundTripTest {
  private static final int JOBS = 1_000;

  private final SpecReader reader = new SpecReader();

  @Test
  void what_is_written_is_read_as_the_same() {
    LongStream.range(0, JOBS).forEach(this::roundTrip);
  }

  private void roundTrip(long seed) {
    JobSpec job = new RandomJobs(seed).next();
    assertSame(seed, reader.read(SpecWriter.compact().write(job)), job);
    assertSame(seed, reader.read(SpecWriter.pretty().write(job)), job);
    assertSame(seed, reader.read(SpecWriter.compact().writeBytes(job)), job);
    assertSame(seed, reader.read(SpecWriter.pretty().writeBytes(job)), job);
  }

  /** Variables in their order, too, to which equality is blind. */
  private static void assertSame(long seed, JobSpec read, JobSpec written) {
    assertThat(read).as("seed %d", seed).isEqualTo(written);
    assertThat(variables(read)).as("seed %d", seed).isEqualTo(variables(written));
  }

  private static List<Map.Entry<String, String>> variables(JobSpec job) {
    return Stream.concat(
            job.attributes().env().entrySet().stream(),
            job.work().stream().flatMap(part -> variables(part).stream()))
        .toList();
  }
}
