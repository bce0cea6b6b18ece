package io.jobsch.vertx.client;

import io.jobsch.spec.RoleName;
import io.jobsch.workers.WorkerId;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What would become of a job if it were submitted now.
 *
 * @param roles which roles it has
 * @param workers who would play them; empty if it would wait
 * @param waiting what it would wait for; empty if it would start
 */
public record Forecast(
    List<RoleName> roles, SortedMap<RoleName, WorkerId> workers, Optional<String> waiting) {
  /** Copies both. */
  public Forecast {
    roles = List.copyOf(roles);
    workers = Collections.unmodifiableSortedMap(new TreeMap<>(workers));
  }

  /** Whether it would start at once. */
  public boolean starts() {
    return waiting.isEmpty();
  }
}
