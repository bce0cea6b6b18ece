package io.jobsch.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.jobsch.plan.AttemptId;
import io.jobsch.plan.JobId;
import io.jobsch.process.KillPolicy;
import io.jobsch.process.ScriptedRunner;
import io.jobsch.runtime.VirtualTimers;
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
import io.jobsch.workers.RolePattern;
import io.jobsch.workers.StreamName;
import io.jobsch.workers.Suitability;
import io.jobsch.workers.Urgency;
import io.jobsch.workers.WorkerId;
import io.jobsch.workers.Written;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Executor;
import org.junit.jupiter.api.Test;

class WorkerAgentTest {
  private static final WorkerId W1 = new WorkerId("w1");
  private static final Incarnation LIFE = new Incarnation("life");
  private static final Address HERE = new Address(Epoch.FIRST, W1, LIFE);
  private static final AttemptId FIRST = attempt("1", 0);
  private static final AttemptId SECOND = attempt("1", 1);
  private static final AttemptId OTHER_JOB = attempt("2", 0);

  private final ScriptedRunner runner = new ScriptedRunner();
  private final VirtualTimers timers = new VirtualTimers();
  private final Heard heard = new Heard();

  @Test
  void joins_with_what_it_suits_and_how_surely_it_kills() {
    agent(FixedSuitability.patterns(List.of(new RolePattern("server*")))).join();

    assertThat(heard.news)
        .containsExactly(
            new News.Joined(
                W1,
                LIFE,
                new News.Profile(
                    new Suitability.Patterns(List.of(new RolePattern("server*"))), "scripted"),
                new TreeSet<>()));
  }

  @Test
  void a_command_gets_the_workers_variables_then_the_jobs_then_its_own_names() {
    Launch launch =
        new Launch(
            Pointer.parse("/work/0"),
            new RoleName("server"),
            new Command.Shell("make"),
            Map.of("COLOUR", "red", "JOBSCH_ROLE", "nobody"),
            Optional.of("sub"),
            Optional.of(Duration.ofSeconds(5)));

    agent().accept(new Order.Start(HERE, FIRST, launch));

    var started = runner.takeStart().launch();
    assertThat(started.argv()).containsExactly("/bin/sh", "-c", "make");
    assertThat(started.cwd()).isEqualTo(Path.of("/home/w1/sub"));
    assertThat(started.timeout()).contains(Duration.ofSeconds(5));
    assertThat(started.env())
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "HOME", "/home/w1",
                "COLOUR", "red",
                "JOBSCH_JOB_ID", FIRST.job().value(),
                "JOBSCH_NODE", "/work/0",
                "JOBSCH_ROLE", "server",
                "JOBSCH_ATTEMPT", "1",
                "JOBSCH_WORKER", "w1"));
  }

  @Test
  void says_what_becomes_of_a_command_and_hands_over_what_it_writes() {
    agent().accept(start(FIRST));

    runner.takeStart().started(42).prints("one ").prints("two").exits(3);

    assertThat(heard.news)
        .containsExactly(
            new News.Started(W1, LIFE, FIRST, 42),
            new News.Ended(
                W1, LIFE, FIRST, new Ending.Exited(new ExitStatus.Code(3)), new Written(7, 0)));
    assertThat(heard.output).containsExactly("stdout 0 one ", "stdout 4 two");
  }

  @Test
  void an_order_that_comes_again_starts_nothing_twice_and_repeats_what_was_said() {
    WorkerAgent agent = agent();
    agent.accept(start(FIRST));
    runner.takeStart().started(42);
    agent.accept(start(FIRST));
    News.Started started = new News.Started(W1, LIFE, FIRST, 42);

    assertThat(runner.startsLeft()).isZero();
    assertThat(heard.news).containsExactly(started, started);
  }

  @Test
  void an_end_is_repeated_until_it_is_acknowledged_and_nothing_starts_after() {
    WorkerAgent agent = agent();
    agent.accept(start(FIRST));
    runner.takeStart().exits(0);
    agent.accept(start(FIRST));
    agent.accept(new Order.Stop(HERE, FIRST, Urgency.GRACEFUL));
    assertThat(heard.news).hasSize(3).allMatch(heard.news.get(0)::equals);

    agent.accept(new Order.Acknowledge(HERE, FIRST));
    agent.accept(start(FIRST));

    assertThat(heard.news).hasSize(3);
    assertThat(runner.startsLeft()).isZero();
  }

  @Test
  void of_what_is_over_and_acknowledged_it_says_that_it_is_gone_whenever_it_is_told_to_stop_it() {
    WorkerAgent agent = agent();
    agent.accept(start(FIRST));
    runner.takeStart().exits(0);
    agent.accept(new Order.Acknowledge(HERE, FIRST));
    agent.accept(new Order.Stop(HERE, FIRST, Urgency.AT_ONCE));

    assertThat(heard.news).last().isEqualTo(gone(FIRST));
  }

  @Test
  void kills_on_order_as_urgently_as_it_is_told() {
    WorkerAgent agent = agent();
    agent.accept(start(FIRST));
    ScriptedRunner.Scripted command = runner.takeStart();
    agent.accept(new Order.Stop(HERE, FIRST, Urgency.GRACEFUL));
    agent.accept(new Order.Stop(HERE, FIRST, Urgency.AT_ONCE));

    assertThat(command.kills()).containsExactly("ORDER GRACEFUL", "ORDER AT_ONCE");
  }

  @Test
  void what_is_stopped_before_it_came_is_never_started() {
    WorkerAgent agent = agent();
    agent.accept(new Order.Stop(HERE, FIRST, Urgency.GRACEFUL));
    agent.accept(start(FIRST));

    assertThat(runner.startsLeft()).isZero();
    assertThat(heard.news).containsExactly(gone(FIRST), gone(FIRST));
  }

  @Test
  void plays_one_role_of_one_job_at_a_time() {
    WorkerAgent agent = agent();
    agent.accept(start(FIRST));
    agent.accept(start(SECOND));
    agent.accept(start(OTHER_JOB));

    assertThat(runner.startsLeft()).isEqualTo(2);
    assertThat(heard.news)
        .containsExactly(
            new News.Ended(
                W1,
                LIFE,
                OTHER_JOB,
                new Ending.NotStarted(
                    Ending.NotStarted.Kind.REFUSED,
                    "w1 did not take it: it plays default_role in job " + FIRST.job()),
                Written.NOTHING));
  }

  @Test
  void a_start_that_may_take_time_is_left_to_the_executor_and_another_is_not() {
    Deque<Runnable> inLine = new ArrayDeque<>();
    WorkerAgent agent = agent(inLine::add);
    agent.accept(start(FIRST));
    assertThat(runner.startsLeft()).isZero();
    inLine.remove().run();
    assertThat(runner.startsLeft()).isEqualTo(1);

    runner.startsAtOnce(true);
    agent.accept(start(SECOND));

    assertThat(runner.startsLeft()).isEqualTo(2);
    assertThat(inLine).isEmpty();
  }

  @Test
  void what_cannot_even_be_tried_has_an_end_all_the_same() {
    WorkerAgent agent =
        agent(
            task -> {
              throw new OutOfMemoryError("no more threads");
            });
    agent.accept(start(FIRST));

    assertThat(heard.news)
        .containsExactly(
            new News.Ended(
                W1,
                LIFE,
                FIRST,
                new Ending.NotStarted(
                    Ending.NotStarted.Kind.SYSTEM,
                    "w1 cannot start it: java.lang.OutOfMemoryError: no more threads"),
                Written.NOTHING));
  }

  @Test
  void takes_no_orders_that_are_meant_for_another_life_or_come_from_an_older_epoch() {
    WorkerAgent agent = agent();
    agent.heartbeat(new Epoch(3));
    agent.accept(start(FIRST));
    agent.accept(
        new Order.Start(new Address(new Epoch(3), W1, new Incarnation("other")), FIRST, launch()));
    agent.accept(
        new Order.Start(new Address(new Epoch(3), new WorkerId("w2"), LIFE), FIRST, launch()));
    assertThat(runner.startsLeft()).isZero();

    agent.accept(new Order.Start(new Address(new Epoch(4), W1, LIFE), FIRST, launch()));

    assertThat(runner.startsLeft()).isEqualTo(1);
    assertThat(heard.news).isEmpty();
  }

  @Test
  void kills_what_runs_when_its_lease_runs_out_and_only_then() {
    WorkerAgent agent = agent(FixedSuitability.everything(), Optional.of(Duration.ofSeconds(30)));
    agent.join();
    agent.accept(start(FIRST));
    ScriptedRunner.Scripted command = runner.takeStart();
    timers.advance(Duration.ofSeconds(29));
    agent.heartbeat(Epoch.FIRST);
    timers.advance(Duration.ofSeconds(29));
    assertThat(command.kills()).isEmpty();

    timers.advance(Duration.ofSeconds(1));

    assertThat(command.kills()).containsExactly("LEASE AT_ONCE");
  }

  @Test
  void a_heartbeat_of_an_older_epoch_renews_no_lease() {
    WorkerAgent agent = agent(FixedSuitability.everything(), Optional.of(Duration.ofSeconds(30)));
    agent.join();
    agent.heartbeat(new Epoch(2));
    agent.accept(new Order.Start(new Address(new Epoch(2), W1, LIFE), FIRST, launch()));
    timers.advance(Duration.ofSeconds(20));
    agent.heartbeat(Epoch.FIRST);
    timers.advance(Duration.ofSeconds(10));

    assertThat(runner.takeStart().kills()).containsExactly("LEASE AT_ONCE");
  }

  @Test
  void answers_which_roles_it_suits_and_does_not_suit_one_of_which_it_cannot_tell() {
    WorkerAgent agent =
        agent(
            new PredicateSuitability(
                role -> {
                  if (role.equals("odd")) {
                    throw new IllegalStateException("no idea");
                  }
                  return role.startsWith("server");
                },
                List.of()));
    agent.accept(new Order.AskSuitability(HERE, new TreeSet<>(roles("client", "server_1"))));
    agent.accept(new Order.AskSuitability(HERE, new TreeSet<>(roles("odd"))));

    assertThat(heard.news)
        .containsExactly(
            new News.Suits(
                W1,
                LIFE,
                new TreeMap<>(
                    Map.of(new RoleName("client"), false, new RoleName("server_1"), true)),
                Optional.empty()),
            new News.Suits(
                W1, LIFE, new TreeMap<>(Map.of(new RoleName("odd"), false)), Optional.empty()));
  }

  @Test
  void says_so_when_what_it_suits_has_changed() {
    Changing suitability = new Changing();
    agent(suitability).join();
    timers.advance(Duration.ofSeconds(5));
    assertThat(heard.news).hasSize(1);

    suitability.changed = true;
    timers.advance(Duration.ofSeconds(1));
    assertThat(heard.news.get(1)).isEqualTo(new News.SuitabilityChanged(W1, LIFE));

    suitability.declared = new Suitability.Everything();
    timers.advance(Duration.ofSeconds(1));
    assertThat(heard.news.get(2))
        .isEqualTo(
            new News.Joined(
                W1,
                LIFE,
                new News.Profile(new Suitability.Everything(), "scripted"),
                new TreeSet<>()));
  }

  @Test
  void joined_again_it_names_what_it_has_not_been_told_to_forget_and_repeats_what_has_ended() {
    WorkerAgent agent = agent();
    agent.accept(start(FIRST));
    agent.accept(start(SECOND));
    runner.takeStart().exits(0);
    News end = heard.news.get(0);
    agent.join();

    News.Joined joined = (News.Joined) heard.news.get(1);
    assertThat(joined.attempts()).containsExactly(FIRST, SECOND);
    assertThat(heard.news).hasSize(3).last().isEqualTo(end);

    agent.accept(new Order.Acknowledge(HERE, FIRST));
    agent.join();
    assertThat(((News.Joined) heard.news.get(3)).attempts()).containsExactly(SECOND);
    assertThat(heard.news).hasSize(4);
  }

  @Test
  void closed_it_kills_what_runs_and_takes_no_more() {
    WorkerAgent agent = agent();
    agent.accept(start(FIRST));
    ScriptedRunner.Scripted command = runner.takeStart();
    agent.close();
    agent.accept(start(SECOND));

    assertThat(command.kills()).containsExactly("SHUTDOWN GRACEFUL");
    assertThat(runner.startsLeft()).isZero();
    assertThat(heard.news)
        .containsExactly(
            new News.Ended(
                W1,
                LIFE,
                SECOND,
                new Ending.NotStarted(
                    Ending.NotStarted.Kind.REFUSED, "w1 did not take it: it is shutting down"),
                Written.NOTHING));
  }

  @Test
  void a_lease_runs_from_when_the_sign_of_life_was_asked_for() {
    WorkerAgent agent = agent(FixedSuitability.everything(), Optional.of(Duration.ofSeconds(30)));
    agent.join();
    agent.accept(start(FIRST));
    ScriptedRunner.Scripted command = runner.takeStart();
    long asked = timers.ticks();
    timers.advance(Duration.ofSeconds(20));
    agent.heartbeat(Epoch.FIRST, asked + Duration.ofSeconds(30).toNanos());
    timers.advance(Duration.ofSeconds(9));
    assertThat(command.kills()).isEmpty();

    timers.advance(Duration.ofSeconds(1));

    assertThat(command.kills()).containsExactly("LEASE AT_ONCE");
  }

  @Test
  void starts_nothing_when_its_lease_is_out_and_joins_again_when_it_is_renewed() {
    WorkerAgent agent = agent(FixedSuitability.everything(), Optional.of(Duration.ofSeconds(30)));
    agent.join();
    timers.advance(Duration.ofSeconds(31));
    long old = timers.ticks() - 1;
    agent.accept(start(FIRST));
    agent.heartbeat(Epoch.FIRST, old);
    assertThat(runner.startsLeft()).as("an order that was long on its way").isZero();
    assertThat(heard.news).hasSize(1);

    agent.heartbeat(Epoch.FIRST, timers.ticks() + 1);
    agent.accept(start(FIRST));

    assertThat(heard.news).hasSize(2).last().isInstanceOf(News.Joined.class);
    assertThat(runner.startsLeft()).isEqualTo(1);
  }

  @Test
  void one_that_drains_says_so_until_it_does_not_drain_any_more() {
    WorkerAgent agent = agent();
    agent.join();
    agent.accept(start(FIRST));
    agent.drain(true);
    agent.drain(true);
    agent.accept(start(SECOND));
    agent.drain(false);

    assertThat(runner.startsLeft()).as("commands of the job that it is in").isEqualTo(2);
    assertThat(agent.isRunning()).isTrue();
    assertThat(heard.news)
        .extracting(it -> ((News.Joined) it).profile().draining())
        .containsExactly(false, true, false);
    assertThat(heard.news)
        .extracting(it -> ((News.Joined) it).profile().suitability())
        .containsOnly(new Suitability.Everything());
  }

  private WorkerAgent agent() {
    return agent(FixedSuitability.everything());
  }

  private WorkerAgent agent(WorkerSuitability suitability) {
    return agent(suitability, Optional.empty());
  }

  private WorkerAgent agent(Executor executor) {
    return new WorkerAgent(
        settings(Optional.empty()), runner, FixedSuitability.everything(), timers, heard, executor);
  }

  private WorkerAgent agent(WorkerSuitability suitability, Optional<Duration> lease) {
    return new WorkerAgent(settings(lease), runner, suitability, timers, heard, Runnable::run);
  }

  private static AgentSettings settings(Optional<Duration> lease) {
    return new AgentSettings(
        W1, LIFE, Path.of("/home/w1"), Map.of("HOME", "/home/w1"), KillPolicy.DEFAULT, lease);
  }

  private static Order start(AttemptId attempt) {
    return new Order.Start(HERE, attempt, launch());
  }

  private static Launch launch() {
    return new Launch(
        Pointer.ROOT,
        RoleName.DEFAULT,
        new Command.Argv(List.of("true")),
        Map.of(),
        Optional.empty(),
        Optional.empty());
  }

  private static List<RoleName> roles(String... names) {
    return List.of(names).stream().map(RoleName::new).toList();
  }

  private static News gone(AttemptId attempt) {
    return new News.Ended(
        W1,
        LIFE,
        attempt,
        new Ending.Killed(Ending.Cause.ORDER, Optional.empty()),
        Written.NOTHING);
  }

  private static AttemptId attempt(String digit, int node) {
    return new AttemptId(new JobId(digit.repeat(32)), node, 1);
  }

  /** Remembers what a worker says and writes. */
  private static final class Heard implements Upstream {
    private final List<News> news = new ArrayList<>();
    private final List<String> output = new ArrayList<>();

    @Override
    public void say(News said) {
      news.add(said);
    }

    @Override
    public void wrote(AttemptId attempt, StreamName stream, long offset, ByteBuffer bytes) {
      output.add(stream + " " + offset + " " + StandardCharsets.UTF_8.decode(bytes.duplicate()));
    }
  }

  /** Changes its mind when the test says so. */
  private static final class Changing implements WorkerSuitability {
    private Suitability declared = new Suitability.OnRequest();
    private boolean changed;

    @Override
    public Suitability declared() {
      return declared;
    }

    @Override
    public Answer ask(RoleName role) {
      return new Answer(true, Optional.empty());
    }

    @Override
    public boolean canChange() {
      return true;
    }

    @Override
    public boolean changed() {
      return changed;
    }
  }
}
