package io.jobsch.launcher.view;

import static org.assertj.core.api.Assertions.assertThat;

import io.jobsch.spec.Pointer;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class WholeLinesTest {
  private static final Pointer A = Pointer.parse("/work/0");
  private static final Pointer B = Pointer.parse("/work/1");

  private final ByteArrayOutputStream written = new ByteArrayOutputStream();
  private final WholeLines lines = new WholeLines(new Outlet(written, false, gone -> {}));

  private void write(Pointer command, String text) {
    lines.write(command, text.getBytes(StandardCharsets.UTF_8));
  }

  private String written() {
    return written.toString(StandardCharsets.UTF_8);
  }

  @Test
  void half_a_line_is_there_at_once() {
    write(A, "10 %");

    assertThat(written()).isEqualTo("10 %");
  }

  @Test
  void another_command_waits_until_the_line_has_ended() {
    write(A, "one ");
    write(B, "other line\n");
    assertThat(written()).isEqualTo("one ");

    write(A, "line\n");
    assertThat(written()).isEqualTo("one line\nother line\n");
  }

  @Test
  void it_also_ends_with_its_command() {
    write(A, "one");
    write(B, "two\n");
    lines.end(A);

    assertThat(written()).isEqualTo("onetwo\n");
  }

  @Test
  void a_command_that_ended_while_it_waited_holds_up_nobody() {
    write(A, "one ");
    write(B, "no end");
    lines.end(B);
    write(A, "line\n");
    write(A, "next\n");

    assertThat(written()).isEqualTo("one line\nno endnext\n");
  }

  @Test
  void who_has_waited_with_much_is_let_through() {
    String much = "y".repeat(WholeLines.PATIENCE + 1);
    write(A, "one ");
    write(B, much);

    assertThat(written()).isEqualTo("one " + much);
  }
}
