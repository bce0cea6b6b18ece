package io.jobsch.vertx.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.jobsch.plan.AttemptId;
import io.jobsch.plan.JobId;
import io.jobsch.spec.Command;
import io.jobsch.spec.Pointer;
import io.jobsch.spec.RoleName;
import io.jobsch.workers.Address;
import io.jobsch.workers.Epoch;
import io.jobsch.workers.Incarnation;
import io.jobsch.workers.Launch;
import io.jobsch.workers.Order;
import io.jobsch.workers.WorkerId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What is said arrives once and in its order, in however many messages, and is confirmed. */
class ConversationTest {
  private static final Content FIRST = new Content.Drain(true);
  private static final Content SECOND = new Content.Drain(false);
  private static final Content THIRD = new Content.Dismissed();
  private static final Head HEAD =
      new Head(new WorkerId("w1"), new Incarnation("life"), new Epoch(1), "session");
  private static final long LATER = Duration.ofMillis(250).toNanos();

  private final List<Frame> sent = new ArrayList<>();
  private final Conversation side = new Conversation(() -> HEAD, sent::add);

  @Test
  void what_is_said_in_one_go_goes_in_one_message() {
    say(FIRST, SECOND);
    assertThat(sent()).containsExactly(message(1, 0, FIRST, SECOND));

    say(THIRD);
    assertThat(sent()).containsExactly(message(3, 0, THIRD));
  }

  @Test
  void what_is_not_confirmed_is_said_again_under_its_number() {
    say(FIRST, SECOND, THIRD);
    sent();
    side.confirmed(1, 0);
    assertThat(side.unconfirmed()).isEqualTo(2);

    side.repeat(LATER - 1);
    assertThat(sent()).isEmpty();
    side.repeat(LATER);
    assertThat(sent()).containsExactly(message(2, 0, SECOND, THIRD));

    side.confirmed(3, LATER);
    side.repeat(10 * LATER);
    assertThat(sent()).isEmpty();
  }

  @Test
  void over_another_way_it_is_said_again_at_once() {
    say(FIRST);
    sent();
    side.say(SECOND, 0);

    side.resume(1);

    assertThat(sent()).containsExactly(message(1, 0, FIRST, SECOND));
    side.repeat(LATER);
    assertThat(sent()).isEmpty();
    side.repeat(LATER + 1);
    assertThat(sent()).containsExactly(message(1, 0, FIRST, SECOND));
  }

  @Test
  void what_was_not_sent_is_not_confirmed() {
    side.say(FIRST, 0);
    side.confirmed(7, 0);
    side.flush();

    assertThat(sent()).containsExactly(message(1, 0, FIRST));
    assertThat(side.unconfirmed()).isEqualTo(1);
  }

  @Test
  void large_orders_travel_alone_and_short_ones_not_without_end() {
    Content large = start("x".repeat(Content.SHORT_LAUNCH + 1));
    Content small = start("true");
    Stream.of(small, large, large).forEach(it -> side.say(it, 0));
    Stream.generate(() -> small).limit(100).forEach(it -> side.say(it, 0));
    side.flush();

    assertThat(sent())
        .extracting(it -> ((Frame.Message) it).contents().size())
        .containsExactly(1, 1, 1, 64, 36);
  }

  @Test
  void each_is_dealt_with_once_and_in_its_order_however_messages_overlap() {
    assertThat(side.take(message(2, 0, SECOND, THIRD), 0)).isEmpty();
    assertThat(side.take(message(1, 0, FIRST, SECOND), 0)).containsExactly(FIRST, SECOND, THIRD);
    assertThat(side.take(message(3, 0, THIRD, FIRST), 0)).containsExactly(FIRST);
    assertThat(side.ack()).isEqualTo(4);
  }

  @Test
  void what_has_come_is_confirmed_by_itself_if_nothing_else_does() {
    side.take(message(1, 0, FIRST), 0);
    side.acknowledge();
    side.acknowledge();
    assertThat(sent()).containsExactly(new Frame.Ack(HEAD, 1));

    side.take(message(2, 0, SECOND), 0);
    say(THIRD);
    side.acknowledge();
    assertThat(sent()).containsExactly(message(1, 2, THIRD));
  }

  @Test
  void a_message_confirms_what_it_answers() {
    say(FIRST, SECOND);
    side.take(message(1, 2, THIRD), 0);

    assertThat(side.unconfirmed()).isZero();
  }

  private void say(Content... contents) {
    for (Content each : contents) {
      side.say(each, 0);
    }
    side.flush();
  }

  private List<Frame> sent() {
    List<Frame> all = List.copyOf(sent);
    sent.clear();
    return all;
  }

  private static Frame.Message message(long seq, long ack, Content... contents) {
    return new Frame.Message(HEAD, seq, ack, List.of(contents));
  }

  private static Content start(String line) {
    Address here = new Address(new Epoch(1), new WorkerId("w1"), new Incarnation("life"));
    AttemptId attempt = new AttemptId(new JobId("0".repeat(32)), 0, 1);
    Launch launch =
        new Launch(
            Pointer.ROOT,
            RoleName.DEFAULT,
            new Command.Shell(line),
            Map.of(),
            Optional.empty(),
            Optional.empty());
    return new Content.Told(new Order.Start(here, attempt, launch));
  }
}
