package io.jobsch.spi;

import static io.jobsch.workers.StreamName.STDERR;
import static io.jobsch.workers.StreamName.STDOUT;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.jobsch.Chance;
import io.jobsch.plan.AttemptId;
import io.jobsch.plan.JobId;
import io.jobsch.result.Output;
import io.jobsch.workers.StreamName;
import io.jobsch.workers.Written;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every implementation of {@link OutputStore} does. */
public abstract class OutputStoreContract {
  private static final long LIMIT = 1_000_000;
  private static final Pattern MARKER =
      Pattern.compile("\n\\[jobsch: (\\d+) bytes are missing here]\n");

  private final JobId job = new JobId("a".repeat(32));
  private final JobId other = new JobId("b".repeat(32));
  private final AttemptId attempt = new AttemptId(job, 1, 1);
  private OutputStore store;

  /** For those that supply an implementation. */
  protected OutputStoreContract() {}

  /**
   * A new store, closed by the contract.
   *
   * @param limit how many bytes it keeps of a stream, at most, and of a shorter one all
   */
  protected abstract OutputStore open(long limit);

  @BeforeEach
  final void take() {
    store = open(LIMIT);
  }

  @AfterEach
  final void giveBack() {
    store.close();
  }

  @Test
  void what_was_written_can_be_read() {
    append(attempt, STDOUT, 0, "one ");
    append(attempt, STDOUT, 4, "two");

    Output output = store.read(attempt, STDOUT);

    assertThat(output.bytes()).isEqualTo("one two".getBytes(UTF_8));
    assertThat(output.text()).isEqualTo("one two");
    assertThat(output.written()).isEqualTo(7);
    assertThat(output.missing()).isZero();
  }

  @Test
  void bytes_of_any_value_and_number_are_kept() {
    byte[] bytes = new byte[(int) LIMIT];
    new Random(1).nextBytes(bytes);
    int at = 0;
    for (int size = 1; at < bytes.length; size *= 3) {
      int end = Math.min(bytes.length, at + size);
      store.append(attempt, STDOUT, at, ByteBuffer.wrap(bytes, at, end - at));
      at = end;
    }

    assertThat(store.read(attempt, STDOUT).bytes()).isEqualTo(bytes);
    assertThat(store.read(attempt, STDOUT).missing()).isZero();
  }

  @Test
  void streams_are_kept_apart() {
    AttemptId again = new AttemptId(job, 1, 2);
    AttemptId sibling = new AttemptId(job, 2, 1);
    AttemptId foreign = new AttemptId(other, 1, 1);

    append(attempt, STDOUT, 0, "out");
    append(attempt, STDERR, 0, "err");
    append(again, STDOUT, 0, "again");
    append(sibling, STDOUT, 0, "sibling");
    append(foreign, STDOUT, 0, "foreign");

    assertThat(text(attempt, STDOUT)).isEqualTo("out");
    assertThat(text(attempt, STDERR)).isEqualTo("err");
    assertThat(text(again, STDOUT)).isEqualTo("again");
    assertThat(text(sibling, STDOUT)).isEqualTo("sibling");
    assertThat(text(foreign, STDOUT)).isEqualTo("foreign");
  }

  @Test
  void a_stream_that_nothing_was_written_to_is_empty() {
    append(attempt, STDOUT, 0, "out");

    assertEmpty(store.read(attempt, STDERR));
    assertEmpty(store.read(new AttemptId(other, 7, 1), STDOUT));
  }

  @Test
  void an_output_grows_until_its_stream_is_complete() {
    Output early = store.read(attempt, STDOUT);
    assertEmpty(early);

    append(attempt, STDOUT, 0, "one ");
    assertThat(early.text()).isEqualTo("one ");
    append(attempt, STDOUT, 4, "two");
    assertThat(early.text()).isEqualTo("one two");

    assertThat(stage(attempt, new Written(7, 0))).isCompleted();
    append(attempt, STDOUT, 7, " and what nobody knows of");

    assertThat(early.text()).isEqualTo("one two");
    assertThat(early.written()).isEqualTo(7);
    assertThat(text(attempt, STDOUT)).isEqualTo("one two");
  }

  @Test
  void bytes_are_read_during_the_call_only() {
    byte[] bytes = "first".getBytes(UTF_8);
    store.append(attempt, STDOUT, 0, ByteBuffer.wrap(bytes));

    Arrays.fill(bytes, (byte) 'x');

    assertThat(text(attempt, STDOUT)).isEqualTo("first");
  }

  @Test
  void buffers_of_any_kind_are_taken() {
    ByteBuffer direct = ByteBuffer.allocateDirect(10);
    direct.put(3, "direct ".getBytes(UTF_8));
    store.append(attempt, STDOUT, 0, direct.position(3).limit(10));
    store.append(attempt, STDOUT, 7, ByteBuffer.wrap("a part of".getBytes(UTF_8), 2, 5));
    store.append(attempt, STDOUT, 12, UTF_8.encode("read-only").asReadOnlyBuffer());
    store.append(attempt, STDOUT, 21, ByteBuffer.allocate(0));

    assertThat(text(attempt, STDOUT)).isEqualTo("direct part read-only");
  }

  @Test
  void bytes_below_what_is_held_are_ignored() {
    append(attempt, STDOUT, 0, "one two");

    append(attempt, STDOUT, 0, "one two");
    append(attempt, STDOUT, 2, "e");
    append(attempt, STDOUT, 4, "two three");
    append(attempt, STDOUT, 0, "one two three");

    assertThat(text(attempt, STDOUT)).isEqualTo("one two three");
    assertThat(store.read(attempt, STDOUT).written()).isEqualTo(13);
  }

  @Test
  void a_gap_is_remembered_as_missing() {
    append(attempt, STDOUT, 0, "one ");
    append(attempt, STDOUT, 8, "three");

    Output output = store.read(attempt, STDOUT);

    assertThat(output.written()).isEqualTo(13);
    assertThat(output.missing()).isEqualTo(4);
    assertThat(output.text()).isEqualTo("one " + Output.marker(4) + "three");
    assertThat(new String(output.tail(100), UTF_8)).isEqualTo("three");
  }

  @Test
  void the_beginning_of_a_stream_may_be_missing() {
    append(attempt, STDERR, 3, "rest");

    Output output = store.read(attempt, STDERR);

    assertThat(output.written()).isEqualTo(7);
    assertThat(output.missing()).isEqualTo(3);
    assertThat(output.text()).isEqualTo(Output.marker(3) + "rest");
  }

  @Test
  void what_is_kept_of_a_stream_is_bounded() {
    int length = (int) LIMIT * 5 / 2;
    byte[] bytes = pattern(0, length);
    for (int at = 0; at < length; at += 7_919) {
      store.append(
          attempt, STDOUT, at, ByteBuffer.wrap(bytes, at, Math.min(7_919, bytes.length - at)));
    }
    store.append(attempt, STDERR, 0, ByteBuffer.wrap(bytes));

    for (StreamName stream : StreamName.values()) {
      Output output = store.read(attempt, stream);
      Reading reading = Reading.of(output.bytes());

      assertThat(output.written()).isEqualTo(length);
      assertThat(output.missing()).isEqualTo(reading.missing);
      assertThat(reading.kept()).isLessThanOrEqualTo(LIMIT).isEqualTo(length - reading.missing);
      assertThat(reading.head).isNotEmpty().isEqualTo(pattern(0, reading.head.length));
      assertThat(reading.tail)
          .isNotEmpty()
          .isEqualTo(pattern(length - reading.tail.length, reading.tail.length));
      assertThat(output.tail(Integer.MAX_VALUE)).isEqualTo(reading.tail);
    }
  }

  @Test
  void the_last_bytes_are_as_many_as_asked_for_or_as_there_are() {
    append(attempt, STDOUT, 0, "one two");
    Output output = store.read(attempt, STDOUT);

    assertThat(output.tail(0)).isEmpty();
    assertThat(output.tail(3)).isEqualTo("two".getBytes(UTF_8));
    assertThat(output.tail(7)).isEqualTo("one two".getBytes(UTF_8));
    assertThat(output.tail(8)).isEqualTo("one two".getBytes(UTF_8));
  }

  @Test
  void an_attempt_is_complete_when_all_that_it_wrote_can_be_read() {
    append(attempt, STDOUT, 0, "one ");
    CompletableFuture<Void> complete = stage(attempt, new Written(7, 3));
    CompletableFuture<String> read =
        complete.thenApply(done -> text(attempt, STDOUT) + ", " + text(attempt, STDERR));
    assertThat(complete).isNotDone();

    append(attempt, STDOUT, 4, "two");
    assertThat(complete).isNotDone();
    append(attempt, STDERR, 0, "err");

    assertThat(read).succeedsWithin(Duration.ofSeconds(30)).isEqualTo("one two, err");
  }

  @Test
  void an_attempt_whose_bytes_are_all_there_is_complete() throws Exception {
    append(attempt, STDOUT, 0, "out");
    append(attempt, STDERR, 0, "err");

    stage(attempt, new Written(3, 3)).get(30, TimeUnit.SECONDS);
    stage(attempt, new Written(3, 3)).get(30, TimeUnit.SECONDS);
  }

  @Test
  void an_attempt_that_wrote_nothing_is_complete() throws Exception {
    stage(attempt, Written.NOTHING).get(30, TimeUnit.SECONDS);

    assertEmpty(store.read(attempt, STDOUT));
  }

  @Test
  void a_gap_does_not_keep_an_attempt_from_being_complete() throws Exception {
    CompletableFuture<Void> complete = stage(attempt, new Written(10, 0));

    append(attempt, STDOUT, 7, "end");

    complete.get(30, TimeUnit.SECONDS);
    assertThat(store.read(attempt, STDOUT).missing()).isEqualTo(7);
  }

  @Test
  void an_output_stays_readable_after_its_job_was_forgotten_and_the_store_closed() {
    byte[] large = pattern(0, 300_000);
    append(attempt, STDOUT, 0, "small");
    store.append(attempt, STDERR, 0, ByteBuffer.wrap(large));
    Output small = store.read(attempt, STDOUT);
    Output big = store.read(attempt, STDERR);

    store.forget(job);
    for (int i = 0; i < 20; i++) {
      store.append(new AttemptId(other, i, 1), STDOUT, 0, ByteBuffer.wrap(new byte[100_000]));
    }
    assertThat(small.text()).isEqualTo("small");
    assertThat(big.bytes()).isEqualTo(large);

    store.close();
    assertThat(small.text()).isEqualTo("small");
    assertThat(big.bytes()).isEqualTo(large);
    assertThat(big.tail(10)).isEqualTo(Arrays.copyOfRange(large, 299_990, 300_000));
  }

  @Test
  void a_job_that_was_forgotten_has_no_output_and_others_have_theirs() {
    AttemptId foreign = new AttemptId(other, 1, 1);
    append(attempt, STDOUT, 0, "out");
    append(foreign, STDOUT, 0, "foreign");

    store.forget(job);

    assertEmpty(store.read(attempt, STDOUT));
    assertThat(text(foreign, STDOUT)).isEqualTo("foreign");
    append(foreign, STDOUT, 7, " goes on");
    assertThat(text(foreign, STDOUT)).isEqualTo("foreign goes on");
  }

  @Test
  void forgetting_what_is_not_there_is_harmless() {
    store.forget(other);
    store.forget(other);
    append(attempt, STDOUT, 0, "out");

    assertThat(text(attempt, STDOUT)).isEqualTo("out");
  }

  @Test
  void closing_again_is_harmless() {
    append(attempt, STDOUT, 0, "out");
    store.close();

    assertThatCode(store::close).doesNotThrowAnyException();
  }

  @Test
  void streams_grow_at_the_same_time_and_every_reading_is_consistent() throws Exception {
    long seed = System.nanoTime();
    Random random = Chance.of(seed);
    int streams = 4;
    int length = (int) LIMIT * 2;
    ExecutorService threads = Executors.newFixedThreadPool(2 * streams);
    AtomicBoolean written = new AtomicBoolean();
    try {
      List<Future<?>> writers = new ArrayList<>();
      List<Future<?>> readers = new ArrayList<>();
      for (int i = 0; i < streams; i++) {
        AttemptId mine = new AttemptId(job, i, 1);
        Random sizes = new Random(random.nextLong());
        writers.add(threads.submit(() -> write(mine, length, sizes)));
        readers.add(threads.submit(() -> readUntil(written, store.read(mine, STDOUT))));
      }
      for (Future<?> writer : writers) {
        writer.get(60, TimeUnit.SECONDS);
      }
      written.set(true);
      for (Future<?> reader : readers) {
        assertThatCode(() -> reader.get(60, TimeUnit.SECONDS))
            .as("seed %d", seed)
            .doesNotThrowAnyException();
      }
    } finally {
      threads.shutdownNow();
      assertThat(threads.awaitTermination(60, TimeUnit.SECONDS)).isTrue();
    }
    for (int i = 0; i < streams; i++) {
      assertThat(store.read(new AttemptId(job, i, 1), STDOUT).written()).isEqualTo(length);
    }
  }

  @Test
  void slices_lead_through_all_that_is_kept() {
    write(attempt, 300_000, new Random(3));
    Output output = store.read(attempt, STDOUT);

    assertThat(sliced(output, 0, 7_001)).isEqualTo(output.bytes());
    assertThat(sliced(output, 123_456, 100_000))
        .isEqualTo(Arrays.copyOfRange(output.bytes(), 123_456, 300_000));
  }

  @Test
  void slices_tell_where_bytes_are_missing() {
    int length = (int) (3 * LIMIT);
    write(attempt, length, new Random(4));
    Output output = store.read(attempt, STDOUT);
    Reading whole = Reading.of(output.bytes());
    Output.Slice last = output.slice(whole.head().length, Integer.MAX_VALUE);

    assertThat(last.offset() - whole.head().length).isEqualTo(whole.missing());
    assertThat(last.bytes()).isEqualTo(whole.tail());
    assertThat(last.end()).isEqualTo(length);
    assertThat(output.slice(0, Integer.MAX_VALUE).bytes()).isEqualTo(whole.head());
    assertThat(output.slice(whole.head().length + 5L, 1).offset()).isEqualTo(last.offset());
  }

  @Test
  void where_nothing_is_yet_a_slice_is_empty() {
    append(attempt, STDOUT, 0, "out");

    for (Output output : List.of(store.read(attempt, STDOUT), store.read(attempt, STDERR))) {
      assertThat(output.slice(3, 10).bytes()).isEmpty();
      assertThat(output.slice(3, 10).offset()).isEqualTo(3);
      assertThat(output.slice(99, 10).end()).isEqualTo(99);
    }
  }

  private static byte[] sliced(Output output, long from, int most) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    Output.Slice slice = output.slice(from, most);
    while (slice.bytes().length > 0) {
      assertThat(slice.bytes()).hasSizeLessThanOrEqualTo(most);
      all.writeBytes(slice.bytes());
      slice = output.slice(slice.end(), most);
    }
    return all.toByteArray();
  }

  private void write(AttemptId to, int length, Random sizes) {
    int at = 0;
    while (at < length) {
      int size = Math.min(length - at, 1 + sizes.nextInt(100_000));
      store.append(to, STDOUT, at, ByteBuffer.wrap(pattern(at, size)));
      at += size;
    }
  }

  private static void readUntil(AtomicBoolean last, Output output) {
    long before = 0;
    boolean over;
    do {
      over = last.get();
      Reading reading = Reading.of(output.bytes());
      long all = reading.kept() + reading.missing;
      assertThat(all).isGreaterThanOrEqualTo(before);
      assertThat(reading.head).isEqualTo(pattern(0, reading.head.length));
      assertThat(reading.tail)
          .isEqualTo(pattern((int) all - reading.tail.length, reading.tail.length));
      assertThat(output.tail(50)).hasSizeBetween((int) Math.min(50, all), 50);
      before = all;
    } while (!over);
  }

  private void append(AttemptId to, StreamName stream, long offset, String text) {
    store.append(to, stream, offset, ByteBuffer.wrap(text.getBytes(UTF_8)));
  }

  private String text(AttemptId of, StreamName stream) {
    return store.read(of, stream).text();
  }

  private CompletableFuture<Void> stage(AttemptId of, Written written) {
    return store.complete(of, written).toCompletableFuture();
  }

  private static void assertEmpty(Output output) {
    assertThat(output.written()).isZero();
    assertThat(output.missing()).isZero();
    assertThat(output.bytes()).isEmpty();
    assertThat(output.tail(10)).isEmpty();
  }

  /** Letters that tell where in a stream they are, to some hundreds of thousands of bytes. */
  private static byte[] pattern(int offset, int length) {
    byte[] bytes = new byte[length];
    for (int i = 0; i < length; i++) {
      int at = offset + i;
      bytes[i] = (byte) ('a' + (at + at / 26 + at / 1_021 + at / 65_537) % 26);
    }
    return bytes;
  }

  /** An output, taken apart at its marker. */
  private record Reading(byte[] head, long missing, byte[] tail) {
    static Reading of(byte[] bytes) {
      Matcher marker = MARKER.matcher(new String(bytes, UTF_8));
      if (!marker.find()) {
        return new Reading(bytes, 0, new byte[0]);
      }
      return new Reading(
          Arrays.copyOf(bytes, marker.start()),
          Long.parseLong(marker.group(1)),
          Arrays.copyOfRange(bytes, marker.end(), bytes.length));
    }

    long kept() {
      return (long) head.length + tail.length;
    }
  }
}
