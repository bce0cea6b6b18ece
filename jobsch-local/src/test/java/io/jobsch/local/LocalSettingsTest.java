package io.jobsch.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jobsch.engine.EngineSettings;
import io.jobsch.workers.Epoch;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LocalSettingsTest {
  private final LocalSchedulerBuilder builder = LocalScheduler.builder();

  @Test
  void the_usual_engine_is_that_of_the_usual_settings() {
    assertThat(builder.settings().engine()).isEqualTo(EngineSettings.DEFAULT);
  }

  @Test
  void the_engine_knows_how_long_a_kill_takes_and_when_to_reserve() {
    builder.killGrace(Duration.ofSeconds(3)).reserveAfter(Duration.ofMinutes(5));

    assertThat(builder.settings().engine())
        .isEqualTo(
            new EngineSettings(
                Epoch.FIRST,
                Duration.ofSeconds(13),
                Duration.ofSeconds(10),
                Optional.of(Duration.ofMinutes(5))));
  }

  @Test
  void nobody_waits_less_than_nothing() {
    assertThatThrownBy(() -> builder.reserveAfter(Duration.ofNanos(-1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("reserve after: expected 0 or more, found PT-0.000000001S");
  }
}
