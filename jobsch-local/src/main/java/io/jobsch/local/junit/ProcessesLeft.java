package io.jobsch.local.junit;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.jobsch.plan.JobId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The processes that the commands of a test have left behind, found by the variable in their
 * environment that names their job. Where a system shows no environments, none are found.
 */
final class ProcessesLeft {
  private static final Path PROCESSES = Path.of("/proc");
  private static final String VARIABLE = "JOBSCH_JOB_ID=";

  private ProcessesLeft() {}

  /** Kills those of these jobs, and says which there were. */
  static List<String> kill(Set<JobId> jobs) {
    if (jobs.isEmpty() || !Files.isDirectory(PROCESSES)) {
      return List.of();
    }
    return ProcessHandle.allProcesses()
        .flatMap(
            process -> job(process).filter(jobs::contains).map(it -> kill(process, it)).stream())
        .toList();
  }

  private static Optional<JobId> job(ProcessHandle process) {
    try {
      Path environment = PROCESSES.resolve(process.pid() + "/environ");
      String variables = new String(Files.readAllBytes(environment), ISO_8859_1);
      return Arrays.stream(variables.split("\0"))
          .filter(each -> each.startsWith(VARIABLE))
          .findFirst()
          .map(each -> new JobId(each.substring(VARIABLE.length())));
    } catch (IOException | IllegalArgumentException e) {
      // It is not ours to read, has ended, or has a variable of that name that is not from us.
      return Optional.empty();
    }
  }

  private static String kill(ProcessHandle process, JobId job) {
    String program = process.info().command().orElse("unknown");
    process.destroyForcibly();
    return "process " + process.pid() + " (" + program + ") of job " + job;
  }
}
