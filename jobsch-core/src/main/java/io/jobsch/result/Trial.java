package io.jobsch.result;

import io.jobsch.spec.RoleName;
import io.jobsch.workers.WorkerId;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/** What would become of a job if it were submitted now. */
public sealed interface Trial {
  /**
   * It would start at once.
   *
   * @param workers who would play which role
   */
  record Starts(SortedMap<RoleName, WorkerId> workers) implements Trial {
    /** Copies the workers. */
    public Starts {
      workers = Collections.unmodifiableSortedMap(new TreeMap<>(workers));
    }
  }

  /**
   * It would wait.
   *
   * @param waiting what for
   */
  record Waits(Waiting waiting) implements Trial {}
}
