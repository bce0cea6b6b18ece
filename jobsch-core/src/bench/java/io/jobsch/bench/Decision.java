package io.jobsch.bench;

import io.jobsch.engine.Event;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.List;
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
 * How long the step takes in which a job ends: it frees the job's workers, chooses who gets them,
 * and starts that. With nobody waiting, it is the step without the decision. What is counted are
 * the jobs, and the processor's time of the thread that takes the steps.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
public class Decision {
  /** Fewer than gangs of three fit on a hundred workers. */
  static final int JOBS = 32;

  /** Which jobs. */
  @Param({"ONE_COMMAND", "GANGS_OF_3"})
  public Workload workload;

  /** How many jobs wait. */
  @Param({"0", "1000", "1000000"})
  public int waiting;

  /** How many workers there are. */
  @Param({"100", "10000"})
  public int workers;

  private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
  private BusyEngine engine;
  private List<Event> endings = List.of();

  /** What happened meanwhile. */
  @State(Scope.Thread)
  @AuxCounters(AuxCounters.Type.OPERATIONS)
  public static class Count {
    /** Jobs that have ended. */
    public long jobs;

    /** Nanoseconds of the processor that this took. */
    public long cpuNanos;
  }

  /** An engine at work. */
  @Setup(Level.Trial)
  public void start() {
    engine = new BusyEngine(workload, waiting, workers);
    Processor.warmUp(
        () -> {
          runToTheEnd();
          jobsEnd();
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
  public void jobEnds(Count count) {
    long start = threads.getCurrentThreadCpuTime();
    jobsEnd();
    count.cpuNanos += threads.getCurrentThreadCpuTime() - start;
    count.jobs += JOBS;
  }

  private void jobsEnd() {
    for (Event each : endings) {
      engine.step(List.of(each));
    }
  }
}
