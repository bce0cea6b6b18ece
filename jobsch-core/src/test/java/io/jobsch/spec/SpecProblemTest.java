package io.jobsch.spec;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class SpecProblemTest {
  private static final Position PLACE = new Position(3, 7);

  @Test
  void a_text_that_is_not_json_is_said_to_cease_at_a_position() {
    SpecProblem problem =
        new SpecProblem(Pointer.ROOT, SpecProblem.notJson(PLACE, "found it"), Optional.of(PLACE));

    assertThat(problem).hasToString(": not JSON at line 3, column 7: found it");
    assertThat(problem.besideItsPosition()).isEqualTo(": not JSON: found it");
  }

  @Test
  void other_problems_do_not_say_their_position() {
    SpecProblem problem =
        new SpecProblem(Pointer.ROOT.child("work"), "expected a list", Optional.of(PLACE));

    assertThat(problem).hasToString("/work: expected a list");
    assertThat(problem.besideItsPosition()).isEqualTo("/work: expected a list");
  }

  @Test
  void who_knows_no_position_finds_it_in_the_words() {
    SpecProblem problem = new SpecProblem(Pointer.ROOT, SpecProblem.notJson(PLACE, "found it"));

    assertThat(problem.besideItsPosition()).isEqualTo(": not JSON at line 3, column 7: found it");
  }
}
