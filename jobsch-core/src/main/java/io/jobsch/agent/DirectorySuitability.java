package io.jobsch.agent;

import io.jobsch.spec.RoleName;
import io.jobsch.workers.RolePattern;
import io.jobsch.workers.Suitability;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Which roles a worker suits by what it was told and by what lies in its directory: where that
 * holds a file {@code suits_role.py}, its function decides, among the roles of the worker's
 * patterns if it has any. The file may come, change and go at any time.
 */
public final class DirectorySuitability implements WorkerSuitability {
  private final Path file;
  private final List<RolePattern> patterns;
  private final PythonSuitability python;
  private FileState declaredFor;

  /**
   * Looks into that directory.
   *
   * @param patterns none for every role
   */
  public DirectorySuitability(Path directory, List<RolePattern> patterns) {
    this.file = directory.resolve(PythonSuitability.FILE_NAME);
    this.patterns = List.copyOf(patterns);
    this.python = new PythonSuitability(directory);
    this.declaredFor = FileState.of(file);
  }

  @Override
  public synchronized Suitability declared() {
    declaredFor = FileState.of(file);
    if (declaredFor.exists()) {
      return new Suitability.OnRequest();
    }
    return patterns.isEmpty() ? new Suitability.Everything() : new Suitability.Patterns(patterns);
  }

  @Override
  public Answer ask(RoleName role) {
    return RolePattern.anyMatches(patterns, role)
        ? python.ask(role)
        : new Answer(false, Optional.empty());
  }

  @Override
  public boolean canChange() {
    return true;
  }

  @Override
  public synchronized boolean changed() {
    return !FileState.of(file).equals(declaredFor);
  }

  @Override
  public void close() {
    python.close();
  }
}
