package io.jobsch.local.manual;

import io.jobsch.process.CommandLaunch;
import io.jobsch.spec.Pointer;
import io.jobsch.spec.RoleName;
import io.jobsch.workers.WorkerId;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A command that a scripted worker was told to start.
 *
 * @param node its place in its job
 * @param role who plays it
 * @param worker on whom
 * @param argv the program and its arguments; the shell's own where the shell runs it
 * @param env its variables: those of the job, and those that name what it is
 * @param cwd the directory in which it would run
 */
public record StartedCommand(
    Pointer node,
    RoleName role,
    WorkerId worker,
    List<String> argv,
    Map<String, String> env,
    Path cwd) {
  private static final List<String> SHELL = List.of("/bin/sh", "-c");

  /** Copies what it is given. */
  public StartedCommand {
    argv = List.copyOf(argv);
    env = Collections.unmodifiableMap(new LinkedHashMap<>(env));
  }

  static StartedCommand of(CommandLaunch launch) {
    Map<String, String> env = launch.env();
    return new StartedCommand(
        Pointer.parse(env.getOrDefault("JOBSCH_NODE", "")),
        new RoleName(env.getOrDefault("JOBSCH_ROLE", RoleName.DEFAULT.value())),
        new WorkerId(env.getOrDefault("JOBSCH_WORKER", "?")),
        launch.argv(),
        env,
        launch.cwd());
  }

  /** The line that the shell runs; of other commands, their words with blanks between them. */
  public String text() {
    boolean shell = argv.size() == 3 && argv.subList(0, 2).equals(SHELL);
    return shell ? argv.get(2) : String.join(" ", argv);
  }
}
