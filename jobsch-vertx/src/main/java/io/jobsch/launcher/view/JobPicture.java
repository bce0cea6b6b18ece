package io.jobsch.launcher.view;

import io.jobsch.JobEvent;
import io.jobsch.plan.JobPlan;
import io.jobsch.result.CommandResult;
import io.jobsch.result.JobResult;
import io.jobsch.result.JobState;
import io.jobsch.result.NodeResult;
import io.jobsch.result.NodeState;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A job as it stands: what there is to say of it, and its tree with the states of its nodes. */
public final class JobPicture {
  /** For who reads it with another program. */
  private static final int WIDE = 120;

  private final JobNodes nodes;
  private final Looks looks;

  /** Of that job. */
  public JobPicture(JobPlan plan, Looks looks) {
    this.nodes = new JobNodes(plan);
    this.looks = looks;
  }

  /**
   * Draws it.
   *
   * @param waiting why it has not started
   */
  public String of(JobResult job, Optional<String> waiting, Instant now) {
    Paint paint = looks.headPaint();
    StringBuilder text = new StringBuilder();
    String name = job.name().map(it -> "  " + SafeText.oneLine(it)).orElse("");
    line(text, "job " + job.id().value() + name);
    line(
        text,
        "submitted "
            + job.submittedAt().truncatedTo(ChronoUnit.SECONDS)
            + ", "
            + Shown.between(job.submittedAt(), now)
            + " ago");
    waiting.ifPresent(why -> line(text, "queued: " + SafeText.oneLine(why)));
    if (!job.workers().isEmpty()) {
      line(text, "on " + SafeText.oneLine(players(job)));
    }
    Board board = board(job);
    int columns = looks.live() ? looks.screen().get().columns() - 1 : WIDE;
    new TreeLines(board, paint, looks.glyphs())
        .draw(columns, nodes.all().size(), now)
        .forEach(each -> line(text, each));
    if (job.state().isTerminal()) {
      end(text, job, paint);
    } else if (job.state() == JobState.CANCELLING) {
      line(text, "it is being cancelled");
    }
    return text.toString();
  }

  private void end(StringBuilder text, JobResult job, Paint paint) {
    Summary summary = Summary.of(job, nodes);
    line(
        text,
        paint.state(summary.state(), looks.glyphs().of(summary.state()))
            + " "
            + SafeText.oneLine(summary.headline()));
    summary
        .last()
        .ifPresent(
            last -> {
              line(text, "  the last lines of its " + last.stream() + ":");
              last.lines().forEach(each -> line(text, "    " + paint.foreign(each)));
            });
  }

  private String players(JobResult job) {
    if (!nodes.hasManyRoles()) {
      return job.workers().values().iterator().next().toString();
    }
    List<String> each = new ArrayList<>();
    job.workers().forEach((role, worker) -> each.add(worker + " (" + role + ")"));
    return String.join(", ", each);
  }

  private static void line(StringBuilder text, String line) {
    text.append(line.stripTrailing()).append('\n');
  }

  private Board board(JobResult job) {
    Board board = new Board(nodes);
    job.root()
        .all()
        .forEach(
            node -> {
              node.startedAt().ifPresent(at -> board.on(change(job, node, NodeState.RUNNING, at)));
              if (node.state() != NodeState.PENDING && node.state() != NodeState.RUNNING) {
                Instant at = node.finishedAt().orElse(job.submittedAt());
                board.on(change(job, node, node.state(), at));
              }
            });
    return board;
  }

  private static JobEvent.NodeChanged change(
      JobResult job, NodeResult node, NodeState state, Instant at) {
    return new JobEvent.NodeChanged(
        job.id(),
        node.pointer(),
        state,
        node.reason(),
        node.command().flatMap(CommandResult::worker),
        node.command().flatMap(CommandResult::exit),
        at);
  }
}
