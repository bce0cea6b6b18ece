package io.jobsch.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** What is forgotten shows by its timeout: that is cancelled. */
@Execution(ExecutionMode.CONCURRENT)
final class LeftoversTest {
  private static final KillPolicy NEVER_USED = new KillPolicy(Duration.ZERO, Duration.ZERO);

  private static final Tag TAG = new Tag("0123456789abcdef");

  private final RunnerThreads threads = new RunnerThreads();
  private final CompletableFuture<Void> timeout = new CompletableFuture<>();
  private final Queue<Tag> over = new ConcurrentLinkedQueue<>();

  @AfterEach
  void endThreads() throws InterruptedException {
    assertThat(threads.end(Recorder.PATIENCE)).isTrue();
  }

  @Test
  void what_left_nothing_is_forgotten() {
    watchEmptyTree(new Flawed(0, List::of));

    Recorder.eventually().until(timeout::isCancelled);
    Recorder.eventually().until(() -> over.contains(TAG));
  }

  @Test
  void nothing_is_forgotten_while_looks_are_blind() {
    Flawed blindForTwoChecks = new Flawed(4, List::of);
    watchEmptyTree(blindForTwoChecks);

    Recorder.eventually().until(timeout::isCancelled);

    assertThat(blindForTwoChecks.listings()).isGreaterThan(4);
  }

  @Test
  void a_check_that_fails_is_made_again() {
    watchEmptyTree(
        new Flawed(
            1,
            () -> {
              throw new AssertionError("thrown by a test on purpose");
            }));

    Recorder.eventually().until(timeout::isCancelled);
  }

  private void watchEmptyTree(ProcessTable table) {
    Leftovers leftovers = new Leftovers(table, new Killer(table, threads), threads, over::add);
    leftovers.watch(new ProcessTree(new ProcessId(100, 50), TAG), NEVER_USED, timeout);
  }

  /** A table whose first listings go wrong. */
  private static final class Flawed implements ProcessTable {
    private final FakeTable table = new FakeTable().with(1, 0, 0);
    private final AtomicInteger listings = new AtomicInteger();
    private final int flawed;
    private final Supplier<List<Long>> flaw;

    Flawed(int flawed, Supplier<List<Long>> flaw) {
      this.flawed = flawed;
      this.flaw = flaw;
    }

    int listings() {
      return listings.get();
    }

    @Override
    public long ourselves() {
      return table.ourselves();
    }

    @Override
    public List<Long> pids() {
      return listings.incrementAndGet() <= flawed ? flaw.get() : table.pids();
    }

    @Override
    public Optional<Sighting> find(long pid) {
      return table.find(pid);
    }

    @Override
    public Optional<Set<Tag>> tags(Sighting process) {
      return table.tags(process);
    }
  }
}
