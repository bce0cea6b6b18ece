package io.jobsch.bench;

import io.jobsch.HostedScheduler;
import io.jobsch.spec.JobSpec;
import io.jobsch.spec.Jobs;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.quartz.Job;
import org.quartz.JobBuilder;
import org.quartz.JobDetail;
import org.quartz.JobExecutionContext;
import org.quartz.JobKey;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.quartz.Trigger;
import org.quartz.TriggerBuilder;
import org.quartz.impl.StdSchedulerFactory;

/**
 * Whole lives of jobs that do nothing, from being submitted to being done, through the scheduler's
 * loop; and the same with Quartz and its store in memory. Both have the same number of threads that
 * run the jobs, and both get all jobs at once, from one thread. Quartz may fire as many triggers at
 * a time as it has threads, which it likes best; its jobs count as done when they have been
 * executed, ours when their result is with whoever asked for it.
 */
@BenchmarkMode(Mode.Throughput)
@State(Scope.Benchmark)
public class Life {
  private static final int JOBS = 20_000;

  /** How many threads run the jobs. */
  @Param({"2", "10"})
  public int threads;

  /** Our scheduler. */
  @State(Scope.Benchmark)
  public static class Jobsch {
    private HostedScheduler scheduler;

    /** Starts it. */
    @Setup(Level.Trial)
    public void start(Life life) {
      scheduler = NoOpHost.scheduler(life.threads);
    }

    /** Ends it. */
    @TearDown(Level.Trial)
    public void close() {
      scheduler.close();
    }
  }

  /** The other one. */
  @State(Scope.Benchmark)
  public static class Quartz {
    private static final JobKey SHARED = new JobKey("shared");

    private Scheduler scheduler;
    private long named;

    /** Starts it. */
    @Setup(Level.Trial)
    public void start(Life life) throws SchedulerException {
      String threads = Integer.toString(life.threads);
      Properties settings = new Properties();
      settings.setProperty("org.quartz.scheduler.instanceName", "bench");
      settings.setProperty("org.quartz.jobStore.class", "org.quartz.simpl.RAMJobStore");
      settings.setProperty("org.quartz.threadPool.class", "org.quartz.simpl.SimpleThreadPool");
      settings.setProperty("org.quartz.threadPool.threadCount", threads);
      settings.setProperty("org.quartz.scheduler.batchTriggerAcquisitionMaxCount", threads);
      scheduler = new StdSchedulerFactory(settings).getScheduler();
      scheduler.addJob(
          JobBuilder.newJob(NoOp.class).withIdentity(SHARED).storeDurably().build(), false);
      scheduler.start();
    }

    /** Names what may still be there when the next jobs are submitted. */
    private String nextName() {
      return Long.toString(named++);
    }

    /** Ends it. */
    @TearDown(Level.Trial)
    public void close() throws SchedulerException {
      scheduler.shutdown(true);
    }
  }

  /** What Quartz runs. */
  public static class NoOp implements Job {
    private static volatile CountDownLatch left = new CountDownLatch(0);

    /** For Quartz. */
    public NoOp() {}

    @Override
    public void execute(JobExecutionContext context) {
      left.countDown();
    }
  }

  /** Ours. */
  @Benchmark
  @OperationsPerInvocation(JOBS)
  public void jobsch(Jobsch ours) throws InterruptedException {
    JobSpec job = Jobs.exec("true");
    CountDownLatch left = new CountDownLatch(JOBS);
    for (int i = 0; i < JOBS; i++) {
      ours.scheduler.submit(job).result().thenRun(left::countDown);
    }
    left.await();
  }

  /** Quartz, each a job and a trigger of its own. */
  @Benchmark
  @OperationsPerInvocation(JOBS)
  public void quartz(Quartz quartz) throws InterruptedException, SchedulerException {
    CountDownLatch left = new CountDownLatch(JOBS);
    NoOp.left = left;
    for (int i = 0; i < JOBS; i++) {
      String name = quartz.nextName();
      JobDetail job = JobBuilder.newJob(NoOp.class).withIdentity(name).build();
      Trigger trigger = TriggerBuilder.newTrigger().withIdentity(name).build();
      quartz.scheduler.scheduleJob(job, trigger);
    }
    left.await();
  }

  /** Quartz, each a trigger of its own of one job that it has already, which spares it work. */
  @Benchmark
  @OperationsPerInvocation(JOBS)
  public void quartzOfOneJob(Quartz quartz) throws InterruptedException, SchedulerException {
    CountDownLatch left = new CountDownLatch(JOBS);
    NoOp.left = left;
    for (int i = 0; i < JOBS; i++) {
      String name = quartz.nextName();
      quartz.scheduler.scheduleJob(
          TriggerBuilder.newTrigger().withIdentity(name).forJob(Quartz.SHARED).build());
    }
    left.await();
  }
}
