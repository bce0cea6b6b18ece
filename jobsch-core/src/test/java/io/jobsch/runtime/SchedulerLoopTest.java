package io.jobsch.runtime;

import static io.jobsch.spec.Jobs.exec;
import static io.jobsch.spec.Jobs.sequence;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jobsch.engine.EngineSettings;
import io.jobsch.engine.Fact;
import io.jobsch.plan.AttemptId;
import io.jobsch.plan.JobId;
import io.jobsch.plan.Planner;
import io.jobsch.result.JobResult;
import io.jobsch.result.JobState;
import io.jobsch.result.JobStatus;
import io.jobsch.result.Output;
import io.jobsch.spec.JobSpec;
import io.jobsch.spi.Journal;
import io.jobsch.spi.OutputSink;
import io.jobsch.spi.OutputStore;
import io.jobsch.spi.WorkerTransport;
import io.jobsch.workers.Ending;
import io.jobsch.workers.ExitStatus;
import io.jobsch.workers.Incarnation;
import io.jobsch.workers.News;
import io.jobsch.workers.Order;
import io.jobsch.workers.StreamName;
import io.jobsch.workers.Suitability;
import io.jobsch.workers.Urgency;
import io.jobsch.workers.WorkerId;
import io.jobsch.workers.Written;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SchedulerLoopTest {
  private static final WorkerId W1 = new WorkerId("w1");
  private static final Incarnation LIFE = new Incarnation("life");
  private static final JobId JOB = new JobId("1".repeat(32));
  private static final JobId OTHER = new JobId("2".repeat(32));

  private static final Observer UNMOVED =
      new Observer() {
        @Override
        public void decided(List<Fact> facts) {}

        @Override
        public void wrote(AttemptId attempt, StreamName stream, long offset, ByteBuffer bytes) {}
      };

  private final SlowJournal journal = new SlowJournal();
  private final Line line = new Line();
  private final VirtualTimers timers = new VirtualTimers();
  private final SlowStore outputs = new SlowStore();
  private final List<String> observed = new ArrayList<>();
  private Runnable onWrote = () -> {};
  private SchedulerLoop loop = loop();

  @BeforeEach
  void start() {
    loop.start();
    line.inbox.said(joined());
  }

  @Test
  void nothing_is_answered_and_no_command_starts_before_its_fact_is_durable() {
    journal.hold();
    Submission submission = loop.submit(JOB, Planner.plan(exec("true")));
    assertThat(submission.accepted()).isNotDone();
    assertThat(line.orders).isEmpty();
    assertThat(observed).doesNotContain("JobSubmitted");

    journal.release();

    assertThat(submission.accepted()).isCompletedWithValue(JOB);
    assertThat(line.orders).hasSize(1).first().isInstanceOf(Order.Start.class);
    assertThat(observed)
        .containsExactly("WorkerJoined", "JobSubmitted", "GangAllocated", "AttemptOrdered");
  }

  @Test
  void while_the_journal_writes_events_gather_for_one_batch() {
    journal.hold();
    loop.submit(JOB, Planner.plan(exec("true")));
    loop.submit(OTHER, Planner.plan(exec("true")));
    loop.cancel(OTHER, Urgency.GRACEFUL, "on request");
    int before = journal.batches.size();
    journal.release();

    assertThat(journal.batches).hasSize(before + 1);
    assertThat(names(journal.batches.get(before)))
        .containsExactly("JobSubmitted", "NodesDropped", "JobEnded");
  }

  @Test
  void a_job_is_reported_with_what_its_commands_wrote() {
    Submission submission = loop.submit(JOB, Planner.plan(exec("true")));
    line.output.wrote(attempt(), StreamName.STDOUT, 0, ByteBuffer.wrap(new byte[5]));
    line.inbox.said(ended(0));

    JobResult result = submission.result().join();
    assertThat(result.state()).isEqualTo(JobState.SUCCEEDED);
    assertThat(result.root().stdout()).isSameAs(outputs.output);
    assertThat(observed).contains("wrote 5");
    assertThat(outputs.forgotten).containsExactly(JOB);
    assertThat(line.orders.get(line.orders.size() - 1)).isInstanceOf(Order.Acknowledge.class);
  }

  @Test
  void a_command_has_ended_only_when_its_output_can_be_read() {
    outputs.complete = new CompletableFuture<>();
    Submission submission = loop.submit(JOB, Planner.plan(exec("true")));
    line.inbox.said(ended(0));
    assertThat(submission.result()).isNotDone();

    outputs.complete.complete(null);

    assertThat(submission.result()).isCompleted();
  }

  @Test
  void a_command_has_ended_only_when_its_last_output_has_been_told() {
    outputs.complete = new CompletableFuture<>();
    loop.submit(JOB, Planner.plan(exec("true")));
    line.inbox.said(ended(0));
    outputs.onAppend = () -> outputs.complete.complete(null);

    line.output.wrote(attempt(), StreamName.STDOUT, 0, ByteBuffer.wrap(new byte[5]));

    assertThat(observed).endsWith("wrote 5", "NodeEnded", "JobEnded");
  }

  @Test
  void a_command_has_ended_only_when_the_last_output_of_both_streams_has_been_told() {
    outputs.complete = new CompletableFuture<>();
    loop.submit(JOB, Planner.plan(exec("true")));
    line.inbox.said(ended(0));
    onWrote =
        () -> {
          onWrote = () -> {};
          outputs.onAppend = () -> outputs.complete.complete(null);
          line.output.wrote(attempt(), StreamName.STDERR, 0, ByteBuffer.wrap(new byte[2]));
        };

    line.output.wrote(attempt(), StreamName.STDOUT, 0, ByteBuffer.wrap(new byte[3]));

    assertThat(observed).endsWith("wrote 2", "wrote 3", "NodeEnded", "JobEnded");
  }

  @Test
  void output_that_nobody_could_take_in_holds_up_no_end() {
    outputs.complete = new CompletableFuture<>();
    Submission submission = loop.submit(JOB, Planner.plan(exec("true")));
    line.inbox.said(ended(0));
    outputs.onAppend = () -> outputs.complete.complete(null);
    onWrote =
        () -> {
          throw new IllegalStateException("full");
        };

    assertThatThrownBy(
            () -> line.output.wrote(attempt(), StreamName.STDOUT, 0, ByteBuffer.allocate(5)))
        .hasMessage("full");

    assertThat(submission.result()).isCompleted();
  }

  @Test
  void a_deadline_comes_when_its_time_has_come() {
    JobSpec job = sequence(exec("sleep", "9")).timeout(Duration.ofSeconds(5));
    loop.submit(JOB, Planner.plan(job));
    timers.advance(Duration.ofMillis(4999));
    assertThat(line.orders).hasSize(1);

    timers.advance(Duration.ofMillis(1));

    assertThat(line.orders).hasSize(2).last().isInstanceOf(Order.Stop.class);
  }

  @Test
  void a_question_is_answered_in_its_turn() {
    journal.hold();
    loop.submit(JOB, Planner.plan(exec("true")));
    CompletableFuture<Optional<JobStatus>> answer = loop.job(JOB);
    assertThat(answer).isNotDone();

    journal.release();

    assertThat(answer.join().map(it -> it.job().state())).contains(JobState.RUNNING);
    assertThat(loop.job(OTHER).join()).isEmpty();
  }

  @Test
  void the_thread_is_free_for_others_now_and_then_however_much_there_is_to_do() {
    Deque<Runnable> inLine = new ArrayDeque<>();
    loop = new SchedulerLoop(EngineSettings.DEFAULT, host(), inLine::add, UNMOVED);
    loop.start();
    AtomicInteger answers = new AtomicInteger();
    askAgainAndAgain(answers);

    inLine.remove().run();

    assertThat(answers).hasPositiveValue();
    assertThat(inLine).hasSize(1);
    int before = answers.get();
    inLine.remove().run();
    assertThat(answers).hasValueGreaterThan(before);
    loop.close();
  }

  private void askAgainAndAgain(AtomicInteger answers) {
    loop.ask(engine -> answers.incrementAndGet());
    loop.ask(engine -> 0).thenRun(() -> askAgainAndAgain(answers));
  }

  @Test
  void cancelling_is_answered_with_the_state_that_follows() {
    assertThat(loop.cancel(JOB, Urgency.GRACEFUL, "on request").join()).isEmpty();
    loop.submit(JOB, Planner.plan(exec("true")));
    assertThat(loop.cancel(JOB, Urgency.GRACEFUL, "on request").join())
        .contains(JobState.CANCELLING);
  }

  @Test
  void a_journal_that_fails_ends_the_scheduler_and_nothing_follows_from_what_was_lost() {
    journal.failWith(new IllegalStateException("disk full"));
    Submission submission = loop.submit(JOB, Planner.plan(exec("true")));
    CompletableFuture<Optional<JobState>> later = loop.cancel(JOB, Urgency.GRACEFUL, "on request");

    for (CompletableFuture<?> owed :
        List.of(submission.accepted(), submission.result(), later, loop.job(JOB))) {
      assertThatThrownBy(owed::join).hasMessageContaining("the scheduler");
    }
    assertThat(line.orders).isEmpty();
    assertThatThrownBy(submission.result()::join).hasRootCauseMessage("disk full");
  }

  @Test
  void closed_it_answers_nobody_and_keeps_no_deadline() {
    JobSpec job = sequence(exec("sleep", "9")).timeout(Duration.ofSeconds(5));
    Submission submission = loop.submit(JOB, Planner.plan(job));
    loop.close();
    timers.advance(Duration.ofSeconds(10));

    assertThatThrownBy(submission.result()::join).hasMessageContaining("closed");
    assertThatThrownBy(loop.submit(OTHER, Planner.plan(job)).accepted()::join)
        .hasMessageContaining("closed");
    assertThat(line.orders).hasSize(1);
    assertThat(line.closed).isTrue();
  }

  @Test
  void after_a_restart_what_was_not_confirmed_is_ordered_again_and_ends_as_it_would_have() {
    loop.submit(JOB, Planner.plan(exec("true")));
    loop.close();
    line.orders.clear();
    observed.clear();

    loop = loop();
    loop.start();

    assertThat(observed).startsWith("WorkerJoined", "JobSubmitted");
    assertThat(line.orders).hasSize(1).first().isInstanceOf(Order.Start.class);
    Submission again = loop.submit(JOB, Planner.plan(exec("true")));
    line.inbox.said(ended(3));
    assertThat(again.result().join().state()).isEqualTo(JobState.FAILED);
  }

  @Test
  void a_lost_worker_is_an_event_like_any_other() {
    Submission submission = loop.submit(JOB, Planner.plan(exec("true")));
    line.inbox.lost(W1, LIFE, "not heard of for 45 s");

    assertThat(submission.result().join().reason().orElseThrow())
        .hasToString("the job: not heard of for 45 s");
  }

  private SchedulerLoop loop() {
    Observer observer =
        new Observer() {
          @Override
          public void decided(List<Fact> facts) {
            observed.addAll(names(facts));
          }

          @Override
          public void wrote(AttemptId attempt, StreamName stream, long offset, ByteBuffer bytes) {
            onWrote.run();
            observed.add("wrote " + bytes.remaining());
          }
        };
    return new SchedulerLoop(EngineSettings.DEFAULT, host(), Runnable::run, observer);
  }

  private Host host() {
    return new Host(journal, line, timers, outputs);
  }

  private static List<String> names(List<Fact> facts) {
    return facts.stream().map(it -> it.getClass().getSimpleName()).toList();
  }

  private static News joined() {
    return new News.Joined(
        W1, LIFE, new News.Profile(new Suitability.Everything(), "none"), new TreeSet<>());
  }

  private static AttemptId attempt() {
    return new AttemptId(JOB, 0, 1);
  }

  private static News ended(int code) {
    return new News.Ended(
        W1, LIFE, attempt(), new Ending.Exited(new ExitStatus.Code(code)), new Written(5, 0));
  }

  /** Keeps facts; is slow, or fails, when the test says so. */
  private static final class SlowJournal implements Journal {
    private final List<List<Fact>> batches = new ArrayList<>();
    private CompletableFuture<Void> outcome = CompletableFuture.completedFuture(null);

    void hold() {
      outcome = new CompletableFuture<>();
    }

    void release() {
      CompletableFuture<Void> held = outcome;
      outcome = CompletableFuture.completedFuture(null);
      held.complete(null);
    }

    void failWith(RuntimeException why) {
      outcome = CompletableFuture.failedFuture(why);
    }

    @Override
    public void replay(Consumer<Fact> each) {
      batches.forEach(batch -> batch.forEach(each));
    }

    @Override
    public CompletionStage<Void> append(List<Fact> facts) {
      batches.add(facts);
      return outcome;
    }

    @Override
    public void close() {}
  }

  /** Remembers orders, and lets the test be the workers. */
  private static final class Line implements WorkerTransport {
    private final List<Order> orders = new ArrayList<>();
    private Inbox inbox = new Nobody();
    private OutputSink output = (attempt, stream, offset, bytes) -> {};
    private boolean closed;

    @Override
    public void open(Inbox to, OutputSink sink) {
      inbox = to;
      output = sink;
    }

    @Override
    public void send(Order order) {
      orders.add(order);
    }

    @Override
    public void close() {
      closed = true;
    }

    private static final class Nobody implements Inbox {
      @Override
      public void said(News news) {}

      @Override
      public void lost(WorkerId worker, Incarnation incarnation, String why) {}
    }
  }

  /** Has everything when the test says so. */
  private static final class SlowStore implements OutputStore {
    private final Output output =
        new Output() {
          @Override
          public long written() {
            return 5;
          }

          @Override
          public long missing() {
            return 0;
          }

          @Override
          public void writeTo(OutputStream target) {}

          @Override
          public byte[] tail(int bytes) {
            return new byte[0];
          }

          @Override
          public Slice slice(long from, int most) {
            return new Slice(from, new byte[0]);
          }
        };
    private final List<JobId> forgotten = new ArrayList<>();
    private CompletableFuture<Void> complete = CompletableFuture.completedFuture(null);
    private Runnable onAppend = () -> {};

    @Override
    public void append(AttemptId attempt, StreamName stream, long offset, ByteBuffer bytes) {
      bytes.position(bytes.limit());
      onAppend.run();
    }

    @Override
    public CompletionStage<Void> complete(AttemptId attempt, Written written) {
      return complete;
    }

    @Override
    public Output read(AttemptId attempt, StreamName stream) {
      return stream == StreamName.STDOUT ? output : Output.EMPTY;
    }

    @Override
    public void forget(JobId job) {
      forgotten.add(job);
    }

    @Override
    public void close() {}
  }
}
