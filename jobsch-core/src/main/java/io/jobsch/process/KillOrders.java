package io.jobsch.process;

import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** Who is sent which signal in one round, for all kills together. */
final class KillOrders {
  private final Map<KillSignal, Set<ProcessId>> recipients = new EnumMap<>(KillSignal.class);
  private boolean news;

  void add(KillSignal signal, ProcessId recipient) {
    repeat(signal, recipient);
    news = true;
  }

  /** For those who were sent it before. */
  void repeat(KillSignal signal, ProcessId recipient) {
    recipients.computeIfAbsent(signal, any -> new LinkedHashSet<>()).add(recipient);
  }

  Set<ProcessId> recipients(KillSignal signal) {
    return recipients.getOrDefault(signal, Set.of());
  }

  /** Whether anything is ordered for the first time, so that something may be about to change. */
  boolean hasNews() {
    return news;
  }

  @Override
  public String toString() {
    return recipients.toString();
  }
}
