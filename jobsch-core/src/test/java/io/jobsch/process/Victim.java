package io.jobsch.process;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * A JVM to be killed or stopped: runs commands that try to get away, one after the other, until its
 * standard input ends.
 */
final class Victim {
  private static final Duration LEASE = Duration.ofMillis(500);

  static final String PLAIN = "PLAIN";

  private Victim() {}

  /**
   * Arguments: the mode of the helper, or {@link #PLAIN}; the mark of its commands, the directory
   * for their pids, the script, then ways.
   */
  public static void main(String[] args) throws Exception {
    Map<String, String> env = Map.of(args[1], "1", "PATH", System.getenv("PATH"));
    List<String> ways = List.of(args).subList(4, args.length);
    try (ProcessRunner runner = runner(args[0]);
        ProcessLease lease = runner.lease()) {
      ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
      clock.scheduleAtFixedRate(() -> lease.renew(LEASE), 0, 50, TimeUnit.MILLISECONDS);
      System.out.println("ready");
      for (int i = 0; System.in.available() == 0; i++) {
        String way = ways.get(i % ways.size());
        Optional<Duration> timeout =
            i % 2 == 0 ? Optional.empty() : Optional.of(Duration.ofMillis(300));
        lease.start(
            new CommandLaunch(
                List.of(Python.EXECUTABLE, "-ES", args[3], args[2], way),
                env,
                Path.of("/"),
                timeout,
                new KillPolicy(Duration.ofSeconds(30), Duration.ofSeconds(10))),
            Recorder.open());
        TimeUnit.MILLISECONDS.sleep(20);
      }
      clock.shutdownNow();
    }
  }

  private static ProcessRunner runner(String mode) throws HelperUnfit {
    return mode.equals(PLAIN)
        ? new PlainProcessRunner()
        : HelperProcessRunner.open(HelperMode.valueOf(mode));
  }
}
