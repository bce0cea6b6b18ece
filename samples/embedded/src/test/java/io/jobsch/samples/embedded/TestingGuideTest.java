package io.jobsch.samples.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class TestingGuideTest {
  private static final Path GUIDE = Path.of("../../docs/testing.md");
  private static final Path EXAMPLE =
      Path.of("src/test/java/io/jobsch/samples/embedded/BackupTest.java");

  @Test
  void the_guide_shows_the_example_that_is_run_here() throws Exception {
    String source = Files.readString(EXAMPLE);

    assertThat(Files.readString(GUIDE))
        .contains("```java\n" + source.substring(source.indexOf("class BackupTest")) + "```\n");
  }
}
