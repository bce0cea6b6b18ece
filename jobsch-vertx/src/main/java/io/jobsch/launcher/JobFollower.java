package io.jobsch.launcher;

import io.jobsch.JobEvent;
import io.jobsch.JobListener;
import io.jobsch.plan.JobId;
import io.jobsch.result.JobState;
import io.jobsch.result.Output;
import io.jobsch.vertx.client.OutputPiece;
import io.jobsch.vertx.client.OutputPlace;
import io.jobsch.vertx.client.ServerEvent;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;

/**
 * Tells a view what happens to a job on a server, as if the job ran here: every state, and before a
 * command's end all that it wrote. Asks for the next only when the view has taken the one before.
 */
final class JobFollower {
  private final Server server;
  private final JobId job;
  private final JobListener view;
  private final Predicate<OutputPlace> wanted;
  private final CompletableFuture<Void> enough;
  private final Map<OutputPlace, Long> read = new HashMap<>();

  /** After a gap all is told again. */
  private final Set<JobState> jobStates = EnumSet.noneOf(JobState.class);

  private final Set<String> nodeStates = new HashSet<>();

  /**
   * Has told nothing.
   *
   * @param wanted which output is told
   * @param enough completed when nobody wants to know more
   */
  JobFollower(
      Server server,
      JobId job,
      JobListener view,
      Predicate<OutputPlace> wanted,
      CompletableFuture<Void> enough) {
    this.server = server;
    this.job = job;
    this.view = view;
    this.wanted = wanted;
    this.enough = enough;
  }

  /** Tells all up to the end of the job. */
  void follow() throws Refusal {
    try (Pull<ServerEvent> events = new Pull<>(server.client().events(job))) {
      for (Optional<ServerEvent> event = events.next();
          event.isPresent() && !enough.isDone();
          event = events.next()) {
        tell(event.get());
      }
    }
  }

  private void tell(ServerEvent event) throws Refusal {
    if (event instanceof ServerEvent.JobChanged change) {
      if (jobStates.add(change.event().state())) {
        view.on(change.event());
      }
    } else if (event instanceof ServerEvent.NodeChanged change) {
      if (nodeStates.add(change.event().node() + " " + change.event().state())) {
        view.on(change.event());
      }
    } else if (event instanceof ServerEvent.OutputAvailable output
        && output.upTo() > read.getOrDefault(output.place(), 0L)) {
      output(output.place());
    }
  }

  /** Tells what is there by now of an output, and was not told yet. */
  void output(OutputPlace place) throws Refusal {
    if (!wanted.test(place)) {
      return;
    }
    long from = read.getOrDefault(place, 0L);
    try (Pull<OutputPiece> pieces = new Pull<>(server.client().output(place, from))) {
      for (Optional<OutputPiece> piece = pieces.next();
          piece.isPresent() && !enough.isDone();
          piece = pieces.next()) {
        output(place, piece.get());
      }
    }
  }

  private void output(OutputPlace place, OutputPiece piece) {
    long missing = piece.offset() - read.getOrDefault(place, 0L);
    if (missing > 0) {
      written(place, piece.offset(), Output.marker(missing).getBytes(StandardCharsets.UTF_8));
    }
    written(place, piece.offset(), piece.bytes().getBytes());
    read.put(place, piece.end());
  }

  private void written(OutputPlace place, long offset, byte[] bytes) {
    view.on(new JobEvent.OutputWritten(job, place.node(), place.stream(), offset, bytes));
  }
}
