package io.jobsch.process;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Other systems: what the JDK tells, which is parents and start times, but no environments. */
final class ProcessHandles implements ProcessTable {
  @Override
  public List<Long> pids() {
    return ProcessHandle.allProcesses().map(ProcessHandle::pid).toList();
  }

  @Override
  public Optional<Sighting> find(long pid) {
    return ProcessHandle.of(pid).filter(ProcessHandle::isAlive).map(ProcessHandles::sighting);
  }

  @Override
  public Optional<Set<Tag>> tags(Sighting process) {
    return Optional.empty();
  }

  private static Sighting sighting(ProcessHandle process) {
    ProcessHandle.Info info = process.info();
    return new Sighting(
        new ProcessId(process.pid(), info.startInstant().map(Instant::toEpochMilli).orElse(0L)),
        process.parent().map(ProcessHandle::pid).orElse(0L),
        '?',
        1,
        info.command().orElse("?"));
  }
}
