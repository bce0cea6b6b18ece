package io.jobsch.local.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What the guide shows is so. */
class SimulatingGuideTest {
  private static final Pattern JOBS =
      Pattern.compile("^```jsonl\n(.*?)^```$", Pattern.DOTALL | Pattern.MULTILINE);

  @Test
  void its_recorded_jobs_can_be_played() throws Exception {
    String guide = Files.readString(Path.of("..", "docs", "simulating.md"));
    String jobs = JOBS.matcher(guide).results().findFirst().orElseThrow().group(1);

    Trace trace =
        RecordedJobs.read(new ByteArrayInputStream(jobs.getBytes(StandardCharsets.UTF_8)));

    assertThat(new Simulation(2).replay(trace).jobs())
        .extracting(job -> job.took().toSeconds())
        .containsExactly(900L, 270L);
  }
}
