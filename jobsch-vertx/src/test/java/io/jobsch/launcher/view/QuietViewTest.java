package io.jobsch.launcher.view;

import static io.jobsch.spec.Jobs.exec;
import static io.jobsch.spec.Jobs.sequence;
import static io.jobsch.spec.Jobs.sh;
import static org.assertj.core.api.Assertions.assertThat;

import io.jobsch.result.JobState;
import io.jobsch.spec.JobSpec;
import org.junit.jupiter.api.Test;

class QuietViewTest {
  private static Story story(JobSpec job) {
    return Story.of(
        job,
        stage ->
            new QuietView(
                stage.nodes(),
                CommandSink.to(stage.out(), Paint.PLAIN),
                CommandSink.to(stage.err(), Paint.PLAIN),
                stage.err()));
  }

  @Test
  void a_job_that_succeeds_shows_nothing_but_what_its_commands_write() {
    Story story =
        story(sequence(sh("a"), sh("b")))
            .queued()
            .started()
            .runs("", "/work/0")
            .prints("/work/0", "out")
            .complains("/work/0", "\u001b[31merr\u001b[0m\n")
            .succeeds("/work/0")
            .runs("/work/1")
            .prints("/work/1", "put\n")
            .succeeds("/work/1", "")
            .ends(JobState.SUCCEEDED);

    assertThat(story.out()).isEqualTo("output\n");
    assertThat(story.err()).isEqualTo("\u001b[31merr\u001b[0m\n");
  }

  @Test
  void a_job_that_fails_says_why_in_one_line() {
    Story story =
        story(exec("false"))
            .started()
            .runs("")
            .complains("", "no\n")
            .exits("", 1)
            .ends(JobState.FAILED);

    assertThat(story.out()).isEmpty();
    assertThat(story.err()).isEqualTo("no\njobsch: job failed after 0.00 s: exit code 1\n");
  }
}
