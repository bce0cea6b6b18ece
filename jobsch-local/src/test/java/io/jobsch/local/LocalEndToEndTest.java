package io.jobsch.local;

import io.jobsch.EndToEndScenarios;
import io.jobsch.Scheduler;
import java.nio.file.Path;
import java.time.Duration;

class LocalEndToEndTest extends EndToEndScenarios {
  @Override
  protected Scheduler start(Path directory, int workers) {
    return LocalScheduler.builder()
        .directory(directory)
        .workers(workers)
        .killGrace(Duration.ofSeconds(1))
        .start();
  }
}
