package io.jobsch.agent;

import io.jobsch.spec.RoleName;
import io.jobsch.workers.RolePattern;
import io.jobsch.workers.Suitability;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Which roles a worker suits by what it was told and by what lies in its directory: where that
 * holds a file {@value #FILE}, its function decides, among the roles of the worker's patterns if it
 * has any. The file may come, change and go at any time.
 */
public final class DirectorySuitability implements WorkerSuitability {
  /** The file that decides where there is one. */
  public static final String FILE = "suits_role.py";

  private final Path file;
  private final List<RolePattern> patterns;
  private final PythonSuitability python;
  private boolean declaredFile;

  /**
   * Looks into that directory.
   *
   * @param patterns none for every role
   */
  public DirectorySuitability(Path directory, List<RolePattern> patterns) {
    this.file = directory.resolve(FILE);
    this.patterns = List.copyOf(patterns);
    this.python = new PythonSuitability(directory);
  }

  @Override
  public synchronized Suitability declared() {
    declaredFile = Files.exists(file);
    if (declaredFile) {
      return new Suitability.OnRequest();
    }
    return patterns.isEmpty() ? new Suitability.Everything() : new Suitability.Patterns(patterns);
  }

  @Override
  public Answer ask(RoleName role) {
    boolean allowed =
        patterns.isEmpty() || patterns.stream().anyMatch(pattern -> pattern.matches(role));
    return allowed ? python.ask(role) : new Answer(false, Optional.empty());
  }

  @Override
  public synchronized boolean changed() {
    return Files.exists(file) != declaredFile || (declaredFile && python.changed());
  }

  @Override
  public void close() {
    python.close();
  }
}
