package io.jobsch.samples.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import io.jobsch.result.JobResult;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReleaseCheckTest {
  @TempDir Path directory;

  @Test
  void what_was_packed_is_read_on_both_machines() throws Exception {
    JobResult result = ReleaseCheck.check(directory);

    assertThat(result.succeeded()).isTrue();
    assertThat(result.node("/work/1/work/0").stdout().text()).isEqualTo("contents\n");
    assertThat(result.node("/work/1/work/1").stdout().text().strip()).isEqualTo("9");
    assertThat(result.workers()).hasSize(3);
  }
}
