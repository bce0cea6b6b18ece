package io.jobsch.launcher.view;

import static io.jobsch.spec.Jobs.exec;
import static io.jobsch.spec.Jobs.parallel;
import static io.jobsch.spec.Jobs.sequence;
import static io.jobsch.spec.Jobs.sh;
import static org.assertj.core.api.Assertions.assertThat;

import io.jobsch.result.JobState;
import io.jobsch.result.Reason;
import io.jobsch.spec.JobSpec;
import io.jobsch.workers.StreamName;
import org.junit.jupiter.api.Test;

class PlainViewTest {
  private static Story story(JobSpec job) {
    return Story.of(
        job,
        stage ->
            new PlainView(stage.nodes(), CommandSink.to(stage.out(), Paint.PLAIN), stage.err()));
  }

  @Test
  void a_single_command_shows_its_stdout_and_when_it_began_and_ended() {
    Story story =
        story(exec("echo", "asdf"))
            .queued()
            .started()
            .runs("")
            .prints("", "asdf\n")
            .after(0.25)
            .succeeds("")
            .ends(JobState.SUCCEEDED);

    assertThat(story.out()).isEqualTo("asdf\n");
    assertThat(story.err())
        .isEqualTo(
            """
            jobsch: job queued
            jobsch: job running on w1
            jobsch: job succeeded after 0.25 s
            """);
  }

  @Test
  void a_failed_sequence_names_the_command_that_failed_first_and_what_it_wrote_last() {
    Story story =
        story(
                sequence(
                    sh("make").role("builder"),
                    exec("./test", "all of it").name("test").role("tester"),
                    sh("make install").role("builder")))
            .queued()
            .started()
            .runs("", "/work/0")
            .prints("/work/0", "made\n")
            .complains("/work/0", "warning: old\n")
            .after(2)
            .succeeds("/work/0")
            .runs("/work/1")
            .complains("/work/1", "assertion failed\nexpected 1")
            .after(65.5)
            .exits("/work/1", 3)
            .skips("/work/2")
            .exits("", 3)
            .ends(JobState.FAILED);

    assertThat(story.out()).isEqualTo("made\n");
    assertThat(story.err())
        .isEqualTo(
            """
            jobsch: job queued
            jobsch: job running: builder on w1, tester on w2
            jobsch: /work/0 running on w1: make
            builder ! warning: old
            jobsch: /work/0 succeeded after 2.00 s
            jobsch: /work/1 "test" running on w2: ./test 'all of it'
            tester  ! assertion failed
            tester  ! expected 1
            jobsch: /work/1 "test" failed after 1 min 05 s: exit code 3
            jobsch: /work/2 skipped: /work/1: exit code 3
            jobsch: job failed after 1 min 07 s: /work/1 "test" (tester): exit code 3
            jobsch: the last lines of its stderr:
                assertion failed
                expected 1
            """);
  }

  @Test
  void what_commands_write_to_stdout_arrives_byte_for_byte() {
    byte[] wild = new byte[256];
    for (int i = 0; i < wild.length; i++) {
      wild[i] = (byte) i;
    }

    Story story = story(exec("cat", "wild")).started().runs("").writes("", StreamName.STDOUT, wild);

    assertThat(story.outBytes()).isEqualTo(wild);
  }

  @Test
  void stderr_shows_no_control_characters_whoever_sent_them() {
    Story story =
        story(sequence(sh("evil\u0007\ncommand").name("na\u001b]0;title\u0007me"), sh("x")))
            .started()
            .runs("", "/work/0")
            .complains("/work/0", "\u001b[31mred\u001b[0m \u001b]52;c;ZXZpbA==\u0007done\u0008\n")
            .fails("/work/0", Reason.Code.NOT_FOUND, "no \u001b[2Jsuch program")
            .fails("", Reason.Code.NOT_FOUND, "x")
            .ends(JobState.FAILED);

    assertThat(story.err())
        .isEqualTo(
            """
            jobsch: job running on w1
            jobsch: /work/0 "name" running on w1: evil^G command
            name    ! red done^H
            jobsch: /work/0 "name" failed after 0.00 s: no such program
            jobsch: job failed after 0.00 s: /work/0 "name": no such program
            jobsch: the last lines of its stderr:
                red done^H
            """);
  }

  @Test
  void a_job_whose_own_time_ran_out_says_so() {
    Story story =
        story(parallel(sh("a"), sh("b")))
            .started()
            .runs("", "/work/0", "/work/1")
            .after(5)
            .timesOut("", "took longer than its timeout of 5 s")
            .ends(JobState.FAILED);

    assertThat(story.err())
        .endsWith("jobsch: job timed_out after 5.00 s: took longer than its timeout of 5 s\n");
  }

  @Test
  void a_cancelled_job_says_who_heard_it() {
    Story story =
        story(sh("sleep 60"))
            .started()
            .runs("")
            .after(1.5)
            .cancelling()
            .note("cancelling the job; a second Ctrl-C kills it at once")
            .ends(JobState.CANCELLED);

    assertThat(story.err())
        .isEqualTo(
            """
            jobsch: job running on w1
            jobsch: job cancelling on w1
            jobsch: cancelling the job; a second Ctrl-C kills it at once
            jobsch: job cancelled after 1.50 s
            """);
  }
}
