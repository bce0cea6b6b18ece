package io.jobsch.launcher.view;

import io.jobsch.JobEvent;
import io.jobsch.plan.PlanNode;
import io.jobsch.result.NodeState;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;

/** Where every node of a job stands, as far as it was told. */
final class Board {
  private final JobNodes nodes;
  private final Standing[] standings;

  /** At first, every node waits for its turn. */
  Board(JobNodes nodes) {
    this.nodes = nodes;
    this.standings = new Standing[nodes.all().size()];
    Arrays.fill(standings, Standing.PENDING);
  }

  /** Takes note of a change, and answers where the node stands now. */
  Standing on(JobEvent.NodeChanged change) {
    int index = nodes.at(change.node()).index();
    standings[index] = standings[index].then(change.state(), change.at());
    return standings[index];
  }

  JobNodes nodes() {
    return nodes;
  }

  Standing of(PlanNode node) {
    return standings[node.index()];
  }

  /**
   * Where a node stands.
   *
   * @param state its state
   * @param started when it began to run, if it ever did
   * @param ended when it was over
   */
  record Standing(NodeState state, Optional<Instant> started, Optional<Instant> ended) {
    static final Standing PENDING =
        new Standing(NodeState.PENDING, Optional.empty(), Optional.empty());

    Standing then(NodeState next, Instant at) {
      return next.isTerminal()
          ? new Standing(next, started, Optional.of(at))
          : new Standing(next, Optional.of(at), Optional.empty());
    }

    /** How long it has run, or ran. */
    Optional<Duration> took(Instant now) {
      return started.map(from -> Duration.between(from, ended.orElse(now)));
    }
  }
}
