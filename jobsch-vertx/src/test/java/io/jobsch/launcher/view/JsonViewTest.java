package io.jobsch.launcher.view;

import static io.jobsch.spec.Jobs.sequence;
import static io.jobsch.spec.Jobs.sh;
import static org.assertj.core.api.Assertions.assertThat;

import io.jobsch.result.JobState;
import org.junit.jupiter.api.Test;

class JsonViewTest {
  private static Story story(boolean quiet) {
    return Story.of(
            sequence(sh("a").name("first"), sh("b")),
            stage -> new JsonView(stage.nodes(), stage.out(), stage.err(), quiet))
        .queued()
        .started()
        .runs("", "/work/0")
        .prints("/work/0", "\u001b[31mred\u001b[0m\n")
        .complains("/work/0", "no newline")
        .succeeds("/work/0")
        .runs("/work/1")
        .succeeds("/work/1", "");
  }

  @Test
  void the_document_stands_alone_on_stdout_and_the_commands_are_heard_on_stderr() {
    Story story = story(false);
    assertThat(story.out()).isEmpty();
    assertThat(story.err()).isEqualTo("first   | red\nfirst   ! no newline\n");

    story.ends(JobState.SUCCEEDED);
    assertThat(story.out())
        .startsWith("{\"job_id\":\"0123456789abcdef0123456789abcdef\",\"state\":\"succeeded\",")
        .endsWith("}\n")
        .hasLineCount(1);
    assertThat(story.err()).isEmpty();
  }

  @Test
  void quiet_means_the_document_and_nothing_else() {
    Story story = story(true).ends(JobState.SUCCEEDED);

    assertThat(story.out()).startsWith("{\"job_id\":").hasLineCount(1);
    assertThat(story.err()).isEmpty();
  }
}
