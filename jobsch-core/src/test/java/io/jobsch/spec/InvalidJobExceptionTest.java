package io.jobsch.spec;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class InvalidJobExceptionTest {
  @Test
  void holds_every_problem_and_shows_the_first_twenty() {
    List<SpecProblem> problems =
        IntStream.range(0, 23)
            .mapToObj(i -> new SpecProblem(Pointer.ROOT.child(i), "wrong"))
            .toList();

    assertThat(new InvalidJobException(problems).problems()).isEqualTo(problems);
    assertThat(new InvalidJobException(problems).getMessage())
        .startsWith("/0: wrong\n/1: wrong\n")
        .endsWith("\n/19: wrong\nand 3 more problems");
    assertThat(new InvalidJobException(problems.subList(0, 20)).getMessage())
        .endsWith("\n/19: wrong");
  }
}
