package io.jobsch.launcher;

import io.jobsch.local.simulate.Simulation;
import io.jobsch.spec.SpecRules;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What was asked for with {@code jobsch simulate}.
 *
 * @param workload where the jobs are
 * @param simulation what they are played on
 * @param json whether the figures are wanted as a document
 */
record SimulateOptions(Workload workload, Simulation simulation, boolean json) {
  static final Words.Grammar GRAMMAR =
      new Words.Grammar(
          "jobsch simulate --help",
          List.of("--json"),
          List.of("--workers", "--jobs", "--reserve-after"));

  static SimulateOptions parse(List<String> words) throws Refusal {
    Words options = Words.sort(words, GRAMMAR);
    return new SimulateOptions(
        workload(options),
        new Simulation(workers(options), OptionValues.reserveAfter(GRAMMAR, options)),
        options.has("--json"));
  }

  private static Workload workload(Words options) throws Refusal {
    Optional<String> jobs = options.last("--jobs");
    List<String> traces = options.operands();
    if (jobs.filter(String::isEmpty).isPresent() || traces.contains("")) {
      throw GRAMMAR.refusal("expected a file, or - for stdin, found an empty name");
    }
    if (jobs.isPresent() && traces.isEmpty()) {
      return new Workload(Workload.Format.RECORDED_JOBS, jobs.get());
    }
    if (jobs.isEmpty() && traces.size() == 1) {
      return new Workload(Workload.Format.TRACE, traces.get(0));
    }
    List<String> found = new ArrayList<>();
    traces.forEach(it -> found.add(SpecRules.printable(it)));
    jobs.ifPresent(it -> found.add("--jobs " + SpecRules.printable(it)));
    throw GRAMMAR.refusal(
        "expected one trace, or --jobs with a list of jobs (a file, or - for stdin), found "
            + (found.isEmpty() ? "none" : String.join(" and ", found)));
  }

  private static int workers(Words options) throws Refusal {
    OptionalInt workers = OptionValues.workers(GRAMMAR, options, Simulation.MOST_WORKERS);
    if (workers.isEmpty()) {
      throw GRAMMAR.refusal("expected --workers with the number of workers, found none");
    }
    return workers.getAsInt();
  }
}
