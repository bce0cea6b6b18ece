package io.jobsch.bench;

import java.io.PrintStream;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Runs what is asked for, and prints tables. Each measurement has a process of its own. */
public final class RunBenchmarks {
  private final PrintStream out;

  private RunBenchmarks(PrintStream out) {
    this.out = out;
  }

  /**
   * Measures.
   *
   * @param arguments which of {@code events}, {@code hard}, {@code decisions}, {@code lives},
   *     {@code heap}, {@code reading}
   */
  public static void main(String[] arguments) throws RunnerException {
    RunBenchmarks run = new RunBenchmarks(System.out);
    for (String each : arguments) {
      switch (each) {
        case "events" -> run.events();
        case "hard" -> run.hard();
        case "decisions" -> run.decisions();
        case "lives" -> run.lives();
        case "heap" -> run.heap();
        case "reading" -> run.reading();
        default -> throw new IllegalArgumentException("no benchmark is called " + each);
      }
    }
  }

  private void events() throws RunnerException {
    head();
    events(
        builder(EngineEvents.class)
            .param("workload", Workload.ONE_COMMAND.name())
            .param("atOnce", "0", "100"));
  }

  /** The smallest and the largest of every other kind. */
  private void hard() throws RunnerException {
    String[] others =
        EnumSet.complementOf(EnumSet.of(Workload.ONE_COMMAND)).stream()
            .map(Workload::name)
            .toArray(String[]::new);
    head();
    events(hard(others, "1000", "100"));
    events(hard(others, "1000000", "10000"));
  }

  private static ChainedOptionsBuilder hard(String[] workloads, String waiting, String workers) {
    return builder(EngineEvents.class)
        .param("workload", workloads)
        .param("waiting", waiting)
        .param("workers", workers)
        .param("atOnce", "0");
  }

  private void head() {
    row("jobs", "waiting", "workers", "jobs that end in a step", "events/s", "events/s of a core");
    row("---", "---:", "---:", "---:", "---:", "---:");
  }

  private void events(ChainedOptionsBuilder options) throws RunnerException {
    for (RunResult each : run(options)) {
      double events = secondary(each, "events");
      double cores = secondary(each, "cpuNanos") / 1e9;
      row(
          param(each, "workload"),
          param(each, "waiting"),
          param(each, "workers"),
          param(each, "atOnce").equals("0") ? "1, each event a step" : param(each, "atOnce"),
          whole(events),
          whole(events / cores));
    }
  }

  private void decisions() throws RunnerException {
    row("jobs", "waiting", "workers", "µs of a core for the step in which a job ends");
    row("---", "---:", "---:", "---:");
    for (RunResult each : run(builder(Decision.class))) {
      row(
          param(each, "workload"),
          param(each, "waiting"),
          param(each, "workers"),
          microseconds(each));
    }
    out.println();
    row("jobs", "workers", "µs of a core for the choice of its workers alone");
    row("---", "---:", "---:");
    for (RunResult each : run(builder(Choice.class))) {
      row(param(each, "workload"), param(each, "workers"), microseconds(each));
    }
  }

  /** For each job. */
  private static String microseconds(RunResult result) {
    return String.format(
        Locale.ROOT, "%.2f", secondary(result, "cpuNanos") / secondary(result, "jobs") / 1_000);
  }

  private void lives() throws RunnerException {
    Collection<RunResult> results = run(builder(Life.class));
    row("threads", "jobsch, jobs/s", "Quartz", "Quartz, of one job", "ratio to the better");
    row("---:", "---:", "---:", "---:", "---:");
    for (String threads : List.of("2", "10")) {
      double ours = lives(results, "jobsch", threads);
      double quartz = lives(results, "quartz", threads);
      double ofOne = lives(results, "quartzOfOneJob", threads);
      row(
          threads,
          whole(ours),
          whole(quartz),
          whole(ofOne),
          String.format(Locale.ROOT, "%.1f", ours / Math.max(quartz, ofOne)));
    }
  }

  private static double lives(Collection<RunResult> results, String method, String threads) {
    return results.stream()
        .filter(each -> each.getParams().getBenchmark().endsWith("." + method))
        .filter(each -> param(each, "threads").equals(threads))
        .mapToDouble(each -> each.getPrimaryResult().getScore())
        .findFirst()
        .orElseThrow();
  }

  private void heap() {
    row("document", "engine, bytes a job", "whole scheduler", "Jackson's tree", "engine to tree");
    row("---", "---:", "---:", "---:", "---:");
    for (Heap.Document each : Heap.Document.values()) {
      long jackson = Heap.jackson(each);
      long engine = Heap.engine(each);
      long scheduler = Heap.scheduler(each);
      row(
          each.name(),
          whole(engine),
          whole(scheduler),
          whole(jackson),
          String.format(Locale.ROOT, "%.2f", (double) engine / jackson));
    }
  }

  /** A server on two processors has the small compiler. */
  private void reading() throws RunnerException {
    row("document", "compiler", "µs to make a plan of it");
    row("---", "---", "---:");
    reading("small", "-XX:TieredStopAtLevel=1");
    reading("large", "-XX:TieredStopAtLevel=4");
  }

  private void reading(String compiler, String option) throws RunnerException {
    for (RunResult each : run(builder(Reading.class).jvmArgsAppend(option))) {
      double nanos = each.getPrimaryResult().getScore();
      row(param(each, "document"), compiler, String.format(Locale.ROOT, "%.2f", nanos / 1_000));
    }
  }

  private static ChainedOptionsBuilder builder(Class<?> benchmark) {
    return new OptionsBuilder()
        .include(benchmark.getName().replace(".", "\\.") + "\\.")
        .forks(1)
        .warmupIterations(3)
        .warmupTime(TimeValue.seconds(2))
        .measurementIterations(5)
        .measurementTime(TimeValue.seconds(2))
        .verbosity(VerboseMode.SILENT)
        .shouldFailOnError(true);
  }

  private static Collection<RunResult> run(ChainedOptionsBuilder options) throws RunnerException {
    return new Runner(options.build()).run();
  }

  private static String param(RunResult result, String name) {
    BenchmarkParams params = result.getParams();
    return params.getParam(name);
  }

  private static double secondary(RunResult result, String name) {
    Result<?> found = result.getSecondaryResults().get(name);
    return found.getScore();
  }

  private static String whole(double number) {
    return String.format(Locale.ROOT, "%,d", Math.round(number));
  }

  private void row(String... cells) {
    out.println("| " + String.join(" | ", cells) + " |");
    out.flush();
  }
}
