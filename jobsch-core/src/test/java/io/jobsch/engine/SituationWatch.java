package io.jobsch.engine;

import io.jobsch.plan.AttemptId;
import io.jobsch.plan.JobPlan;
import io.jobsch.workers.Ending;
import io.jobsch.workers.News;
import java.util.List;
import java.util.Optional;

/** Notes which bad moments things happen at. */
final class SituationWatch {
  private SituationWatch() {}

  /** What is about to happen to a state. */
  static void before(Walked walked, State state, List<Event> events) {
    boolean exit = false;
    boolean deadline = false;
    for (Event event : events) {
      if (event instanceof Event.CancelRequested it) {
        cancel(walked, state, it);
      } else if (event instanceof Event.WorkerSaid said && said.news() instanceof News.Ended it) {
        exit |= it.ending() instanceof Ending.Exited && state.running(it.attempt()).isPresent();
        ended(walked, state, it);
      } else if (event instanceof Event.WorkerSaid said && said.news() instanceof News.Joined it) {
        state.pool().find(it.worker()).ifPresent(worker -> rejoins(walked, worker, it));
      } else if (event instanceof Event.DeadlineReached it) {
        deadline |= it.deadline() instanceof Deadline.GroupTimeout;
        reached(walked, state, it.deadline());
      }
    }
    if (exit && deadline) {
      walked.met(Walked.Situation.EXIT_AND_DEADLINE_IN_ONE_BATCH);
    }
  }

  private static void rejoins(Walked walked, WorkerRun worker, News.Joined news) {
    if (worker.isQuarantined()) {
      walked.met(Walked.Situation.QUARANTINED_WORKER_REJOINS);
    }
    if (worker.incarnation().equals(news.incarnation())) {
      if (news.profile().draining() && !worker.isDraining() && worker.assignment().isPresent()) {
        walked.met(Walked.Situation.WORKER_BEGINS_TO_DRAIN_WHILE_IT_PLAYS);
      }
      if (!news.profile().draining() && worker.isDraining()) {
        walked.met(Walked.Situation.WORKER_DRAINS_NO_MORE);
      }
    }
  }

  private static void cancel(Walked walked, State state, Event.CancelRequested event) {
    if (state.queue().find(event.job()).isPresent()) {
      walked.met(Walked.Situation.CANCEL_OF_A_QUEUED_JOB);
    }
    Optional<RunningJob> running = state.running(event.job());
    if (running.isPresent()) {
      RunningJob job = running.get();
      List<Integer> commands = job.runningCommands(JobPlan.ROOT);
      if (commands.stream().anyMatch(index -> !job.node(index).confirmed())) {
        walked.met(Walked.Situation.CANCEL_WHILE_A_COMMAND_STARTS);
      }
      if (commands.stream().anyMatch(index -> job.node(index).stop().isPresent())) {
        walked.met(Walked.Situation.CANCEL_WHILE_ANOTHER_STOP_IS_UNDER_WAY);
      }
    }
  }

  private static void ended(Walked walked, State state, News.Ended news) {
    AttemptId attempt = news.attempt();
    if (state.running(attempt).isEmpty()) {
      walked.met(Walked.Situation.LATE_END);
    }
    if (news.ending() instanceof Ending.NotStarted it
        && it.kind() == Ending.NotStarted.Kind.REFUSED) {
      walked.met(Walked.Situation.REFUSED_START);
    }
  }

  private static void reached(Walked walked, State state, Deadline deadline) {
    if (deadline instanceof Deadline.GroupTimeout it) {
      state
          .running(it.job())
          .filter(job -> job.node(it.node()).isRunning())
          .filter(job -> job.node(it.node()).stop().isPresent())
          .ifPresent(job -> walked.met(Walked.Situation.NESTED_TIMEOUT_WHILE_STOPPING));
    } else if (deadline instanceof Deadline.Backstop it
        && state.running(it.attempt()).isPresent()) {
      walked.met(Walked.Situation.OVERDUE_END);
    }
  }

  /** What has been decided of a state, and is about to change it. */
  static void decided(Walked walked, State state, Fact fact) {
    if (fact instanceof Fact.WorkerGone it) {
      state.jobOf(it.worker()).ifPresent(job -> loss(walked, job, it));
    } else if (fact instanceof Fact.WorkerJoined it && !it.strays().isEmpty()) {
      walked.met(Walked.Situation.STRAY_ON_REJOIN);
    }
  }

  private static void loss(Walked walked, RunningJob job, Fact.WorkerGone fact) {
    List<Integer> running = job.runningOn(fact.worker());
    if (running.stream().anyMatch(index -> job.node(index).stop().isPresent())) {
      walked.met(Walked.Situation.LOSS_WHILE_KILLING);
    }
    if (running.size() > 1) {
      walked.met(Walked.Situation.LOSS_OF_SEVERAL_COMMANDS_AT_ONCE);
    }
    if (running.isEmpty()) {
      walked.met(
          job.waitingFor(fact.worker()).isEmpty()
              ? Walked.Situation.LOSS_OF_A_WORKER_THAT_IS_DONE
              : Walked.Situation.LOSS_OF_A_WORKER_WHOSE_TURN_HAS_NOT_COME);
    }
  }

  /** A scheduler has been started anew. */
  static void recovery(Walked walked, State state) {
    for (RunningJob job : state.running()) {
      List<Integer> commands = job.runningCommands(JobPlan.ROOT);
      if (commands.stream().anyMatch(index -> job.node(index).confirmed())) {
        walked.met(Walked.Situation.RECOVERY_WHILE_COMMANDS_RUN);
      }
      if (commands.stream().anyMatch(index -> job.node(index).stop().isPresent())) {
        walked.met(Walked.Situation.RECOVERY_WHILE_STOPPING);
      }
    }
  }
}
