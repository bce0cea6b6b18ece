package io.jobsch.runtime;

import io.jobsch.engine.Engine;
import io.jobsch.engine.EngineSettings;
import io.jobsch.engine.Event;
import io.jobsch.engine.Fact;
import io.jobsch.engine.Now;
import io.jobsch.engine.Step;
import io.jobsch.plan.AttemptId;
import io.jobsch.plan.JobId;
import io.jobsch.plan.JobPlan;
import io.jobsch.result.JobState;
import io.jobsch.result.JobStatus;
import io.jobsch.result.Trial;
import io.jobsch.spi.WorkerTransport;
import io.jobsch.workers.Incarnation;
import io.jobsch.workers.News;
import io.jobsch.workers.StreamName;
import io.jobsch.workers.Urgency;
import io.jobsch.workers.WorkerId;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Function;

/**
 * One serial loop: takes the events that have arrived, lets the engine decide, appends its facts to
 * the journal as one batch, and carries out the effects when the batch is durable; so that nothing
 * is answered and no command started before the fact that says so is kept. While the journal
 * writes, events gather for the next batch. Nothing blocks the loop, and every method but {@link
 * #start} may be called from any thread.
 *
 * <p>If the journal or the engine fails, the loop ends: every answer that is owed is completed with
 * what happened, and nothing is taken in any more.
 */
public final class SchedulerLoop implements AutoCloseable {
  private static final Logger LOG = System.getLogger(SchedulerLoop.class.getName());

  /** After so many the executor may have the thread for something else. */
  private static final int TURNS = 256;

  private final Host host;
  private final Executor executor;
  private final Observer observer;
  private final Engine engine;
  private final Inputs inputs = new Inputs();
  private final Answers answers = new Answers();
  private final Effects effects;
  private final OutputUnderWay underWay = new OutputUnderWay();

  /**
   * A loop over what the journal holds. It does nothing before {@link #start}.
   *
   * @param executor runs the loop, one call at a time
   * @param observer is told what is decided and written
   */
  public SchedulerLoop(EngineSettings settings, Host host, Executor executor, Observer observer) {
    this.host = host;
    this.executor = executor;
    this.observer = observer;
    this.effects = new Effects(host, answers, observer, this::happened);
    List<Fact> kept = new ArrayList<>();
    host.journal().replay(kept::add);
    this.engine = Engine.recovered(settings, kept);
    decided(kept, now());
  }

  /** Opens the transport, and issues again what may not have been done before a recovery. */
  public void start() {
    host.transport().open(new Intake(), this::wrote);
    CompletableFuture<Step> resumed = ask(it -> it.resume(now()));
    resumed.thenAccept(step -> effects.carryOut(step.effects()));
  }

  /**
   * Hands in a job.
   *
   * @param job a new name; under a name that is in use, the job that has it is answered for
   */
  public Submission submit(JobId job, JobPlan plan) {
    Submission submission = answers.submission(job);
    happened(new Event.Submitted(job, plan));
    return submission;
  }

  /** What was handed in and is not over; in no particular order. */
  public List<Submission> open() {
    return answers.open();
  }

  /** One of them. */
  public Optional<Submission> open(JobId job) {
    return answers.open(job);
  }

  /**
   * Has a job stopped. Completed when that is durable, with the state that the job has then; empty
   * if there is no such job, or it is over.
   *
   * @param why for people
   */
  public CompletableFuture<Optional<JobState>> cancel(JobId job, Urgency urgency, String why) {
    CompletableFuture<Optional<JobState>> answer = new CompletableFuture<>();
    happened(new Event.CancelRequested(answers.cancel(answer), job, urgency, why));
    return answer;
  }

  /**
   * Asks the engine something, as it stands when all that arrived before is durable.
   *
   * @param question must not block and must not change anything; called on the loop
   */
  public <T> CompletableFuture<T> ask(Function<Engine, T> question) {
    CompletableFuture<T> answer = new CompletableFuture<>();
    offer(new Input.Asked<>(question, answer));
    return answer;
  }

  /** A job that is not over, as it stands, with what its commands have written. */
  public CompletableFuture<Optional<JobStatus>> job(JobId job) {
    return ask(
        engine ->
            engine
                .job(job)
                .map(new OutputAttachment(host.outputs(), job)::to)
                .map(result -> new JobStatus(result, engine.waiting(job))));
  }

  /** What would become of a job if it were submitted now. */
  public CompletableFuture<Trial> trial(JobPlan plan) {
    return ask(engine -> engine.trial(now(), plan));
  }

  /**
   * Ends the loop: what is owed an answer gets an exception. Does not stop commands. Harmless when
   * called again.
   */
  @Override
  public void close() {
    end(new IllegalStateException("the scheduler is closed"));
    host.transport().close();
    effects.clearAll();
  }

  private void happened(Event event) {
    offer(new Input.Happened(event));
  }

  private void offer(Input input) {
    switch (inputs.offer(input)) {
      case IN_LINE -> {}
      case TO_BE_SERVED -> executor.execute(this::serve);
      case REFUSED -> end(new IllegalStateException("the scheduler is closed"), List.of(input));
    }
  }

  private void serve() {
    try {
      for (int turns = 0; turns < TURNS; turns++) {
        List<Event> events = inputs.takeEvents();
        boolean on = events.isEmpty() ? answerOrRest() : step(events);
        if (!on) {
          return;
        }
      }
      executor.execute(this::serve);
    } catch (RuntimeException | Error e) {
      fail(e);
    }
  }

  /** Whether there may be more to do. */
  private boolean answerOrRest() {
    Optional<Input.Asked<?>> question = inputs.takeQuestion();
    question.ifPresent(it -> it.answer(engine));
    return question.isPresent() || !inputs.rest();
  }

  /** Whether to go on now; if not, the loop goes on when the journal has written. */
  private boolean step(List<Event> events) {
    Now now = now();
    Step step = engine.step(now, events);
    if (step.facts().isEmpty()) {
      carryOut(step, now);
      return true;
    }
    CompletableFuture<Void> kept = host.journal().append(step.facts()).toCompletableFuture();
    if (kept.isDone() && !kept.isCompletedExceptionally()) {
      carryOut(step, now);
      return true;
    }
    kept.whenCompleteAsync(
        (done, failure) -> goOn(step, now, Optional.ofNullable(failure)), executor);
    return false;
  }

  private void goOn(Step step, Now now, Optional<Throwable> failure) {
    if (failure.isPresent()) {
      fail(failure.get());
      return;
    }
    try {
      carryOut(step, now);
    } catch (RuntimeException | Error e) {
      fail(e);
      return;
    }
    serve();
  }

  private void carryOut(Step step, Now now) {
    decided(step.facts(), now);
    effects.carryOut(step.effects());
  }

  private void decided(List<Fact> facts, Now now) {
    observer.decided(facts);
    observer.settled(facts, engine, now.at());
  }

  private Now now() {
    return new Now(host.timers().ticks(), host.timers().wallClock());
  }

  private void fail(Throwable why) {
    LOG.log(Level.ERROR, "the scheduler has failed, and takes nothing in any more", why);
    end(new IllegalStateException("the scheduler has failed", why));
  }

  private void end(IllegalStateException why) {
    end(why, inputs.close());
  }

  private void end(IllegalStateException why, List<Input> unserved) {
    for (Input input : unserved) {
      if (input instanceof Input.Asked<?> asked) {
        asked.answer().completeExceptionally(why);
      }
    }
    answers.fail(why);
  }

  private void wrote(AttemptId attempt, StreamName stream, long offset, ByteBuffer bytes) {
    underWay.during(
        attempt,
        () -> {
          host.outputs().append(attempt, stream, offset, bytes.duplicate());
          observer.wrote(attempt, stream, offset, bytes);
        });
  }

  /**
   * What workers say becomes events; the end of a command only when all it wrote can be read, and
   * the observer has been told of it.
   */
  private final class Intake implements WorkerTransport.Inbox {
    @Override
    public void said(News news) {
      if (news instanceof News.Ended ended) {
        host.outputs()
            .complete(ended.attempt(), ended.written())
            .whenComplete(
                (done, failure) ->
                    underWay.after(ended.attempt(), () -> happened(new Event.WorkerSaid(news))));
      } else {
        happened(new Event.WorkerSaid(news));
      }
    }

    @Override
    public void lost(WorkerId worker, Incarnation incarnation, String why) {
      happened(new Event.WorkerLost(worker, incarnation, why));
    }
  }
}
