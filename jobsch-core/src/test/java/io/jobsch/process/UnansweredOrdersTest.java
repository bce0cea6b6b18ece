package io.jobsch.process;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class UnansweredOrdersTest {
  private static final int HALF = 16 * 1024;

  private final UnansweredOrders orders = new UnansweredOrders();

  @Test
  void there_is_room_until_half_a_pipe_is_unanswered() {
    orders.given(1, HALF);
    assertThat(orders.leaveRoom()).isTrue();

    orders.given(2, HALF);

    assertThat(orders.leaveRoom()).isFalse();
  }

  @Test
  void an_answer_makes_room_once() {
    orders.given(1, HALF);
    orders.given(2, HALF);
    orders.given(3, HALF);

    orders.answered(1);
    orders.answered(1);
    assertThat(orders.leaveRoom()).isFalse();

    orders.answered(3);
    assertThat(orders.leaveRoom()).isTrue();
  }
}
