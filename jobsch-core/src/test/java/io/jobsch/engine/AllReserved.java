package io.jobsch.engine;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What is reserved in all neighbourhoods together. */
final class AllReserved {
  private AllReserved() {}

  /** In the order of the jobs; where nobody is idle, no pass has looked, nor could keep anybody. */
  static List<Reservation> of(State state) {
    Set<Neighbourhood> inhabited = new LinkedHashSet<>();
    for (QueuedJob job : state.queue().byAge()) {
      Optional<Neighbourhood> home = job.roleSet().home().filter(it -> it.idle() > 0);
      home.ifPresent(inhabited::add);
    }
    return inhabited.stream()
        .map(Neighbourhood::reserved)
        .reduce(Reserved.NOTHING, Reserved::and)
        .inOrder();
  }
}
