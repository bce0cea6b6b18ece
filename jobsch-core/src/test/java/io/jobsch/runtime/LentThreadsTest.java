package io.jobsch.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;

class LentThreadsTest {
  private final Deque<Runnable> forOthers = new ArrayDeque<>();
  private final List<String> done = new ArrayList<>();

  @Test
  void what_a_lent_thread_brings_is_done_by_it_before_it_goes_on() {
    lent(true).execute(() -> done.add("loop"));

    assertThat(done).containsExactly("loop");
    assertThat(forOthers).isEmpty();
  }

  @Test
  void what_another_thread_brings_is_done_by_one_of_the_executor() {
    lent(false).execute(() -> done.add("loop"));

    assertThat(done).isEmpty();
    assertThat(forOthers).hasSize(1);
  }

  @Test
  void what_is_left_when_a_lent_thread_has_done_enough_is_done_by_one_of_the_executor() {
    LentThreads threads = lent(true);

    threads.execute(() -> threads.execute(() -> done.add("rest")));

    assertThat(done).isEmpty();
    forOthers.remove().run();
    assertThat(done).containsExactly("rest");
  }

  @Test
  void a_lent_thread_can_be_used_again_after_a_failure() {
    LentThreads threads = lent(true);
    assertThatThrownBy(
            () ->
                threads.execute(
                    () -> {
                      throw new IllegalStateException("thrown by a test on purpose");
                    }))
        .isInstanceOf(IllegalStateException.class);

    threads.execute(() -> done.add("loop"));

    assertThat(done).containsExactly("loop");
  }

  private LentThreads lent(boolean current) {
    return new LentThreads(forOthers::add, thread -> current == (thread == Thread.currentThread()));
  }
}
