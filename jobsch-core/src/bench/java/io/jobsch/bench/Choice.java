package io.jobsch.bench;

import io.jobsch.plan.JobPlan;
import io.jobsch.result.Trial;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.Blackhole;

/**
 * How long it takes to choose who gets a job, without starting it: an engine with some idle workers
 * is asked what would become of a job. For that it goes into the queue, gets its workers by a whole
 * pass, and is taken out again; all that is counted.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
public class Choice {
  private static final int JOBS = 1_000;

  /** Which jobs. */
  @Param({"ONE_COMMAND", "GANGS_OF_3"})
  public Workload workload;

  /** How many workers there are. */
  @Param({"100", "10000"})
  public int workers;

  private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
  private BusyEngine engine;
  private JobPlan plan;

  /** What happened meanwhile. */
  @State(Scope.Thread)
  @AuxCounters(AuxCounters.Type.OPERATIONS)
  public static class Count {
    /** Jobs that workers were chosen for. */
    public long jobs;

    /** Nanoseconds of the processor that this took. */
    public long cpuNanos;
  }

  /** An engine some of whose workers are idle. */
  @Setup(Level.Trial)
  public void start(Blackhole sink) {
    engine = new BusyEngine(workload, 0, workers);
    engine.end(Decision.JOBS);
    plan = BusyEngine.plan(workload);
    if (!(engine.trial(plan) instanceof Trial.Starts)) {
      throw new IllegalStateException("no worker is idle");
    }
    Processor.warmUp(() -> choose(sink));
  }

  /** Job after job is asked about. */
  @Benchmark
  public void workersAreChosen(Count count, Blackhole sink) {
    long start = threads.getCurrentThreadCpuTime();
    choose(sink);
    count.cpuNanos += threads.getCurrentThreadCpuTime() - start;
    count.jobs += JOBS;
  }

  private void choose(Blackhole sink) {
    for (int i = 0; i < JOBS; i++) {
      sink.consume(engine.trial(plan));
    }
  }
}
