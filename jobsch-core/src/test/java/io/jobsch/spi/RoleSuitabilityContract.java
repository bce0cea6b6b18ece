package io.jobsch.spi;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What every implementation of {@link RoleSuitability} does. That it may block and throw is for
 * those who ask it.
 */
public abstract class RoleSuitabilityContract {
  /** Names are any text: an implementation that hands them on must hand them on whole. */
  private static final List<String> NAMES =
      List.of(
          "server",
          "default_role",
          " ",
          "two words",
          "*",
          "server\nclient",
          "\"quoted\" 'twice' \\",
          "{\"role\": 1}",
          "rôle-名前-\uD83D\uDE80",
          "r".repeat(100_000));

  private RoleSuitability suitability;

  /** For those that supply an implementation. */
  protected RoleSuitabilityContract() {}

  /** One, for one test; whoever supplies it closes it after the test. */
  protected abstract RoleSuitability suitability();

  @BeforeEach
  final void take() {
    suitability = suitability();
  }

  @Test
  void equal_questions_get_equal_answers() {
    List<String> reversed = new ArrayList<>(NAMES);
    Collections.reverse(reversed);

    assertThat(answers(reversed)).isEqualTo(answers(NAMES));
  }

  private Map<String, Boolean> answers(List<String> names) {
    Map<String, Boolean> answers = new TreeMap<>();
    names.forEach(it -> answers.put(it, suitability.suits(it)));
    return answers;
  }
}
