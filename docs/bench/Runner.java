import io.jobsch.process.CommandLaunch;
import io.jobsch.process.CommandObserver;
import io.jobsch.process.KillPolicy;
import io.jobsch.process.ProcessRunner;
import io.jobsch.process.ProcessRunners;
import io.jobsch.workers.Ending;
import io.jobsch.workers.StreamName;
import io.jobsch.workers.Written;
import java.io.File;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What a runner of commands can do, without a scheduler above it; run by the scripts beside it, with
 * the jar as class path.
 *
 * <pre>
 * Runner rate COMMANDS PARALLEL   starts true so often, captured; prints commands per second
 * Runner kill TIMES               from the end of a timeout to an empty tree, in milliseconds
 * Runner soak COMMANDS            threads, descriptors and memory after 1,000 and after all
 * Runner flood BYTES              one command writes so much; memory, and another beside it
 * </pre>
 */
public final class Runner {
  private static final Map<String, String> ENV = Map.of("PATH", "/usr/bin:/bin");

  private Runner() {}

  public static void main(String[] args) throws Exception {
    long number = Long.parseLong(args[1]);
    try (ProcessRunner runner = ProcessRunners.ofThisSystem()) {
      switch (args[0]) {
        case "rate" -> rate(runner, number, Integer.parseInt(args[2]));
        case "kill" -> kill(runner, (int) number);
        case "soak" -> soak(runner, number);
        case "flood" -> flood(runner, number);
        default -> throw new IllegalArgumentException(args[0]);
      }
    }
  }

  private static void rate(ProcessRunner runner, long commands, int parallel) throws Exception {
    many(runner, commands, parallel);
    long began = System.nanoTime();
    many(runner, commands, parallel);
    System.out.printf("%.0f%n", commands * 1e9 / (System.nanoTime() - began));
  }

  private static void many(ProcessRunner runner, long commands, int parallel) throws Exception {
    Semaphore places = new Semaphore(parallel);
    AtomicLong failed = new AtomicLong();
    for (long i = 0; i < commands; i++) {
      places.acquire();
      runner.start(
          launch(Optional.empty(), "true"),
          new Watcher() {
            @Override
            public void ended(Ending ending, Written written) {
              if (!(ending instanceof Ending.Exited exited) || exited.status().shellCode() != 0) {
                failed.incrementAndGet();
              }
              places.release();
            }
          });
    }
    places.acquire(parallel);
    if (failed.get() > 0) {
      throw new IllegalStateException(failed + " commands have failed");
    }
  }

  private static void kill(ProcessRunner runner, int times) throws Exception {
    Duration timeout = Duration.ofMillis(200);
    double[] millis = new double[times];
    for (int i = 0; i < times; i++) {
      CompletableFuture<Long> started = new CompletableFuture<>();
      CompletableFuture<Long> ended = new CompletableFuture<>();
      runner.start(
          launch(Optional.of(timeout), "sh", "-c", "sh -c 'sleep 100 & setsid sleep 100 & wait' & wait"),
          new Watcher() {
            @Override
            public void started(long pid) {
              started.complete(System.nanoTime());
            }

            @Override
            public void ended(Ending ending, Written written) {
              if (ending instanceof Ending.Killed) {
                ended.complete(System.nanoTime());
              } else {
                ended.completeExceptionally(new IllegalStateException(ending.toString()));
              }
            }
          });
      millis[i] = (ended.get() - started.get() - timeout.toNanos()) / 1e6;
    }
    Arrays.sort(millis);
    System.out.printf(
        "%s: median %.1f ms, p99 %.1f ms, slowest %.1f ms, of %d%n",
        runner.isolation(),
        millis[times / 2],
        millis[(int) Math.ceil(times * 0.99) - 1],
        millis[times - 1],
        times);
  }

  private static void soak(ProcessRunner runner, long commands) throws Exception {
    many(runner, 1000, 4);
    String before = held();
    many(runner, commands - 1000, 4);
    System.out.printf("after 1,000: %s%nafter %,d: %s%n", before, commands, held());
  }

  private static void flood(ProcessRunner runner, long bytes) throws Exception {
    CompletableFuture<Long> written = new CompletableFuture<>();
    AtomicLong seen = new AtomicLong();
    many(runner, 1000, 4);
    String before = held();
    long began = System.nanoTime();
    runner.start(
        launch(Optional.empty(), "head", "-c", Long.toString(bytes), "/dev/zero"),
        new Watcher() {
          @Override
          public void output(StreamName stream, ByteBuffer some) {
            seen.addAndGet(some.remaining());
          }

          @Override
          public void ended(Ending ending, Written total) {
            written.complete(total.stdout());
          }
        });
    long others = 0;
    while (!written.isDone()) {
      many(runner, 10, 1);
      others += 10;
    }
    double seconds = (System.nanoTime() - began) / 1e9;
    System.out.printf(
        "%,d bytes written, %,d seen, in %.1f s; meanwhile %d other commands%nbefore: %s%nafter: %s%n",
        written.get(), seen.get(), seconds, others, before, held());
  }

  /** Of this JVM and of the helper, if there is one. */
  private static String held() throws Exception {
    System.gc();
    StringBuilder held = new StringBuilder("JVM " + of(ProcessHandle.current()));
    for (ProcessHandle child : ProcessHandle.current().children().toList()) {
      held.append("; helper ").append(of(child));
    }
    return held.toString();
  }

  private static String of(ProcessHandle process) throws Exception {
    Path proc = Path.of("/proc", Long.toString(process.pid()));
    StringBuilder line = new StringBuilder();
    for (String each : Files.readAllLines(proc.resolve("status"))) {
      if (each.startsWith("VmRSS") || each.startsWith("Threads")) {
        line.append(each.replaceAll("\\s+", " ")).append(", ");
      }
    }
    File[] descriptors = proc.resolve("fd").toFile().listFiles();
    return line.append("descriptors: ").append(descriptors.length).toString();
  }

  private static CommandLaunch launch(Optional<Duration> timeout, String... argv) {
    return new CommandLaunch(List.of(argv), ENV, Path.of("/"), timeout, KillPolicy.DEFAULT);
  }

  private abstract static class Watcher implements CommandObserver {
    @Override
    public void started(long pid) {}

    @Override
    public void output(StreamName stream, ByteBuffer bytes) {}
  }
}
