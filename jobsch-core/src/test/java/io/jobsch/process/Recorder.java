package io.jobsch.process;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;

import io.jobsch.workers.Ending;
import io.jobsch.workers.StreamName;
import io.jobsch.workers.Written;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.awaitility.core.ConditionFactory;

/**
 * An observer that keeps what it is told, and notes whatever is told out of order. It can hold up
 * the output until a test lets go.
 */
final class Recorder implements CommandObserver {
  /** How long a test waits for what must come; no measure of speed. */
  static final Duration PATIENCE = Duration.ofSeconds(60);

  private final CompletableFuture<Long> pid = new CompletableFuture<>();
  private final CompletableFuture<Ending> ending = new CompletableFuture<>();
  private final CompletableFuture<Written> written = new CompletableFuture<>();
  private final ByteArrayOutputStream stdout = new ByteArrayOutputStream();
  private final ByteArrayOutputStream stderr = new ByteArrayOutputStream();
  private final List<String> violations = new ArrayList<>();
  private final CompletableFuture<Void> gate;
  private final CompletableFuture<Void> atGate = new CompletableFuture<>();

  private Recorder(CompletableFuture<Void> gate) {
    this.gate = gate;
  }

  static Recorder open() {
    return new Recorder(CompletableFuture.completedFuture(null));
  }

  /** Looks again and again, at once and often. */
  static ConditionFactory eventually() {
    return await().atMost(PATIENCE).pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(5));
  }

  /** One that does not come back from the first output that it is told. */
  static Recorder heldUp() {
    return new Recorder(new CompletableFuture<>());
  }

  void letGo() {
    gate.complete(null);
  }

  @Override
  public void started(long pid) {
    note(this.pid.complete(pid), "started twice");
    note(!ending.isDone(), "started after its end");
  }

  @Override
  public void output(StreamName stream, ByteBuffer bytes) {
    note(pid.isDone(), "output before its start");
    note(!ending.isDone(), "output after its end");
    note(bytes.hasRemaining(), "output without a byte");
    atGate.complete(null);
    try {
      gate.get();
    } catch (Exception interrupted) {
      return;
    }
    byte[] copy = new byte[bytes.remaining()];
    bytes.get(copy);
    (stream == StreamName.STDOUT ? stdout : stderr).writeBytes(copy);
  }

  @Override
  public void ended(Ending ending, Written written) {
    this.written.complete(written);
    note(this.ending.complete(ending), "ended twice");
  }

  private synchronized void note(boolean fine, String violation) {
    if (!fine) {
      violations.add(violation);
    }
  }

  synchronized List<String> violations() {
    return List.copyOf(violations);
  }

  long pid() {
    return get(pid);
  }

  Ending ending() {
    return get(ending);
  }

  Written written() {
    return get(written);
  }

  boolean hasEnded() {
    return ending.isDone();
  }

  void awaitHeldUp() {
    get(atGate);
  }

  byte[] stdoutBytes() {
    return stdout.toByteArray();
  }

  byte[] stderrBytes() {
    return stderr.toByteArray();
  }

  String stdout() {
    return stdout.toString(UTF_8);
  }

  String stderr() {
    return stderr.toString(UTF_8);
  }

  void awaitStdout(String expected) {
    eventually().until(() -> stdout().contains(expected));
  }

  private static <T> T get(CompletableFuture<T> future) {
    try {
      return future.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new AssertionError("was not told in " + PATIENCE, e);
    }
  }
}
