package io.jobsch.workers;

import io.jobsch.spec.Command;
import io.jobsch.spec.Pointer;
import io.jobsch.spec.RoleName;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * Everything a worker must know to start a command.
 *
 * @param node the command's place in its job
 * @param role the role that the worker plays
 * @param command what is run
 * @param env the job's variables
 * @param cwd relative to the worker's directory
 * @param timeout when it is killed, with its whole process tree
 */
public record Launch(
    Pointer node,
    RoleName role,
    Command command,
    Map<String, String> env,
    Optional<String> cwd,
    Optional<Duration> timeout) {}
