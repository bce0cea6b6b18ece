package io.jobsch.spec.json;

import static io.jobsch.spec.Jobs.exec;
import static io.jobsch.spec.Jobs.parallel;
import static io.jobsch.spec.Jobs.sequence;
import static io.jobsch.spec.Jobs.sh;
import static org.assertj.core.api.Assertions.assertThat;

import io.jobsch.spec.JobSpec;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class SpecWriterTest {
  private static final JobSpec JOB =
      sequence(
              sh("make > log").cwd("src"),
              parallel(exec("a", "ü\n"), exec("b").role("machine_1"))
                  .maxParallel(2)
                  .timeout(Duration.ofMillis(1500)))
          .name("all")
          .env("B", "1")
          .env("A", "")
          .priority(-3);

  @Test
  void writes_one_line() {
    String expected =
        "{\"type\":\"sequence_group\",\"name\":\"all\",\"env\":{\"B\":\"1\",\"A\":\"\"},\"priority\":-3,\"work\":["
            + "{\"type\":\"execute\",\"cwd\":\"src\",\"command\":\"make > log\"},"
            + "{\"type\":\"parallel_group\",\"timeout\":1.5,\"max_parallel\":2,\"work\":["
            + "{\"type\":\"execute\",\"command\":[\"a\",\"ü\\n\"]},"
            + "{\"type\":\"execute\",\"role\":\"machine_1\",\"command\":[\"b\"]}]}]}";
    assertThat(SpecWriter.compact().write(JOB)).isEqualTo(expected);
    assertThat(SpecWriter.compact().writeBytes(JOB))
        .isEqualTo(expected.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void writes_lines_for_people() {
    assertThat(SpecWriter.pretty().write(JOB))
        .isEqualTo(
            """
            {
              "type": "sequence_group",
              "name": "all",
              "env": {
                "B": "1",
                "A": ""
              },
              "priority": -3,
              "work": [ {
                "type": "execute",
                "cwd": "src",
                "command": "make > log"
              }, {
                "type": "parallel_group",
                "timeout": 1.5,
                "max_parallel": 2,
                "work": [ {
                  "type": "execute",
                  "command": [ "a", "ü\\n" ]
                }, {
                  "type": "execute",
                  "role": "machine_1",
                  "command": [ "b" ]
                } ]
              } ]
            }""");
  }
}
