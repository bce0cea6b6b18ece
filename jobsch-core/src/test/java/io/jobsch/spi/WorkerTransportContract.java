package io.jobsch.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.jobsch.agent.AgentSettings;
import io.jobsch.agent.FixedSuitability;
import io.jobsch.agent.Upstream;
import io.jobsch.agent.WorkerAgent;
import io.jobsch.plan.AttemptId;
import io.jobsch.plan.JobId;
import io.jobsch.process.CommandLaunch;
import io.jobsch.process.CommandObserver;
import io.jobsch.process.KillPolicy;
import io.jobsch.process.ProcessRunner;
import io.jobsch.process.RunningCommand;
import io.jobsch.runtime.SystemTimers;
import io.jobsch.spec.Command;
import io.jobsch.spec.Pointer;
import io.jobsch.spec.RoleName;
import io.jobsch.workers.Address;
import io.jobsch.workers.Ending;
import io.jobsch.workers.Epoch;
import io.jobsch.workers.ExitStatus;
import io.jobsch.workers.Incarnation;
import io.jobsch.workers.Launch;
import io.jobsch.workers.News;
import io.jobsch.workers.Order;
import io.jobsch.workers.StreamName;
import io.jobsch.workers.WorkerId;
import io.jobsch.workers.Written;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeSet;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * What every implementation of {@link WorkerTransport} does, seen from both of its ends. Whoever
 * supplies one also supplies the far end, which is where its workers are.
 */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
public abstract class WorkerTransportContract {
  private static final Duration SOON = Duration.ofSeconds(30);
  private static final Incarnation LIFE = new Incarnation("life");
  private static final JobId JOB = new JobId("1".repeat(32));
  private static final WorkerId W1 = new WorkerId("w1");
  private static final WorkerId W2 = new WorkerId("w2");

  private final SystemTimers timers = new SystemTimers();
  private final Heard heard = new Heard();
  private WorkerTransport transport;

  /** For those that supply an implementation. */
  protected WorkerTransportContract() {}

  /** A new one, which is not open, for one test; the test closes it. */
  protected abstract WorkerTransport transport();

  /**
   * Connects a worker to the transport that was supplied last, which is open. It is given what the
   * transport brings, says that it joins, and is there until the end of the test.
   *
   * @param id its name
   * @param incarnation its life
   * @param maker makes it, once, for what is its way to the scheduler
   */
  protected abstract void connect(
      WorkerId id, Incarnation incarnation, Function<Upstream, WorkerAgent> maker);

  /** Gives back what was connected; called after the transport was closed. */
  protected abstract void disconnect();

  @BeforeEach
  final void open() {
    transport = transport();
    transport.open(heard, heard);
  }

  @AfterEach
  final void close() {
    heard.letGo();
    transport.close();
    transport.close();
    disconnect();
    timers.close();
  }

  @Test
  void a_worker_that_joins_is_heard() {
    join(W1);

    assertThat(heard.news.get(0))
        .isEqualTo(
            new News.Joined(
                W1,
                LIFE,
                new News.Profile(FixedSuitability.everything().declared(), "none"),
                new TreeSet<>()));
  }

  @Test
  void an_order_reaches_the_worker_that_is_meant_and_its_news_comes_back() throws Exception {
    FakeRunner first = join(W1);
    FakeRunner second = join(W2);
    transport.send(start(W2, 0));

    Fake command = second.take();
    command.observer.started(42);
    command.observer.ended(new Ending.Exited(new ExitStatus.Code(3)), Written.NOTHING);

    assertThat(command.launch.argv()).containsExactly("echo", "\u00e4 \u4e2d\n\"\\");
    assertThat(command.launch.env()).containsEntry("COLOUR", "r\u00f6t");
    heard.awaitNews(
        new News.Started(W2, LIFE, attempt(0), 42),
        new News.Ended(
            W2, LIFE, attempt(0), new Ending.Exited(new ExitStatus.Code(3)), Written.NOTHING));
    assertThat(first.started).isEmpty();
  }

  @Test
  void many_orders_arrive_each_once_and_as_they_were_given() throws Exception {
    FakeRunner runner = join(W1);
    for (int i = 0; i < 500; i++) {
      transport.send(start(W1, i));
    }

    for (int i = 0; i < 500; i++) {
      assertThat(runner.take().launch.env()).containsEntry("JOBSCH_NODE", "/work/" + i);
    }
    assertThat(runner.started).isEmpty();
  }

  @Test
  void an_order_for_a_worker_that_is_not_there_or_lives_anew_is_dropped() throws Exception {
    FakeRunner runner = join(W1);
    transport.send(start(W2, 0));
    transport.send(
        new Order.Start(
            new Address(Epoch.FIRST, W1, new Incarnation("former")), attempt(1), launch(1)));
    transport.send(start(W1, 2));

    assertThat(runner.take().launch.env()).containsEntry("JOBSCH_NODE", "/work/2");
    assertThat(runner.started).isEmpty();
  }

  @Test
  void what_is_written_arrives_byte_for_byte_each_stream_for_itself() throws Exception {
    FakeRunner runner = join(W1);
    transport.send(start(W1, 0));
    Fake command = runner.take();
    byte[] random = new byte[3_000_000];
    new Random(7).nextBytes(random);
    byte[] words = "warning\n".repeat(1_000).getBytes(StandardCharsets.UTF_8);

    Thread stderr = new Thread(() -> write(command, StreamName.STDERR, words, 13));
    stderr.start();
    write(command, StreamName.STDOUT, random, 64 * 1024);
    stderr.join();
    command.observer.ended(
        new Ending.Exited(new ExitStatus.Code(0)), new Written(random.length, words.length));

    await()
        .atMost(SOON)
        .until(
            () ->
                heard.bytes(StreamName.STDOUT).length == random.length
                    && heard.bytes(StreamName.STDERR).length == words.length);
    assertThat(heard.bytes(StreamName.STDOUT)).isEqualTo(random);
    assertThat(heard.bytes(StreamName.STDERR)).isEqualTo(words);
  }

  @Test
  void a_sink_that_blocks_holds_up_that_command_and_nothing_else() throws Exception {
    FakeRunner runner = join(W1);
    transport.send(start(W1, 0));
    transport.send(start(W1, 1));
    Fake held = runner.take();
    Fake other = runner.take();
    heard.hold(attempt(0));
    AtomicLong written = new AtomicLong();
    Thread writer =
        new Thread(
            () -> {
              for (int i = 0; i < 1_000; i++) {
                held.observer.output(StreamName.STDOUT, ByteBuffer.allocate(64 * 1024));
                written.addAndGet(64 * 1024);
              }
            });
    writer.setDaemon(true);
    writer.start();
    heard.awaitHeld();

    other.observer.output(StreamName.STDERR, ByteBuffer.wrap(new byte[] {1, 2, 3}));
    other.observer.ended(new Ending.Exited(new ExitStatus.Code(0)), new Written(0, 3));

    await().atMost(SOON).until(() -> heard.bytes(StreamName.STDERR).length == 3);
    heard.awaitNews(
        new News.Ended(
            W1, LIFE, attempt(1), new Ending.Exited(new ExitStatus.Code(0)), new Written(0, 3)));
    assertThat(written)
        .as("what a command could write that nobody reads")
        .hasValueLessThan(8 << 20);
    heard.letGo();
    writer.join(SOON.toMillis());
    assertThat(written).hasValue(1_000L * 64 * 1024);
  }

  @Test
  void nothing_is_passed_on_after_the_close() throws Exception {
    FakeRunner runner = join(W1);
    transport.send(start(W1, 0));
    Fake command = runner.take();
    transport.close();
    int before = heard.news.size();

    command.observer.started(42);
    command.observer.output(StreamName.STDOUT, ByteBuffer.wrap(new byte[] {1}));

    await()
        .during(Duration.ofMillis(300))
        .until(() -> heard.news.size() == before && heard.bytes(StreamName.STDOUT).length == 0);
  }

  private FakeRunner join(WorkerId id) {
    FakeRunner runner = new FakeRunner();
    AgentSettings settings =
        new AgentSettings(id, LIFE, Path.of("/"), Map.of(), KillPolicy.DEFAULT, Optional.empty());
    connect(
        id,
        LIFE,
        upstream ->
            new WorkerAgent(
                settings, runner, FixedSuitability.everything(), timers, upstream, Runnable::run));
    await()
        .atMost(SOON)
        .until(
            () ->
                heard.news.stream()
                    .anyMatch(it -> it instanceof News.Joined && it.worker().equals(id)));
    return runner;
  }

  private static Order start(WorkerId worker, int node) {
    return new Order.Start(new Address(Epoch.FIRST, worker, LIFE), attempt(node), launch(node));
  }

  private static Launch launch(int node) {
    return new Launch(
        Pointer.parse("/work/" + node),
        RoleName.DEFAULT,
        new Command.Argv(List.of("echo", "\u00e4 \u4e2d\n\"\\")),
        Map.of("COLOUR", "r\u00f6t"),
        Optional.of("sub"),
        Optional.of(Duration.ofMillis(1_500)));
  }

  private static AttemptId attempt(int node) {
    return new AttemptId(JOB, node, 1);
  }

  private static void write(Fake command, StreamName stream, byte[] bytes, int most) {
    for (int at = 0; at < bytes.length; at += most) {
      command.observer.output(
          stream, ByteBuffer.wrap(bytes, at, Math.min(most, bytes.length - at)));
    }
  }

  /** A runner that starts nothing, and lets the test say what becomes of it. */
  private static final class FakeRunner implements ProcessRunner {
    private final BlockingQueue<Fake> started = new LinkedBlockingQueue<>();

    @Override
    public RunningCommand start(CommandLaunch launch, CommandObserver observer) {
      started.add(new Fake(launch, observer));
      return (cause, urgency) -> {};
    }

    Fake take() throws InterruptedException {
      Fake next = started.poll(SOON.toSeconds(), TimeUnit.SECONDS);
      assertThat(next).as("an order to start a command").isNotNull();
      return next;
    }

    @Override
    public String isolation() {
      return "none";
    }

    @Override
    public void close(Duration grace) {}
  }

  private record Fake(CommandLaunch launch, CommandObserver observer) {}

  /** What the scheduler's end hears. */
  private static final class Heard implements WorkerTransport.Inbox, OutputSink {
    private final List<News> news = new CopyOnWriteArrayList<>();
    private final Map<StreamName, ByteArrayOutputStream> output = new ConcurrentHashMap<>();
    private final CountDownLatch isHeld = new CountDownLatch(1);
    private final CountDownLatch free = new CountDownLatch(1);
    private volatile Optional<AttemptId> held = Optional.empty();

    @Override
    public void said(News said) {
      news.add(said);
    }

    @Override
    public void lost(WorkerId worker, Incarnation incarnation, String why) {
      throw new AssertionError(worker + " is lost: " + why);
    }

    @Override
    public void wrote(AttemptId attempt, StreamName stream, long offset, ByteBuffer bytes) {
      if (held.filter(attempt::equals).isPresent()) {
        isHeld.countDown();
        try {
          free.await();
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
        }
        return;
      }
      ByteArrayOutputStream all =
          output.computeIfAbsent(stream, name -> new ByteArrayOutputStream());
      byte[] copy = new byte[bytes.remaining()];
      bytes.get(copy);
      synchronized (all) {
        assertThat(offset).as("the place of what was written").isEqualTo(all.size());
        all.writeBytes(copy);
      }
    }

    byte[] bytes(StreamName stream) {
      ByteArrayOutputStream all =
          output.computeIfAbsent(stream, name -> new ByteArrayOutputStream());
      synchronized (all) {
        return all.toByteArray();
      }
    }

    void awaitNews(News... expected) {
      await().atMost(SOON).until(() -> news.containsAll(List.of(expected)));
    }

    void hold(AttemptId attempt) {
      held = Optional.of(attempt);
    }

    void awaitHeld() throws InterruptedException {
      assertThat(isHeld.await(SOON.toSeconds(), TimeUnit.SECONDS)).isTrue();
    }

    void letGo() {
      free.countDown();
    }
  }
}
