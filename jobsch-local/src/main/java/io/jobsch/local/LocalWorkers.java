package io.jobsch.local;

/** The workers of a local scheduler: those that were asked for, or as many as its jobs need. */
final class LocalWorkers {
  private final LocalSettings settings;
  private final LocalCrew crew;

  LocalWorkers(LocalSettings settings, LocalCrew crew) {
    this.settings = settings;
    this.crew = crew;
  }

  /** Those that are there from the start. */
  synchronized void start() {
    settings.workers().forEach(this::join);
    settings.number().ifPresent(this::grow);
  }

  /** A job needs so many workers. */
  synchronized void provide(int needed) {
    if (settings.isElastic()) {
      grow(needed);
    }
  }

  private void grow(int number) {
    while (crew.size() < number) {
      join(settings.usual(crew.size() + 1));
    }
  }

  private void join(LocalWorker worker) {
    crew.join(worker, settings.directory());
  }

  void close() {
    crew.close();
  }
}
