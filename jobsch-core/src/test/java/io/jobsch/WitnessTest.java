package io.jobsch;

import static io.jobsch.spec.Jobs.exec;
import static org.assertj.core.api.Assertions.assertThat;

import io.jobsch.engine.EngineSettings;
import io.jobsch.journal.VolatileJournal;
import io.jobsch.plan.AttemptId;
import io.jobsch.plan.JobId;
import io.jobsch.plan.JobPlan;
import io.jobsch.result.JobResult;
import io.jobsch.result.Output;
import io.jobsch.runtime.Host;
import io.jobsch.runtime.VirtualTimers;
import io.jobsch.spec.Pointer;
import io.jobsch.spec.SpecLimits;
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
import io.jobsch.workers.WorkerId;
import io.jobsch.workers.Written;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a host sees of its scheduler, on a worker that says what the test has it say. */
class WitnessTest {
  private static final WorkerId W1 = new WorkerId("w1");
  private static final Incarnation LIFE = new Incarnation("first");

  private final Line line = new Line();
  private final List<String> seen = new ArrayList<>();
  private final HostedScheduler scheduler =
      new HostedScheduler(
          EngineSettings.DEFAULT,
          SpecLimits.DEFAULT,
          new Host(new VolatileJournal(), line, new VirtualTimers(), new NoStore()),
          new HostedScheduler.Watch(Runnable::run, new Notes()),
          Runnable::run,
          () -> {});

  @BeforeEach
  void start() {
    scheduler.start();
  }

  @AfterEach
  void close() {
    scheduler.close();
  }

  @Test
  void a_job_is_seen_from_its_first_word_to_its_last() {
    joins(LIFE);
    JobHandle job = scheduler.submit(exec("true"));
    AttemptId attempt = new AttemptId(job.id(), 0, 1);
    line.output.wrote(attempt, StreamName.STDOUT, 0, ByteBuffer.wrap(new byte[5]));
    line.output.wrote(attempt, StreamName.STDOUT, 5, ByteBuffer.wrap(new byte[2]));
    ends(attempt);

    assertThat(seen)
        .containsExactly(
            "w1 idle",
            "submitted",
            "job queued",
            "job running",
            "node running",
            "w1 busy default_role",
            "stdout up to 5",
            "stdout up to 7",
            "node succeeded",
            "job succeeded",
            "w1 idle",
            "ended succeeded");
  }

  @Test
  void a_worker_that_drains_is_seen_to_and_when_its_job_is_done_with_it() {
    joins(LIFE);
    AttemptId attempt = new AttemptId(scheduler.submit(exec("true")).id(), 0, 1);
    joins(LIFE, true, new TreeSet<>(List.of(attempt)));
    ends(attempt);
    joins(LIFE);

    assertThat(seen)
        .filteredOn(it -> it.startsWith("w1"))
        .containsExactly(
            "w1 idle",
            "w1 busy default_role",
            "w1 draining default_role",
            "w1 draining",
            "w1 idle");
  }

  @Test
  void a_worker_that_is_gone_is_told_with_why_and_once() {
    joins(LIFE);
    scheduler.submit(exec("true"));
    seen.clear();
    line.inbox.lost(W1, LIFE, "its connection is closed");
    line.inbox.lost(W1, LIFE, "its connection is closed");

    assertThat(seen).filteredOn(it -> it.startsWith("w1")).hasSize(1);
    assertThat(seen).contains("w1 gone its connection is closed");
  }

  @Test
  void a_worker_that_joins_again_in_the_same_life_is_no_news() {
    joins(LIFE);
    joins(LIFE);

    assertThat(seen).containsExactly("w1 idle");
  }

  @Test
  void a_worker_that_joins_in_another_life_was_gone_before() {
    joins(LIFE);
    seen.clear();
    joins(new Incarnation("second"));

    assertThat(seen).hasSize(2).last().isEqualTo("w1 idle");
    assertThat(seen.get(0)).startsWith("w1 gone");
  }

  @Test
  void a_job_can_be_found_and_asked_for_while_it_lives() {
    JobHandle job = scheduler.submit(exec("true"));

    assertThat(scheduler.find(job.id())).map(JobHandle::id).contains(job.id());
    assertThat(scheduler.status(job.id()).join().orElseThrow().waiting())
        .map(Object::toString)
        .contains("role default_role needs a worker, no connected worker suits it");
    job.cancel().join();
    assertThat(scheduler.find(job.id())).isEmpty();
    assertThat(scheduler.status(job.id()).join()).isEmpty();
  }

  private void joins(Incarnation life) {
    joins(life, false, new TreeSet<>());
  }

  private void joins(Incarnation life, boolean draining, SortedSet<AttemptId> attempts) {
    News.Profile profile = new News.Profile(new Suitability.Everything(), "plain", draining);
    line.inbox.said(new News.Joined(W1, life, profile, attempts));
  }

  private void ends(AttemptId attempt) {
    line.inbox.said(
        new News.Ended(
            W1, LIFE, attempt, new Ending.Exited(new ExitStatus.Code(0)), new Written(7, 0)));
  }

  /** Writes down what it sees. */
  private final class Notes implements Witness {
    @Override
    public void submitted(JobId job, JobPlan plan, Instant at) {
      seen.add("submitted");
    }

    @Override
    public void changed(JobEvent.JobChanged event) {
      seen.add("job " + event.state());
    }

    @Override
    public void changed(JobEvent.NodeChanged event) {
      seen.add("node " + event.state());
    }

    @Override
    public void changed(WorkerEvent event) {
      seen.add(
          event.worker()
              + " "
              + event.state()
              + event.role().map(it -> " " + it).orElse("")
              + event.why().map(it -> " " + it).orElse(""));
    }

    @Override
    public void ended(JobResult result) {
      seen.add("ended " + result.state());
    }

    @Override
    public void wrote(JobId job, Pointer node, StreamName stream, long upTo) {
      seen.add(stream + " up to " + upTo);
    }
  }

  /** The end of a line that the test holds in its hand. */
  private static final class Line implements WorkerTransport {
    private Inbox inbox = new Nobody();
    private OutputSink output = (attempt, stream, offset, bytes) -> {};

    @Override
    public void open(Inbox to, OutputSink sink) {
      inbox = to;
      output = sink;
    }

    @Override
    public void send(Order order) {}

    @Override
    public void close() {}
  }

  private static final class Nobody implements WorkerTransport.Inbox {
    @Override
    public void said(News news) {}

    @Override
    public void lost(WorkerId worker, Incarnation incarnation, String why) {}
  }

  /** Keeps nothing. */
  private static final class NoStore implements OutputStore {
    @Override
    public void append(AttemptId attempt, StreamName stream, long offset, ByteBuffer bytes) {}

    @Override
    public CompletionStage<Void> complete(AttemptId attempt, Written written) {
      return CompletableFuture.completedFuture(null);
    }

    @Override
    public Output read(AttemptId attempt, StreamName stream) {
      return Output.EMPTY;
    }

    @Override
    public void forget(JobId job) {}

    @Override
    public void close() {}
  }
}
