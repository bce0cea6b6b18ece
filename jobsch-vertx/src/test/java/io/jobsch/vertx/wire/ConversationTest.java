package io.jobsch.vertx.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.jobsch.plan.AttemptId;
import io.jobsch.plan.JobId;
import io.jobsch.spec.Command;
import io.jobsch.spec.Pointer;
import io.jobsch.spec.RoleName;
import io.jobsch.vertx.wire.Outgoing.Numbered;
import io.jobsch.workers.Address;
import io.jobsch.workers.Epoch;
import io.jobsch.workers.Incarnation;
import io.jobsch.workers.Launch;
import io.jobsch.workers.Order;
import io.jobsch.workers.WorkerId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What is said in one direction arrives once and in its order, in however many messages. */
class ConversationTest {
  private static final Content FIRST = new Content.Drain(true);
  private static final Content SECOND = new Content.Drain(false);
  private static final Content THIRD = new Content.Dismissed();

  private final Outgoing outgoing = new Outgoing();
  private final Incoming incoming = new Incoming();

  @Test
  void what_is_said_in_one_go_goes_in_one_message() {
    outgoing.add(FIRST);
    outgoing.add(SECOND);
    assertThat(messages()).containsExactly(new Numbered(1, List.of(FIRST, SECOND)));

    outgoing.add(THIRD);
    assertThat(messages()).containsExactly(new Numbered(3, List.of(THIRD)));
  }

  @Test
  void what_is_not_confirmed_is_said_again_under_its_number() {
    outgoing.add(FIRST);
    outgoing.add(SECOND);
    messages();
    outgoing.add(THIRD);

    assertThat(outgoing.confirm(1)).isTrue();
    assertThat(outgoing.confirm(1)).isFalse();
    outgoing.again();

    assertThat(messages()).containsExactly(new Numbered(2, List.of(SECOND, THIRD)));
    assertThat(outgoing.size()).isEqualTo(2);
  }

  @Test
  void what_was_not_sent_is_not_confirmed() {
    outgoing.add(FIRST);

    assertThat(outgoing.confirm(7)).isFalse();
    assertThat(messages()).containsExactly(new Numbered(1, List.of(FIRST)));
  }

  @Test
  void large_orders_travel_alone_and_short_ones_not_without_end() {
    Content large = start("x".repeat(Content.SHORT_LAUNCH + 1));
    Content small = start("true");
    outgoing.add(small);
    outgoing.add(large);
    outgoing.add(large);
    Stream.generate(() -> small).limit(100).forEach(outgoing::add);

    assertThat(messages()).extracting(it -> it.contents().size()).containsExactly(1, 1, 1, 64, 36);
  }

  @Test
  void each_is_dealt_with_once_and_in_its_order_however_messages_overlap() {
    assertThat(incoming.take(2, List.of(SECOND, THIRD))).isEmpty();
    assertThat(incoming.take(1, List.of(FIRST, SECOND))).containsExactly(FIRST, SECOND, THIRD);
    assertThat(incoming.take(3, List.of(THIRD, FIRST))).containsExactly(FIRST);
    assertThat(incoming.upTo()).isEqualTo(4);
  }

  private List<Numbered> messages() {
    List<Numbered> all = new ArrayList<>();
    for (Optional<Numbered> next = outgoing.next(); next.isPresent(); next = outgoing.next()) {
      all.add(next.get());
    }
    return all;
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
