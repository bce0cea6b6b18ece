package io.jobsch.launcher.view;

import static io.jobsch.spec.Jobs.exec;
import static io.jobsch.spec.Jobs.sequence;
import static io.jobsch.spec.Jobs.sh;
import static org.assertj.core.api.Assertions.assertThat;

import io.jobsch.result.JobState;
import io.jobsch.spec.JobSpec;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class TerminalViewTest {
  private static final JobSpec BUILD_AND_TEST =
      sequence(sh("make").role("builder"), sh("make test").name("test").role("tester"));

  private static Story story(JobSpec job, Paint paint, Screen screen) {
    return story(job, paint, () -> screen);
  }

  private static Story story(JobSpec job, Paint paint, Supplier<Screen> screen) {
    return Story.of(
        job,
        stage ->
            new TerminalView(
                stage.nodes(), stage.terminal(), paint, Glyphs.UNICODE, stage.clock(), screen));
  }

  private static Story story(JobSpec job) {
    return story(job, Paint.PLAIN, Screen.USUAL);
  }

  /** Escapes as they are talked about: a caret for ESC. */
  private static String visible(String text) {
    return text.replace('\u001b', '^');
  }

  @Test
  void output_scrolls_above_a_tree_that_is_drawn_anew_in_its_place() {
    Story story = story(BUILD_AND_TEST).queued().started().runs("", "/work/0").after(1).tick();
    assertThat(story.out())
        .isEqualTo(
            """
            ● in sequence           running    1.00 s
            ├─ ● make      builder  running    1.00 s
            └─ ○ test      tester   pending
            """);

    story.prints("/work/0", "cc main.c\ncc").complains("/work/0", "a warning\n");
    assertThat(story.out()).as("waits for the next tick").isEmpty();

    story.after(1).tick();
    assertThat(visible(story.out()))
        .isEqualTo(
            """
            \r^[3A^[Jbuilder | cc main.c
            builder ! a warning
            ● in sequence           running    2.00 s
            ├─ ● make      builder  running    2.00 s
            └─ ○ test      tester   pending
            """);

    story.succeeds("/work/0").runs("/work/1").complains("/work/1", "1 test failed\n").after(3);
    story.exits("/work/1", 2).exits("", 2).ends(JobState.FAILED);
    assertThat(visible(story.out()))
        .isEqualTo(
            """
            \r^[3A^[Jbuilder | cc
            tester  ! 1 test failed
            ✗ in sequence           failed     5.00 s
            ├─ ✓ make      builder  succeeded  2.00 s
            └─ ✗ test      tester   failed     3.00 s
            ✗ failed after 5.00 s: /work/1 "test" (tester): exit code 2
              the last lines of its stderr:
                1 test failed
            """);
  }

  @Test
  void a_single_command_leaves_its_output_and_one_line() {
    Story story =
        story(exec("echo", "asdf"))
            .queued()
            .started()
            .runs("")
            .prints("", "asdf\n")
            .after(0.03)
            .succeeds("")
            .ends(JobState.SUCCEEDED);

    assertThat(story.out()).isEqualTo("asdf\n✓ succeeded after 0.03 s\n");
    assertThat(story.tick().out()).as("nothing is drawn after the end").isEmpty();
  }

  @Test
  void colours_tell_roles_apart_and_commands_may_have_their_own() {
    Story story =
        story(BUILD_AND_TEST, Paint.COLOURED, Screen.USUAL)
            .started()
            .prints("/work/0", "\u001b[1mbold\n\u001b]0;evil\u0007plain\n")
            .complains("/work/1", "oh\n")
            .tick();

    assertThat(visible(story.out()))
        .startsWith(
            """
            ^[36mbuilder^[0m | ^[1mbold^[0m
            ^[36mbuilder^[0m | plain
            ^[33mtester ^[0m ^[31m!^[0m oh
            """);
  }

  @Test
  void no_colour_means_none_of_anybody() {
    Story story =
        story(BUILD_AND_TEST).started().prints("/work/0", "\u001b[31mred\u001b[0m\n").tick();

    assertThat(story.out()).startsWith("builder | red\n").doesNotContain("\u001b[3");
  }

  @Test
  void the_tree_takes_half_of_a_low_screen_and_never_all_of_its_width() {
    Story story = story(BUILD_AND_TEST, Paint.PLAIN, new Screen(20, 4)).started().tick();

    assertThat(story.out()).isEqualTo("○ in sequence\n├─ ○ make\n└─ ○ test\n");
  }

  @Test
  void a_tree_that_a_narrower_terminal_has_broken_is_taken_away_whole() {
    AtomicReference<Screen> screen = new AtomicReference<>(Screen.USUAL);
    Story story = story(BUILD_AND_TEST, Paint.COLOURED, screen::get).started().runs("").tick();
    assertThat(story.out().lines().map(SafeText::plain).map(Columns::of))
        .containsExactly(41, 31, 31);

    screen.set(new Screen(40, 24));
    assertThat(visible(story.after(1).tick().out())).startsWith("\r^[4A^[J");

    screen.set(new Screen(10, 24));
    assertThat(visible(story.after(1).tick().out())).startsWith("\r^[4A^[J");

    screen.set(Screen.USUAL);
    assertThat(visible(story.after(1).tick().out())).startsWith("\r^[3A^[J");
    screen.set(new Screen(20, 24));
    assertThat(visible(story.closed().out())).isEqualTo("\r^[7A^[J");
  }

  @Test
  void a_note_stands_above_the_tree_at_once() {
    Story story = story(sequence(sh("a"), sh("b"))).started().tick();
    story.out();

    story.note("cancelling the job\u0007");
    assertThat(visible(story.out()))
        .isEqualTo(
            """
            \r^[3A^[Jjobsch: cancelling the job^G
            ○ in sequence  pending
            ├─ ○ a         pending
            └─ ○ b         pending
            """);
  }

  @Test
  void a_view_that_is_closed_before_the_end_takes_its_tree_away() {
    Story story = story(sequence(sh("a"), sh("b"))).queued().tick();
    story.out();

    assertThat(visible(story.closed().out())).isEqualTo("\r^[3A^[J");
    assertThat(story.note("a late word").out()).isEqualTo("jobsch: a late word\n");
  }

  @Test
  void much_output_is_not_hoarded() {
    Story story = story(sh("yes")).started().runs("").prints("", "y\n".repeat(40_000));

    assertThat(story.out()).startsWith("y\ny\n").hasSizeGreaterThan(80_000);
  }
}
