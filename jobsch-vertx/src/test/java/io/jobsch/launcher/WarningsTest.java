package io.jobsch.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class WarningsTest {
  private final List<String> told = new ArrayList<>();

  @Test
  void warnings_are_told_in_a_line_and_less_is_not() {
    Warnings.tell(told::add);
    System.Logger log = new Warnings().getLogger("any", WarningsTest.class.getModule());

    log.log(Level.INFO, "nothing much");
    log.log(Level.WARNING, "{mind} this");
    log.log(Level.ERROR, "lost {0} of {1}", 2, 3);
    log.log(Level.WARNING, "failed", new IllegalStateException("no reason"));

    assertThat(told)
        .containsExactly(
            "warning: {mind} this",
            "warning: lost 2 of 3",
            "warning: failed: java.lang.IllegalStateException: no reason");
  }

  @Test
  void what_many_say_one_after_the_other_is_told_once() {
    Warnings.tell(told::add);
    System.Logger log = new Warnings().getLogger("any", WarningsTest.class.getModule());

    log.log(Level.WARNING, "the same");
    log.log(Level.WARNING, "the same");
    log.log(Level.WARNING, "another");
    log.log(Level.WARNING, "the same");

    assertThat(told).containsExactly("warning: the same", "warning: another", "warning: the same");
  }
}
