package io.jobsch.spec;

import static io.jobsch.spec.Jobs.exec;
import static io.jobsch.spec.Jobs.parallel;
import static io.jobsch.spec.Jobs.sequence;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jobsch.spec.RecordedJob.Course;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RecordedJobTest {
  private static final Course SECOND = Course.succeedsAfter(Duration.ofSeconds(1));

  @Test
  void commands_are_in_reading_order() {
    JobSpec job = sequence(exec("a"), parallel(exec("b"), exec("c")), exec("d"));

    assertThat(RecordedJob.commands(job).stream().map(Pointer::toString))
        .containsExactly("/work/0", "/work/1/work/0", "/work/1/work/1", "/work/2");
    assertThat(RecordedJob.commands(exec("a"))).containsExactly(Pointer.ROOT);
  }

  @Test
  void each_command_has_a_course_and_nothing_else_has_one() {
    Map<Pointer, Course> two = Map.of(Pointer.ROOT, SECOND, Pointer.parse("/work/0"), SECOND);

    assertThatThrownBy(() -> new RecordedJob(Duration.ZERO, sequence(exec("a")), Map.of()))
        .hasMessageContaining("/work/0");
    assertThatThrownBy(() -> new RecordedJob(Duration.ZERO, exec("a"), two))
        .hasMessageContaining("no command [/work/0]");
  }

  @Test
  void times_and_exit_codes_have_their_ranges() {
    assertThatThrownBy(() -> Course.succeedsAfter(Duration.ofNanos(-1)))
        .hasMessageContaining("takes: expected a number of seconds from 0 to 1000000000");
    assertThatThrownBy(() -> new Course(Duration.ZERO, 256))
        .hasMessageContaining("from 0 to 255, found 256");
    assertThatThrownBy(() -> RecordedJob.uniform(Duration.ofSeconds(-1), exec("a"), SECOND))
        .hasMessageContaining("submit: expected a number of seconds from 0 to 4000000000");
  }
}
