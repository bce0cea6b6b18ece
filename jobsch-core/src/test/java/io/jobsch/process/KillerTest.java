package io.jobsch.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class KillerTest {
  private static final KillPolicy AT_ONCE = new KillPolicy(Duration.ZERO, Duration.ofSeconds(60));

  private final AtomicInteger denied = new AtomicInteger();
  private final RunnerThreads threads =
      new RunnerThreads(
          task -> {
            if (denied.getAndDecrement() > 0) {
              throw new OutOfMemoryError("no thread, on purpose");
            }
            return new Thread(task, "jobsch-killer-test");
          });

  @AfterEach
  void endThreads() throws InterruptedException {
    assertThat(threads.end(Recorder.PATIENCE)).isTrue();
  }

  @Test
  void a_round_that_fails_is_made_again_and_later_kills_go_through() throws Exception {
    Killer killer = new Killer(new FailingOnce(), threads::executeSurely);

    assertGone(killer);
    assertGone(killer);
  }

  @Test
  void a_kill_waits_for_a_thread_that_the_system_does_not_give_at_once() throws Exception {
    Killer killer = new Killer(new FakeTable(), threads::executeSurely);
    threads.startClock();
    denied.set(3);

    assertGone(killer);
  }

  private static void assertGone(Killer killer) throws Exception {
    ProcessTree tree = new ProcessTree(new ProcessId(100, 50), new Tag("0123456789abcdef"));
    Kill kill = new Kill(tree, AT_ONCE, () -> false);

    killer.begin(kill);

    assertThat(kill.survivors().get(Recorder.PATIENCE.toSeconds(), TimeUnit.SECONDS)).isEmpty();
  }

  private static final class FailingOnce implements ProcessTable {
    private final FakeTable table = new FakeTable();
    private boolean failed;

    @Override
    public long ourselves() {
      return table.ourselves();
    }

    @Override
    public List<Long> pids() {
      if (!failed) {
        failed = true;
        throw new AssertionError("thrown by a test on purpose");
      }
      return table.pids();
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
