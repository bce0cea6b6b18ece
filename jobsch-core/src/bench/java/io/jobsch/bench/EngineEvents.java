package io.jobsch.bench;

import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * How many events an engine takes in a second while jobs come and go: each is submitted, started by
 * its workers and ended. The queue keeps its length. What is counted are the events, and the time
 * of the processors that the whole process spends on them, its garbage collector included: where
 * others use the same machine, that is the time that counts.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
public class EngineEvents {
  private static final int JOBS = 5_000;

  /** Which jobs. */
  @Param("ONE_COMMAND")
  public Workload workload;

  /** How many jobs wait. */
  @Param({"1000", "1000000"})
  public int waiting;

  /** How many workers there are. */
  @Param({"100", "10000"})
  public int workers;

  /** How many jobs end in one step, and how many are submitted in it; 0: each event is a step. */
  @Param({"0", "100"})
  public int atOnce;

  private BusyEngine engine;

  /** What happened meanwhile. */
  @State(Scope.Thread)
  @AuxCounters(AuxCounters.Type.OPERATIONS)
  public static class Count {
    /** Events that the engine was told. */
    public long events;

    /** Nanoseconds of processors that this took. */
    public long cpuNanos;
  }

  /** An engine at work. */
  @Setup(Level.Trial)
  public void start() {
    engine = new BusyEngine(workload, waiting, workers);
    Processor.warmUp(() -> jobsComeAndGo(Math.max(1, atOnce)));
  }

  /** The jobs that will be submitted. */
  @Setup(Level.Invocation)
  public void makeJobs() {
    engine.makeJobs(JOBS);
  }

  /** Some thousand jobs come, and as many go. */
  @Benchmark
  public void jobsComeAndGo(Count count) {
    long events = engine.events();
    long cpu = Processor.nanos();
    jobsComeAndGo(JOBS);
    count.cpuNanos += Processor.nanos() - cpu;
    count.events += engine.events() - events;
  }

  private void jobsComeAndGo(int jobs) {
    if (atOnce == 0) {
      for (int i = 0; i < jobs; i++) {
        engine.oneAtATime();
      }
    } else {
      for (int i = 0; i < jobs; i += atOnce) {
        engine.allAtOnce(atOnce);
      }
    }
  }
}
