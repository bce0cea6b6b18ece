package io.jobsch.launcher.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DurationsTest {
  @ParameterizedTest
  @CsvSource({
    "PT0S, 0.00 s",
    "PT-1S, 0.00 s",
    "PT0.049S, 0.04 s",
    "PT9.999S, 9.99 s",
    "PT10.56S, 10.5 s",
    "PT59.99S, 59.9 s",
    "PT1M5S, 1 min 05 s",
    "PT59M59S, 59 min 59 s",
    "PT1H, 1 h 00 min",
    "PT49H7M, 49 h 07 min"
  })
  void shows_what_matters_at_its_size(Duration duration, String text) {
    assertThat(Durations.text(duration)).isEqualTo(text);
  }
}
