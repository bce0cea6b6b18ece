package io.jobsch.local.manual;

import static io.jobsch.local.check.JobAssert.assertThat;
import static io.jobsch.local.manual.Scripts.anything;
import static io.jobsch.local.manual.Scripts.cannotStart;
import static io.jobsch.local.manual.Scripts.command;
import static io.jobsch.local.manual.Scripts.crashes;
import static io.jobsch.local.manual.Scripts.exits;
import static io.jobsch.local.manual.Scripts.ignoresTerm;
import static io.jobsch.local.manual.Scripts.neverEnds;
import static io.jobsch.local.manual.Scripts.node;
import static io.jobsch.local.manual.Scripts.prints;
import static io.jobsch.local.manual.Scripts.printsError;
import static io.jobsch.local.manual.Scripts.role;
import static io.jobsch.local.manual.Scripts.unkillable;
import static io.jobsch.local.manual.Scripts.worker;
import static io.jobsch.spec.Jobs.exec;
import static io.jobsch.spec.Jobs.parallel;
import static io.jobsch.spec.Jobs.sequence;
import static io.jobsch.spec.Jobs.sh;
import static java.time.Duration.ZERO;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jobsch.JobHandle;
import io.jobsch.WorkerView;
import io.jobsch.local.junit.Jobsch;
import io.jobsch.result.JobResult;
import io.jobsch.result.JobState;
import io.jobsch.result.NodeState;
import io.jobsch.result.Reason;
import io.jobsch.workers.Ending.NotStarted.Kind;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScriptedCommandsTest {
  @Jobsch private ManualScheduler manual;

  @Test
  void a_command_without_a_script_exits_with_0_at_once() {
    JobHandle job = manual.submit(exec("make"));

    assertThat(job.result().join()).succeeded().took(ZERO).node("").exited(0).ranOn("w1");
  }

  @Test
  void exits_with_a_code_after_a_time() {
    manual.when(command("make")).then(exits(3).after(ofSeconds(5)));
    JobHandle job = manual.submit(exec("make"));

    manual.advance(ofMillis(4999));
    assertThat(job.result()).isNotDone();
    manual.advance(ofMillis(1));

    assertThat(job.result().join()).failed().took(ofSeconds(5)).node("").failed().exited(3);
  }

  @Test
  void a_signal_that_nobody_here_sent_ends_it() {
    manual.when(command("make")).then(crashes(11).after(ofSeconds(1)));

    assertThat(manual.run(exec("make")))
        .failed()
        .withReason(Reason.Code.SIGNALLED)
        .node("")
        .endedBySignal(11);
  }

  @Test
  void prints_to_both_streams_at_their_times_and_ends_with_what_it_prints_last() {
    manual
        .when(command("server"))
        .then(
            prints("one\n")
                .prints("two\n")
                .after(ofSeconds(1))
                .prints("three\n")
                .printsError("four\n")
                .after(ofSeconds(3)));
    JobHandle job = manual.submit(exec("server"));

    assertThat(job.now().join()).node("").printedExactly("one\n");
    manual.advance(ofSeconds(1));
    assertThat(job.now().join()).node("").printedExactly("one\ntwo\nthree\n");
    manual.advance(ofSeconds(2));

    assertThat(job.result().join())
        .succeeded()
        .took(ofSeconds(3))
        .node("")
        .printed("two")
        .printedError("four\n");
  }

  @Test
  void what_would_be_printed_after_the_end_is_not() {
    manual
        .when(command("make"))
        .then(prints("too late").after(ofSeconds(2)).exits(0).after(ofSeconds(1)));

    assertThat(manual.run(exec("make"))).took(ofSeconds(1)).node("").printedExactly("");
    manual.advance(ofMinutes(1));
  }

  @Test
  void term_ends_a_command_that_does_not_ignore_it_at_once() {
    manual.when(command("server")).then(neverEnds());
    JobHandle job = manual.submit(exec("server"));
    manual.advance(ofMinutes(10));

    assertThat(job.cancel()).isCompletedWithValue(JobState.CANCELLING);

    assertThat(job.result().join())
        .cancelled()
        .took(ofMinutes(10))
        .node("")
        .cancelled()
        .endedBySignal(15);
  }

  @Test
  void kill_ends_what_ignores_term_when_the_grace_is_over() {
    manual.when(command("server")).then(ignoresTerm().neverEnds());
    JobHandle job = manual.submit(exec("server"));
    job.cancel();
    manual.advance(ofMillis(9999));
    assertThat(job.result()).isNotDone();
    manual.advance(ofMillis(1));

    assertThat(job.result().join()).cancelled().took(ofSeconds(10)).node("").endedBySignal(9);
  }

  @Test
  void a_kill_in_a_hurry_leaves_no_grace_and_hastens_one_with_grace() {
    manual.when(command("server")).then(ignoresTerm().neverEnds());
    JobHandle first = manual.submit(exec("server"));
    first.kill();
    assertThat(first.result().join()).cancelled().took(ZERO).node("").endedBySignal(9);

    JobHandle second = manual.submit(exec("server"));
    second.cancel();
    manual.advance(ofSeconds(4));
    second.kill();
    assertThat(second.result().join()).cancelled().took(ofSeconds(4)).node("").endedBySignal(9);
  }

  @Test
  void what_ignores_term_may_still_end_by_itself_within_the_grace() {
    manual.when(command("server")).then(ignoresTerm().exits(7).after(ofSeconds(3)));
    JobHandle job = manual.submit(exec("server"));
    job.cancel();

    assertThat(manual.finish(job)).cancelled().took(ofSeconds(3)).node("").cancelled().exited(7);
  }

  @Test
  void what_cannot_be_killed_fails_its_job_and_its_worker_gets_no_more_work() {
    manual.when(command("server")).then(unkillable().neverEnds());
    JobHandle job = manual.submit(exec("server"));
    job.cancel();

    assertThat(manual.finish(job))
        .failed()
        .took(ofSeconds(20))
        .withReason(Reason.Code.UNKILLABLE)
        .withReason("process 1001 (server)");
    assertThat(manual.workers().join())
        .flatExtracting(it -> it.problem().stream().toList())
        .containsExactly("quarantined: could not kill process 1001 (server)");
  }

  @Test
  void what_cannot_be_started_fails_with_the_reason_of_its_kind() {
    manual.when(command("a")).then(cannotStart("out of memory"));
    manual.when(command("b")).then(cannotStart(Kind.NOT_FOUND, "no such program: b"));

    assertThat(manual.run(sequence(exec("a"), exec("b"))))
        .failed()
        .withReason(Reason.Code.START_ERROR)
        .withReason("/work/0: out of memory")
        .node("/work/1")
        .skipped();
    assertThat(manual.run(exec("b"))).failed().withReason(Reason.Code.NOT_FOUND);
  }

  @Test
  void the_worker_keeps_a_timeout_and_the_engine_that_of_a_group() {
    manual.when(anything()).then(neverEnds());

    assertThat(manual.run(exec("a").timeout(ofSeconds(30))))
        .timedOut()
        .took(ofSeconds(30))
        .node("")
        .timedOut()
        .endedBySignal(15);
    assertThat(manual.run(sequence(exec("a"), exec("b")).timeout(ofSeconds(7))))
        .timedOut()
        .took(ofSeconds(7))
        .node("/work/0")
        .timedOut()
        .node("/work/1")
        .skipped();
  }

  @Test
  void an_exit_at_the_instant_of_the_deadline_wins() {
    manual.when(anything()).then(exits(0).after(ofSeconds(5)));

    assertThat(manual.run(exec("a").timeout(ofSeconds(5)))).succeeded();
    assertThat(manual.run(sequence(exec("a")).timeout(ofSeconds(5)))).succeeded();
    assertThat(manual.run(exec("a").timeout(ofMillis(4999)))).timedOut();
  }

  @Test
  void scripts_are_found_by_text_role_place_and_worker_and_the_last_one_said_goes_first() {
    manual.when(anything()).then(exits(1));
    manual.when(command("make *")).then(exits(2));
    manual.when(role("db*")).then(exits(3));
    manual.when(node("/work/3")).then(exits(4));
    manual.when(worker("w3").and(command("echo \"[x]\" ?"))).then(exits(5));

    assertThat(
            manual.run(
                parallel(
                    exec("make"),
                    exec("make", "all"),
                    exec("make", "all").role("db_1"),
                    exec("make", "all"),
                    sh("echo \"[x]\" 1").role("x"))))
        .node("/work/0")
        .exited(1)
        .node("/work/1")
        .exited(2)
        .node("/work/2")
        .exited(3)
        .node("/work/3")
        .exited(4)
        .node("/work/4")
        .exited(5);
  }

  @Test
  void a_command_may_do_something_else_each_time_that_it_starts() {
    manual.when(command("flaky")).then(exits(1), exits(2), exits(0));

    List<Integer> codes = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      codes.add(manual.run(exec("flaky")).root().exitCode().orElseThrow());
    }
    assertThat(codes).containsExactly(1, 2, 0, 0);
  }

  @Test
  void a_script_sees_what_a_real_command_would() {
    List<StartedCommand> seen = new ArrayList<>();
    manual.when(seen::add).then(exits(0));
    JobResult result =
        manual.run(sequence(sh("make all").role("builder").cwd("sub").env("A", "b")));

    assertThat(seen).hasSize(1);
    StartedCommand command = seen.get(0);
    assertThat(command.text()).isEqualTo("make all");
    assertThat(command.argv()).containsExactly("/bin/sh", "-c", "make all");
    assertThat(command.node()).hasToString("/work/0");
    assertThat(command.role()).hasToString("builder");
    assertThat(command.worker()).hasToString("w1");
    assertThat(command.cwd()).isEqualTo(Path.of("/sub"));
    assertThat(command.env())
        .containsEntry("A", "b")
        .containsEntry("JOBSCH_JOB_ID", result.id().value())
        .containsEntry("JOBSCH_ATTEMPT", "1");
  }

  @Test
  void the_isolation_of_scripted_workers_says_what_they_are() {
    manual.run(exec("a"));

    assertThat(manual.workers().join())
        .extracting(WorkerView::isolation)
        .containsExactly("scripted");
  }

  @Test
  void words_that_make_no_sense_are_refused() {
    assertThatThrownBy(() -> exits(256))
        .hasMessage("exits: expected a code from 0 to 255, found 256");
    assertThatThrownBy(() -> crashes(0))
        .hasMessage("crashes: expected a signal from 1 to 64, found 0");
    assertThatThrownBy(() -> exits(0).after(ofSeconds(-1)))
        .hasMessage("after: expected 0 or more, found PT-1S");
    for (Script timeless : List.of(neverEnds(), ignoresTerm(), unkillable(), cannotStart("x"))) {
      assertThatThrownBy(() -> timeless.after(ofSeconds(1)))
          .hasMessage("after: expected to follow prints, printsError, exits or crashes");
    }
    assertThat(printsError("x").prints()).hasSize(1);
  }

  @Test
  void a_job_that_runs_is_shown_as_it_stands() {
    manual.when(command("b")).then(neverEnds());
    JobHandle job = manual.submit(sequence(exec("a"), exec("b"), exec("c")));

    assertThat(job.now().join())
        .is(JobState.RUNNING)
        .node("/work/0")
        .succeeded()
        .node("/work/1")
        .is(NodeState.RUNNING)
        .node("/work/2")
        .is(NodeState.PENDING);
    job.cancel();
  }
}
