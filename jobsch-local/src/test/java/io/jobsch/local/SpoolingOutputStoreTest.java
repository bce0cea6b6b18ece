package io.jobsch.local;

import static io.jobsch.workers.StreamName.STDERR;
import static io.jobsch.workers.StreamName.STDOUT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.jobsch.Chance;
import io.jobsch.plan.AttemptId;
import io.jobsch.plan.JobId;
import io.jobsch.result.Output;
import io.jobsch.spi.OutputStore;
import io.jobsch.spi.OutputStoreContract;
import io.jobsch.workers.Written;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SpoolingOutputStoreTest extends OutputStoreContract {
  private static final int MIB = 1024 * 1024;
  private static final long HEAP = MIB;
  private static final AttemptId ATTEMPT = new AttemptId(job(0), 1, 1);
  private static final Path DESCRIPTORS = Path.of("/proc/self/fd");

  private final List<SpoolingOutputStore> stores = new ArrayList<>();

  @TempDir private Path directory;

  @Override
  protected OutputStore open(long limit) {
    return new SpoolingOutputStore(limit, HEAP, directory);
  }

  private SpoolingOutputStore store(long limit, long heap, Path where) {
    SpoolingOutputStore store = new SpoolingOutputStore(limit, heap, where);
    stores.add(store);
    return store;
  }

  private SpoolingOutputStore store(long limit) {
    return store(limit, HEAP, directory);
  }

  @AfterEach
  void close() {
    stores.forEach(SpoolingOutputStore::close);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 100, 4096, 8192, 8193, 2 * Page.SIZE, 5 * Page.SIZE + 7})
  void the_limit_is_exact(int limit) {
    for (int length : List.of(limit - 1, limit, limit + 1, limit + 2, 3 * limit + 5)) {
      if (length >= 0) {
        for (int chunk : List.of(Math.max(1, length / 100), 1 + length / 3, length + 1)) {
          assertLimit(limit, length, chunk);
        }
      }
    }
  }

  private void assertLimit(int limit, int length, int chunk) {
    byte[] bytes = random(new Random(length), length);
    ExpectedOutput expected = new ExpectedOutput(limit);
    expected.append(bytes);
    try (SpoolingOutputStore store = store(limit)) {
      for (int at = 0; at < length; at += chunk) {
        append(store, ATTEMPT, at, Arrays.copyOfRange(bytes, at, Math.min(length, at + chunk)));
      }
      Output output = store.read(ATTEMPT, STDOUT);

      assertThat(output.missing())
          .as("of %d bytes in chunks of %d", length, chunk)
          .isEqualTo(Math.max(0, length - limit));
      assertThat(output.bytes())
          .as("of %d bytes in chunks of %d", length, chunk)
          .isEqualTo(expected.bytes());
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 7, 1_000, 5_000, 10_000, 3 * Page.SIZE, 700_001})
  void any_history_of_a_stream_leaves_what_it_should(int limit) {
    for (long heap : List.of(0L, 3_000L, HEAP)) {
      long seed = System.nanoTime();
      try (SpoolingOutputStore store = store(limit, heap, directory)) {
        assertHistory(store, limit, Chance.of(seed), "limit %d, seed %d".formatted(limit, seed));
        store.forget(job(0));
        assertThat(store.room().heap().left()).as("seed %d", seed).isEqualTo(heap);
      }
    }
  }

  private static void assertHistory(
      SpoolingOutputStore store, int limit, Random random, String run) {
    ExpectedOutput expected = new ExpectedOutput(limit);
    Output output = store.read(ATTEMPT, STDOUT);
    int largest = 1 + random.nextInt(2 * limit + 10);
    int gaps = random.nextInt(30);
    byte[] last = {};
    for (int i = 0; i < 60; i++) {
      if (random.nextInt(100) < gaps) {
        expected.skip(1 + random.nextInt(largest));
        last = new byte[0];
      }
      int overlap = random.nextInt(last.length + 1);
      byte[] bytes = random(random, random.nextInt(largest));
      append(store, ATTEMPT, expected.written() - overlap, join(last, overlap, bytes));
      expected.append(bytes);
      last = bytes;

      int tail = random.nextInt(limit + 10);
      assertThat(output.written()).as(run).isEqualTo(expected.written());
      assertThat(output.missing()).as(run).isEqualTo(expected.missing());
      assertThat(output.tail(tail)).as(run).isEqualTo(expected.tail(tail));
      assertThat(output.bytes()).as(run).isEqualTo(expected.bytes());
    }
  }

  private static byte[] join(byte[] before, int last, byte[] then) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    all.write(before, before.length - last, last);
    all.writeBytes(then);
    return all.toByteArray();
  }

  @Test
  void streams_with_a_line_each_need_no_file_and_no_more_heap_than_their_bytes() throws Exception {
    SpoolingOutputStore store = store(SpoolingOutputStore.DEFAULT_LIMIT);
    for (int i = 0; i < 5_000; i++) {
      AttemptId attempt = new AttemptId(job(0), i, 1);
      append(store, attempt, 0, "twenty bytes of text".getBytes());
      assertThat(store.complete(attempt, new Written(20, 0)).toCompletableFuture()).isCompleted();
    }

    assertThat(store.room().heap().left()).isEqualTo(HEAP - 100_000);
    assertThat(store.room().spool().pages()).isZero();
    assertThat(spoolDescriptors()).isEmpty();
  }

  @Test
  void small_streams_go_to_the_spool_when_they_are_too_many_for_the_heap() {
    SpoolingOutputStore store = store(100_000, 10_000, directory);
    byte[] bytes = random(new Random(1), 1_000);
    for (int i = 0; i < 30; i++) {
      append(store, new AttemptId(job(i), 1, 1), 0, bytes);
    }

    assertThat(store.room().heap().left()).isZero();
    assertThat(store.room().spool().held()).isEqualTo(20);
    for (int i = 0; i < 30; i++) {
      assertThat(store.read(new AttemptId(job(i), 1, 1), STDOUT).bytes()).isEqualTo(bytes);
    }
  }

  @Test
  void a_store_that_has_forgotten_all_its_jobs_holds_nothing() {
    SpoolingOutputStore store = store(300_000);
    for (int i = 0; i < 20; i++) {
      append(store, new AttemptId(job(i), 1, 1), 0, new byte[10]);
      append(store, new AttemptId(job(i), 2, 1), 0, new byte[500_000]);
    }
    assertThat(store.room().spool().held()).isPositive();

    for (int i = 0; i < 20; i++) {
      store.forget(job(i));
    }

    assertThat(store.room().spool().held()).isZero();
    assertThat(store.room().heap().left()).isEqualTo(HEAP);
  }

  @Test
  void pages_of_forgotten_streams_are_used_again() {
    int limit = 4 * Page.SIZE;
    SpoolingOutputStore store = store(limit);
    for (int i = 0; i < 1_000; i++) {
      append(store, new AttemptId(job(i), 1, 1), 0, new byte[2 * limit]);
      append(store, new AttemptId(job(i), 2, 1), 0, new byte[limit / 2]);
      if (i >= 3) {
        store.forget(job(i - 3));
      }
    }

    // Four jobs at a time: a limit and the two pages at which a tail is worked on, and half a
    // limit.
    assertThat(store.room().spool().pages()).isLessThanOrEqualTo(4 * (4 + 2 + 2));
  }

  @Test
  void a_gibibyte_written_to_one_stream_takes_the_room_of_its_limit() {
    int limit = 10 * MIB;
    SpoolingOutputStore store = store(limit);
    byte[] chunk = random(new Random(1), 100_003);
    long at = 0;
    while (at < 1024L * MIB) {
      append(store, ATTEMPT, at, chunk);
      at += chunk.length;
    }

    Output output = store.read(ATTEMPT, STDOUT);
    assertThat(output.written()).isEqualTo(at);
    assertThat(output.missing()).isEqualTo(at - limit);
    assertThat(output.tail(100_003)).isEqualTo(chunk);
    assertThat(store.room().heap().left()).isEqualTo(HEAP);
    assertThat(store.room().spool().pages()).isLessThanOrEqualTo(limit / Page.SIZE + 3);
  }

  @Test
  void a_reader_sees_one_moment_however_much_is_written_meanwhile() throws IOException {
    int limit = 6 * Page.SIZE;
    SpoolingOutputStore store = store(limit);
    append(store, ATTEMPT, 0, random(new Random(1), 2 * limit));
    byte[] before = store.read(ATTEMPT, STDOUT).bytes();

    MeddlingStream target =
        new MeddlingStream(
            () -> {
              append(store, ATTEMPT, 2L * limit, new byte[3 * limit]);
              append(store, new AttemptId(job(1), 1, 1), 0, new byte[3 * limit]);
              store.forget(job(0));
              append(store, new AttemptId(job(1), 2, 1), 0, new byte[3 * limit]);
            });
    store.read(ATTEMPT, STDOUT).writeTo(target);

    assertThat(target.toByteArray()).isEqualTo(before);
  }

  @Test
  void streams_that_come_and_go_at_once_never_see_the_bytes_of_another() throws Exception {
    long seed = System.nanoTime();
    Random random = Chance.of(seed);
    SpoolingOutputStore store = store(3 * Page.SIZE);
    ExecutorService threads = Executors.newFixedThreadPool(6);
    try {
      List<Future<?>> all = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        int writer = i;
        Random forWriter = new Random(random.nextLong());
        Random forOther = new Random(random.nextLong());
        AtomicInteger current = new AtomicInteger();
        all.add(threads.submit(() -> writeJobs(store, writer, current, forWriter)));
        all.add(threads.submit(() -> readAndForgetJobs(store, writer, current, forOther)));
      }
      for (Future<?> each : all) {
        each.get(120, TimeUnit.SECONDS);
      }
    } catch (ExecutionException e) {
      throw new AssertionError("seed " + seed, e);
    } finally {
      threads.shutdownNow();
      assertThat(threads.awaitTermination(60, TimeUnit.SECONDS)).isTrue();
    }

    assertThat(store.room().heap().left()).as("seed %d", seed).isEqualTo(HEAP);
    await()
        .untilAsserted(
            () -> {
              System.gc();
              store.room().spool().take().release();
              assertThat(store.room().spool().held()).as("seed %d", seed).isZero();
            });
  }

  /** Each job has one stream, of one letter; the number of the current one is told. */
  private static void writeJobs(
      SpoolingOutputStore store, int writer, AtomicInteger current, Random random) {
    for (int number = 0; number < 100; number++) {
      current.set(number);
      byte[] bytes = new byte[1 + random.nextInt(2 * Page.SIZE)];
      Arrays.fill(bytes, letter(writer, number));
      for (int i = 0; i < 8; i++) {
        append(store, attempt(writer, number), (long) i * bytes.length, bytes);
      }
      store.forget(attempt(writer, number).job());
    }
    current.set(-1);
  }

  private static void readAndForgetJobs(
      SpoolingOutputStore store, int writer, AtomicInteger current, Random random) {
    for (int number = current.get(); number >= 0; number = current.get()) {
      Output output = store.read(attempt(writer, number), STDOUT);
      if (random.nextInt(10) == 0) {
        store.forget(attempt(writer, number).job());
      }
      String read = output.text().replaceAll("\n.*\n", "");
      assertThat(read).matches("(" + (char) letter(writer, number) + ")*+");
    }
  }

  private static byte letter(int writer, int number) {
    return (byte) ("aA0".charAt(writer) + number % 10);
  }

  private static AttemptId attempt(int writer, int number) {
    return new AttemptId(job(1_000 * writer + number), 1, 1);
  }

  @Test
  void pages_come_back_when_nobody_refers_to_what_was_read() {
    SpoolingOutputStore store = store(10 * Page.SIZE);
    append(store, ATTEMPT, 0, new byte[10 * Page.SIZE]);
    assertThat(store.read(ATTEMPT, STDOUT).tail(1)).containsExactly(0);

    store.forget(job(0));

    await()
        .untilAsserted(
            () -> {
              System.gc();
              store.room().spool().take().release();
              assertThat(store.room().spool().held()).isZero();
            });
  }

  @Test
  void the_file_has_no_name_and_is_the_users_own() throws IOException {
    SpoolingOutputStore store = store(MIB);
    append(store, ATTEMPT, 0, new byte[MIB]);

    assertThat(directory).isEmptyDirectory();
    assumeTrue(Files.isDirectory(DESCRIPTORS), "this system does not list descriptors");
    assertThat(spoolDescriptors())
        .singleElement()
        .satisfies(
            it ->
                assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(it)))
                    .isEqualTo("rw-------"));
  }

  @Test
  void nothing_is_left_after_the_close() throws IOException {
    SpoolingOutputStore store = store(MIB);
    append(store, ATTEMPT, 0, new byte[MIB]);

    store.close();

    assertThat(directory).isEmptyDirectory();
    assertThat(spoolDescriptors()).isEmpty();
  }

  @Test
  void the_file_is_closed_when_the_last_reader_is_gone() {
    SpoolingOutputStore store = new SpoolingOutputStore(MIB, HEAP, directory);
    append(store, ATTEMPT, 0, new byte[MIB]);
    assertThat(store.read(ATTEMPT, STDOUT).bytes()).hasSize(MIB);
    store.close();

    await()
        .untilAsserted(
            () -> {
              System.gc();
              assertThat(spoolDescriptors()).isEmpty();
            });
  }

  @Test
  void an_interrupted_thread_reads_and_writes_and_harms_nobody() {
    SpoolingOutputStore store = store(MIB);
    byte[] bytes = random(new Random(1), 200_000);
    Output output = store.read(ATTEMPT, STDOUT);

    Thread.currentThread().interrupt();
    append(store, ATTEMPT, 0, bytes);
    byte[] read = output.bytes();

    assertThat(Thread.interrupted()).isTrue();
    assertThat(read).isEqualTo(bytes);
    append(store, ATTEMPT, 200_000, bytes);
    assertThat(output.written() - output.missing()).isEqualTo(400_000);
    assertThat(output.tail(200_000)).isEqualTo(bytes);
  }

  @Test
  void what_the_disk_does_not_take_is_missing_and_logged_once_per_stream() throws Exception {
    Path nowhere = directory.resolve("nowhere");
    SpoolingOutputStore store = store(MIB, HEAP, nowhere);
    byte[] large = random(new Random(1), 100_000);
    List<LogRecord> logged = new ArrayList<>();

    Recording recording = new Recording(logged);
    try {
      append(store, ATTEMPT, 0, "head".getBytes());
      append(store, ATTEMPT, 4, large);
      append(store, ATTEMPT, 100_004, large);
    } finally {
      recording.close();
    }
    Output output = store.read(ATTEMPT, STDOUT);
    assertThat(output.text()).isEqualTo("head" + Output.marker(200_000));
    assertThat(output.tail(10)).isEmpty();
    assertThat(logged)
        .singleElement()
        .satisfies(
            it ->
                assertThat(it.getMessage())
                    .startsWith(ATTEMPT + " stdout: output is missing, soon after byte 4: ")
                    .contains("NoSuchFileException"));

    append(store, new AttemptId(job(0), 2, 1), 0, "small".getBytes());
    assertThat(store.read(new AttemptId(job(0), 2, 1), STDOUT).text()).isEqualTo("small");
    Files.createDirectory(nowhere);
    append(store, ATTEMPT, 200_004, large);

    assertThat(output.missing()).isEqualTo(200_000);
    assertThat(output.tail(200_000)).isEqualTo(large);
    assertThat(store.complete(ATTEMPT, new Written(300_004, 0)).toCompletableFuture())
        .isCompleted();
  }

  @Test
  void a_tail_begins_anew_behind_what_is_lost() {
    int limit = 4 * Page.SIZE;
    SpoolingOutputStore store = store(limit);
    append(store, ATTEMPT, 0, new byte[limit]);
    append(store, ATTEMPT, limit + 10, "end".getBytes());

    Output output = store.read(ATTEMPT, STDOUT);

    assertThat(output.missing()).isEqualTo(limit / 2 + 10);
    assertThat(new String(output.tail(100))).isEqualTo("end");
    assertThat(store.room().spool().held()).isEqualTo(2);
  }

  @Test
  void whoever_waits_for_output_is_told_when_it_is_forgotten() {
    SpoolingOutputStore store = store(MIB);
    AttemptId other = new AttemptId(job(1), 1, 1);
    CompletableFuture<Void> forgotten =
        store.complete(ATTEMPT, new Written(1, 0)).toCompletableFuture();
    CompletableFuture<Void> closed = store.complete(other, new Written(0, 1)).toCompletableFuture();

    store.forget(job(0));
    assertThat(forgotten).isCompletedExceptionally();
    assertThat(closed).isNotDone();
    store.close();
    assertThat(closed).isCompletedExceptionally();

    assertThatThrownBy(() -> store.complete(other, new Written(1, 0)).toCompletableFuture().join())
        .hasRootCauseMessage("the output was forgotten before all of it had come");
    assertThat(store.complete(other, Written.NOTHING).toCompletableFuture()).isCompleted();
  }

  @Test
  void stragglers_of_a_forgotten_job_leave_nothing() {
    SpoolingOutputStore store = store(MIB);
    append(store, ATTEMPT, 0, new byte[100_000]);
    store.forget(job(0));

    append(store, ATTEMPT, 100_000, new byte[100_000]);
    append(store, new AttemptId(job(0), 9, 1), 0, new byte[100]);

    assertThat(store.read(ATTEMPT, STDOUT).written()).isZero();
    assertThat(store.room().spool().held()).isZero();
    assertThat(store.room().heap().left()).isEqualTo(HEAP);
  }

  @Test
  void what_comes_after_the_close_is_dropped() throws IOException {
    SpoolingOutputStore store = store(MIB);
    append(store, ATTEMPT, 0, new byte[100_000]);
    store.close();

    append(store, ATTEMPT, 100_000, new byte[100_000]);

    assertThat(store.read(ATTEMPT, STDOUT).written()).isZero();
    assertThat(spoolDescriptors()).isEmpty();
  }

  @Test
  void what_makes_no_sense_is_refused() {
    SpoolingOutputStore store = store(10);
    append(store, ATTEMPT, 0, "text".getBytes());

    assertThatThrownBy(() -> new SpoolingOutputStore(-1))
        .hasMessage("output limit: expected 0 bytes or more, found -1");
    assertThatThrownBy(() -> append(store, ATTEMPT, -1, new byte[1]))
        .hasMessage(ATTEMPT + " stdout: expected an offset of 0 or more, found -1");
    assertThatThrownBy(() -> store.read(ATTEMPT, STDOUT).tail(-1))
        .hasMessage("tail: expected 0 bytes or more, found -1");
  }

  @Test
  void the_usual_store_keeps_ten_mebibytes() {
    try (SpoolingOutputStore store = new SpoolingOutputStore()) {
      store.append(ATTEMPT, STDERR, 0, ByteBuffer.wrap(new byte[10 * MIB + 3]));

      assertThat(store.read(ATTEMPT, STDERR).missing()).isEqualTo(3);
    }
  }

  private static void append(OutputStore store, AttemptId attempt, long offset, byte[] bytes) {
    store.append(attempt, STDOUT, offset, ByteBuffer.wrap(bytes));
  }

  private static JobId job(int number) {
    return new JobId("%032x".formatted(number));
  }

  private static byte[] random(Random random, int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return bytes;
  }

  /** Those of spools in this test's directory; none where the system does not tell. */
  private List<Path> spoolDescriptors() throws IOException {
    if (!Files.isDirectory(DESCRIPTORS)) {
      return List.of();
    }
    try (Stream<Path> all = Files.list(DESCRIPTORS)) {
      return all.filter(this::isSpool).toList();
    }
  }

  private boolean isSpool(Path descriptor) {
    try {
      return Files.readSymbolicLink(descriptor).startsWith(directory.toRealPath());
    } catch (IOException e) {
      return false;
    }
  }

  /** Does something else in the middle of what it is told to write. */
  private static final class MeddlingStream extends ByteArrayOutputStream {
    private Runnable meddle;

    MeddlingStream(Runnable meddle) {
      this.meddle = meddle;
    }

    @Override
    public synchronized void write(byte[] bytes, int offset, int length) {
      super.write(bytes, offset, length);
      Runnable now = meddle;
      meddle = () -> {};
      now.run();
    }

    @Override
    public void write(byte[] bytes) {
      write(bytes, 0, bytes.length);
    }
  }

  private static final class Recording extends Handler {
    private final List<LogRecord> records;
    private final Logger logger = Logger.getLogger(SpoolingOutputStore.class.getName());

    Recording(List<LogRecord> records) {
      this.records = records;
      logger.addHandler(this);
    }

    @Override
    public void publish(LogRecord entry) {
      records.add(entry);
    }

    @Override
    public void flush() {}

    @Override
    public void close() {
      logger.removeHandler(this);
    }
  }
}
