package io.jobsch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class ChanceTest {
  @Test
  void the_first_number_of_small_seeds_may_be_any() {
    int[] times = new int[4];
    LongStream.rangeClosed(1, 2_000).forEach(seed -> times[Chance.of(seed).nextInt(4)]++);

    for (int each : times) {
      assertThat(each).isBetween(400, 600);
    }
  }

  @Test
  void the_same_seed_gives_the_same_numbers() {
    assertThat(Chance.of(7).longs(10).toArray()).isEqualTo(Chance.of(7).longs(10).toArray());
  }
}
