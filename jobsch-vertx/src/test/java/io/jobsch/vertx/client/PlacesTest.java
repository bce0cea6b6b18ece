package io.jobsch.vertx.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jobsch.plan.JobId;
import io.jobsch.spec.Pointer;
import io.jobsch.workers.StreamName;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How far streams have come, whatever pieces they are read in. */
class PlacesTest {
  private static final JobId JOB = new JobId("0123456789abcdef0123456789abcdef");
  private static final String QUEUED =
      "id: 31ab4d7c-1\nevent: job\ndata: {\"job_id\": \"0123456789abcdef0123456789abcdef\","
          + "\ndata: \"state\": \"queued\", \"workers\": {}, \"at\": \"2026-11-27T08:00:00Z\"}\n\n";

  private static List<ServerEvent> byteByByte(EventPlace place, String text) {
    List<ServerEvent> events = new ArrayList<>();
    for (byte each : Buffer.buffer(text).getBytes()) {
      events.addAll(place.read(Buffer.buffer().appendByte(each)));
    }
    return events;
  }

  @Test
  void events_are_read_from_any_pieces() {
    EventPlace place = new EventPlace("/events", true);
    assertThat(place.headers()).doesNotContainKey("last-event-id");

    assertThat(byteByByte(place, ": alive\n\nid: 31ab4d7c-0\n\n" + QUEUED))
        .map(JobschClientTest::told)
        .containsExactly("job queued");
    assertThat(place.headers()).containsEntry("last-event-id", "31ab4d7c-1");
    assertThat(byteByByte(place, QUEUED.replace("\n", "\r\n"))).hasSize(1);
  }

  @Test
  void an_event_that_was_cut_off_is_asked_for_again() {
    EventPlace place = new EventPlace("/events", true);
    place.read(Buffer.buffer(QUEUED));

    String next = QUEUED.replace("c-1", "c-2").replace("queued", "cancelled");
    assertThat(place.read(Buffer.buffer(next.substring(0, next.length() - 1)))).isEmpty();
    place.restart();

    assertThat(place.headers()).containsEntry("last-event-id", "31ab4d7c-1");
    assertThat(place.read(Buffer.buffer(next))).hasSize(1);
    assertThat(place.headers()).containsEntry("last-event-id", "31ab4d7c-2");
  }

  @Test
  void events_that_later_servers_tell_are_passed_over_and_nonsense_is_not() {
    EventPlace place = new EventPlace("/events", true);

    assertThat(place.read(Buffer.buffer("event: weather\ndata: {}\n\n"))).isEmpty();
    assertThat(
            place.read(
                Buffer.buffer(
                    "event: worker\ndata: {\"name\": \"w1\", \"state\": \"asleep\"}\n\n")))
        .isEmpty();
    assertThatThrownBy(() -> place.read(Buffer.buffer("event: job\ndata: {}\n\n")))
        .isInstanceOf(RuntimeException.class);
    assertThatThrownBy(() -> new EventPlace("/", true).read(Buffer.buffer(new byte[17 << 20])))
        .isInstanceOf(RuntimeException.class);
  }

  @Test
  void output_goes_on_behind_the_last_frame_that_was_read_whole() {
    OutputPlace where = new OutputPlace(JOB, Pointer.parse("/work/1"), StreamName.STDERR);
    OutputPosition place = new OutputPosition(where, -100, true);
    assertThat(place.path()).endsWith("&node=%2Fwork%2F1&stream=stderr&offset=-100&follow=true");

    Buffer frames =
        Buffer.buffer()
            .appendLong(7)
            .appendInt(3)
            .appendString("abc")
            .appendLong(20)
            .appendInt(0)
            .appendLong(20)
            .appendInt(2)
            .appendString("de");
    List<OutputPiece> pieces = new ArrayList<>();
    for (int i = 0; i < frames.length() - 1; i++) {
      pieces.addAll(place.read(frames.getBuffer(i, i + 1)));
    }
    assertThat(pieces).containsExactly(new OutputPiece(7, Buffer.buffer("abc")));
    place.restart();
    assertThat(place.path()).contains("&offset=20&");
    assertThatThrownBy(() -> place.read(Buffer.buffer().appendLong(20).appendInt(-1)))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
