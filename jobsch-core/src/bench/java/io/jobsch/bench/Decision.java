package io.jobsch.bench;

import io.jobsch.engine.Event;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * How long the step takes in which a job ends: it frees the job's workers, chooses who gets them,
 * and starts that. With nobody waiting, it is the step without the decision.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class Decision {
  /** Fewer than gangs of three fit on a hundred workers. */
  private static final int JOBS = 32;

  /** Which jobs. */
  @Param({"ONE_COMMAND", "GANGS_OF_3"})
  public Workload workload;

  /** How many jobs wait. */
  @Param({"0", "1000", "1000000"})
  public int waiting;

  /** How many workers there are. */
  @Param({"100", "10000"})
  public int workers;

  private BusyEngine engine;
  private List<Event> endings = List.of();

  /** An engine at work. */
  @Setup(Level.Trial)
  public void start() {
    engine = new BusyEngine(workload, waiting, workers);
    Processor.warmUp(
        () -> {
          runToTheEnd();
          jobEnds();
        });
  }

  /** Jobs that are about to end, and others in place of those that have. */
  @Setup(Level.Invocation)
  public void runToTheEnd() {
    engine.submit(endings.size());
    endings = engine.lastEndings(JOBS);
  }

  /** Job after job ends. */
  @Benchmark
  @OperationsPerInvocation(JOBS)
  public void jobEnds() {
    for (Event each : endings) {
      engine.step(List.of(each));
    }
  }
}
