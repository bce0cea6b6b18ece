package io.jobsch.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.jobsch.workers.Ending;
import io.jobsch.workers.StreamName;
import io.jobsch.workers.Written;
import java.io.File;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * What a {@link ProcessRunner} holds of this JVM, and gives back: threads and descriptors. Nothing
 * else may run meanwhile.
 */
@Isolated("counts the threads and descriptors of this JVM")
public abstract class ProcessRunnerHoldings extends ProcessRunnerFixture {
  @Test
  void runs_many_at_once_and_keeps_nothing_of_them() throws InterruptedException {
    runMany(100);
    int descriptors = openDescriptors();
    long threads = ownThreads();

    runMany(1_000);

    Recorder.eventually()
        .untilAsserted(
            () -> {
              assertThat(openDescriptors()).isLessThanOrEqualTo(descriptors + 5);
              assertThat(ownThreads()).isLessThanOrEqualTo(threads + 5);
            });
  }

  @Test
  void closing_leaves_no_thread_and_no_descriptor() {
    int descriptors = openDescriptors();
    long threads = ownThreads();
    ProcessRunner another = newRunner();
    Recorder told = Recorder.open();
    another.start(launch(escape("held_stdout", "exit"), NEVER, PATIENT), told);
    assertThat(told.ending()).isEqualTo(exited(0));
    awaitEscaped(1);
    assertThat(ownThreads()).isGreaterThan(threads);

    another.close();

    Recorder.eventually().until(() -> ownThreads() <= threads);
    assertThat(openDescriptors()).isLessThanOrEqualTo(descriptors);
    witness().killAll();
  }

  private void runMany(int count) throws InterruptedException {
    Semaphore atOnce = new Semaphore(4);
    List<Ending> endings = Collections.synchronizedList(new ArrayList<>());
    for (int i = 0; i < count; i++) {
      atOnce.acquire();
      // Every other one has a timeout far away, of which nothing may be kept either.
      Optional<Duration> timeout = i % 2 == 0 ? NEVER : Optional.of(Duration.ofHours(1));
      runner()
          .start(
              launch(List.of("echo", "out"), timeout, PATIENT),
              new CommandObserver() {
                @Override
                public void started(long pid) {}

                @Override
                public void output(StreamName stream, ByteBuffer bytes) {}

                @Override
                public void ended(Ending ending, Written written) {
                  endings.add(ending);
                  atOnce.release();
                }
              });
    }
    atOnce.acquire(4);
    assertThat(endings).hasSize(count).containsOnly(exited(0));
  }

  private static int openDescriptors() {
    return new File("/proc/self/fd").list().length;
  }

  static long ownThreads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith("jobsch"))
        .count();
  }
}
