package io.jobsch.local;

import io.jobsch.spi.RoleSuitability;
import io.jobsch.workers.RolePattern;
import io.jobsch.workers.WorkerId;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A worker of a {@link LocalScheduler}.
 *
 * @param id its name
 * @param directory where it runs commands; empty for the scheduler's own directory
 * @param patterns of the roles that it suits; none for every role
 * @param suitability decides which roles it suits, among those of its patterns if it has any
 */
public record LocalWorker(
    WorkerId id,
    Optional<Path> directory,
    List<RolePattern> patterns,
    Optional<RoleSuitability> suitability) {
  /** Copies the patterns. */
  public LocalWorker {
    patterns = List.copyOf(patterns);
  }

  /** One of that name that suits every role, in the scheduler's directory. */
  public static LocalWorker named(String name) {
    return new LocalWorker(new WorkerId(name), Optional.empty(), List.of(), Optional.empty());
  }

  /** The same in a directory of its own. */
  public LocalWorker in(Path ownDirectory) {
    return new LocalWorker(id, Optional.of(ownDirectory), patterns, suitability);
  }

  /** The same for roles of this pattern only ({@code server*}); said again, for these, too. */
  public LocalWorker suits(String pattern) {
    List<RolePattern> more = new ArrayList<>(patterns);
    more.add(new RolePattern(pattern));
    return new LocalWorker(id, directory, more, suitability);
  }

  /** The same for roles that are accepted by this, among those of its patterns if it has any. */
  public LocalWorker suits(RoleSuitability predicate) {
    return new LocalWorker(id, directory, patterns, Optional.of(predicate));
  }
}
