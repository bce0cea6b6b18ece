package io.jobsch.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.jobsch.workers.Ending;
import io.jobsch.workers.Ending.Cause;
import io.jobsch.workers.Ending.NotStarted;
import io.jobsch.workers.ExitStatus;
import io.jobsch.workers.StreamName;
import io.jobsch.workers.Urgency;
import io.jobsch.workers.Written;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assertj.core.api.AbstractStringAssert;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What every {@link ProcessRunner} must do. Runs real processes; needs {@code sh}, {@code python3}
 * and Linux's {@code /proc}.
 *
 * <p>Each test ends with a look for what is left of its processes, which must be nothing.
 */
@Execution(ExecutionMode.CONCURRENT)
public abstract class ProcessRunnerContract extends ProcessRunnerFixture {
  private static final int PIPE_SIZE = 64 * 1024;

  // What becomes of a command.

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 7, 126, 127, 137, 143, 255})
  void tells_the_exit_code(int code) {
    Recorder told = run(sh("exit " + code));

    assertThat(told.ending()).isEqualTo(exited(code));
    assertThat(told.written()).isEqualTo(Written.NOTHING);
  }

  @Test
  void a_signal_that_the_command_sends_itself_is_shown_as_a_shell_shows_it() {
    Recorder told = run(sh("kill -s KILL $$"));

    assertThat(((Ending.Exited) told.ending()).status().shellCode()).isEqualTo(137);
  }

  @Test
  void tells_the_pid_of_the_commands_own_process() {
    Recorder told = run(sh("echo $$"));

    told.ending();
    assertThat(told.stdout().strip()).isEqualTo(Long.toString(told.pid()));
  }

  @Test
  void an_observer_that_throws_does_not_keep_the_command_from_its_end() {
    CompletableFuture<Ending> ending = new CompletableFuture<>();
    runner()
        .start(
            launch(sh("echo out; echo err >&2; exit 3"), NEVER, PATIENT),
            new ThrowingObserver(ending));

    Recorder.eventually().until(ending::isDone);
    assertThat(ending).isCompletedWithValue(exited(3));
  }

  // Output.

  @Test
  void keeps_the_streams_apart_and_every_byte() throws IOException {
    byte[] all = new byte[256];
    IntStream.range(0, all.length).forEach(i -> all[i] = (byte) i);
    Files.write(work().resolve("all"), all);

    Recorder told = run(sh("cat all; cat all all >&2"));

    assertThat(told.ending()).isEqualTo(exited(0));
    assertThat(told.stdoutBytes()).isEqualTo(all);
    assertThat(told.stderrBytes()).isEqualTo(concatenated(all, 2));
    assertThat(told.written()).isEqualTo(new Written(256, 512));
  }

  @Test
  void takes_floods_on_both_streams_at_once() {
    int lines = 40 * PIPE_SIZE / 8;
    Recorder told =
        run(
            python(
                "import sys, threading",
                "def flood(to, name):",
                "    for i in range(" + lines + "):",
                "        to.write('%s%07d' % (name, i))",
                "threads = [threading.Thread(target=flood, args=of)",
                "    for of in ((sys.stdout, 'o'), (sys.stderr, 'e'))]",
                "[thread.start() for thread in threads]",
                "[thread.join() for thread in threads]"));

    assertThat(told.ending()).isEqualTo(exited(0));
    assertThat(told.stdout()).isEqualTo(numbered('o', lines));
    assertThat(told.stderr()).isEqualTo(numbered('e', lines));
    assertThat(told.written()).isEqualTo(new Written(8L * lines, 8L * lines));
  }

  @Test
  void delivers_output_while_the_command_runs() throws IOException {
    Recorder told = run(sh("echo first; until [ -e go ]; do sleep 0.01; done; echo second"));
    told.awaitStdout("first\n");
    assertThat(told.hasEnded()).isFalse();

    Files.createFile(work().resolve("go"));

    assertThat(told.ending()).isEqualTo(exited(0));
    assertThat(told.stdout()).isEqualTo("first\nsecond\n");
  }

  @Test
  void an_observer_that_blocks_holds_up_its_own_command_and_no_other() {
    Recorder heldUp = Recorder.heldUp();
    start(launch(sh("head -c 1000000 /dev/zero; echo done >finished"), NEVER, PATIENT), heldUp);
    heldUp.awaitHeldUp();

    Recorder other = run(sh("head -c 1000000 /dev/zero"));

    assertThat(other.ending()).isEqualTo(exited(0));
    assertThat(work().resolve("finished")).doesNotExist();
    assertThat(heldUp.hasEnded()).isFalse();
    heldUp.letGo();
    assertThat(heldUp.ending()).isEqualTo(exited(0));
    assertThat(heldUp.written()).isEqualTo(new Written(1_000_000, 0));
    assertThat(heldUp.stdoutBytes()).hasSize(1_000_000);
  }

  @Test
  void the_end_is_told_after_the_last_output_even_if_that_takes_long() {
    Recorder heldUp = Recorder.heldUp();
    start(launch(sh("echo out"), NEVER, PATIENT), heldUp);
    heldUp.awaitHeldUp();
    awaitDeath(heldUp.pid());
    assertThat(heldUp.hasEnded()).isFalse();

    heldUp.letGo();

    assertThat(heldUp.ending()).isEqualTo(exited(0));
    assertThat(heldUp.stdout()).isEqualTo("out\n");
  }

  @Test
  void a_command_may_close_its_streams_and_go_on() throws IOException {
    Recorder told =
        run(sh("echo out; exec >&- 2>&-; until [ -e go ]; do sleep 0.01; done; exit 5"));
    told.awaitStdout("out\n");

    Files.createFile(work().resolve("go"));

    assertThat(told.ending()).isEqualTo(exited(5));
  }

  @Test
  void a_command_can_open_its_streams_by_name() {
    Recorder told = run(sh("echo out >/dev/stdout; echo err >/dev/stderr"));

    assertThat(told.ending()).isEqualTo(exited(0));
    assertThat(told.stdout() + told.stderr()).isEqualTo("out\nerr\n");
  }

  // What a command is given.

  @Test
  void standard_input_is_empty() {
    Recorder told = run(sh("cat; echo end"));

    assertThat(told.ending()).isEqualTo(exited(0));
    assertThat(told.stdout()).isEqualTo("end\n");
  }

  @Test
  void the_environment_is_what_is_given_and_nothing_else() {
    Map<String, String> given = new LinkedHashMap<>(witness().mark());
    given.put("PATH", System.getenv("PATH"));
    given.put("EMPTY", "");
    given.put("with.dots-and-dashes", "a=b==");
    given.put("with spaces", " and tabs\t ");
    given.put("ÜNÏCÖDE", "grüße, 世界 \uD83D\uDE00");
    given.put("NEWLINES", "first\nNOT_A_VARIABLE=x\n\nlast\n");
    given.put("QUOTES", "\"'`$HOME\\");
    given.put("LONG", "x".repeat(100_000));

    Recorder told =
        start(
            new CommandLaunch(
                python(
                    "import os, sys",
                    "for name, value in os.environb.items():",
                    "    sys.stdout.buffer.write(name + b'\\0' + value + b'\\0')"),
                given,
                work(),
                NEVER,
                PATIENT),
            Recorder.open());

    assertThat(told.ending()).isEqualTo(exited(0));
    Map<String, String> found = pairs(told.stdout());
    found.remove("LC_CTYPE"); // Python sets it for itself.
    found.keySet().removeIf(name -> name.startsWith("_JOBSCH_TAG_"));
    assertThat(found).isEqualTo(given);
  }

  @Test
  void runs_in_the_directory_that_is_given() throws IOException {
    Path odd = Files.createDirectory(directory.resolve("an ödd 'place'"));
    Recorder told =
        start(new CommandLaunch(sh("pwd -P"), env(), odd, NEVER, PATIENT), Recorder.open());

    assertThat(told.ending()).isEqualTo(exited(0));
    assertThat(told.stdout()).isEqualTo(odd + "\n");
  }

  @Test
  void arguments_arrive_as_they_are() {
    List<String> arguments =
        List.of("", " ", "a b", "\"'`$HOME\\", "*", "--", "a\nb\n", "grüße, 世界 \uD83D\uDE00", "");
    List<String> argv =
        new ArrayList<>(
            python(
                "import os, sys",
                "for each in sys.argv[1:]:",
                "    sys.stdout.buffer.write(os.fsencode(each) + b'\\0')"));
    argv.addAll(arguments);

    Recorder told = run(argv);

    assertThat(told.ending()).isEqualTo(exited(0));
    assertThat(told.stdout()).isEqualTo(String.join("\0", arguments) + "\0");
  }

  @Test
  void no_descriptors_are_inherited_but_the_standard_ones() {
    Recorder told =
        run(
            python(
                "import os",
                "for fd in range(1024):",
                "    try:",
                "        os.fstat(fd)",
                "        print(fd)",
                "    except OSError:",
                "        pass"));

    assertThat(told.ending()).isEqualTo(exited(0));
    assertThat(told.stdout()).isEqualTo("0\n1\n2\n");
  }

  @Test
  void no_signal_is_ignored_or_blocked_but_what_the_runner_cannot_help() throws IOException {
    Recorder told =
        run(
            sh(
                "while read name value; do case $name in SigBlk:|SigIgn:) echo $value;; esac; done"
                    + " </proc/self/status"));

    long kept = signalsKept();
    assertThat(told.ending()).isEqualTo(exited(0));
    assertThat(told.stdout().strip().split("\n"))
        .allSatisfy(mask -> assertThat(Long.parseUnsignedLong(mask, 16) & ~kept).isZero());
  }

  /**
   * Signals that a command of this runner finds blocked or ignored all the same; one bit for each.
   */
  protected long signalsKept() throws IOException {
    return 0;
  }

  @Test
  void a_command_has_the_umask_of_its_worker() throws IOException {
    String ofWorker =
        Files.readAllLines(Path.of("/proc/self/status")).stream()
            .filter(line -> line.startsWith("Umask:"))
            .map(line -> line.substring("Umask:".length()).strip())
            .findFirst()
            .orElseThrow();

    Recorder told = run(sh("umask"));

    assertThat(told.ending()).isEqualTo(exited(0));
    assertThat(told.stdout().strip()).isEqualTo(ofWorker);
  }

  @Test
  void takes_as_many_arguments_as_the_system_does_and_refuses_more() {
    List<String> many = new ArrayList<>(List.of("/bin/sh", "-c", "echo $#", "sh"));
    many.addAll(Collections.nCopies(20_000, "argument"));
    List<String> tooMany = new ArrayList<>(many);
    tooMany.addAll(Collections.nCopies(100_000, "x".repeat(100)));

    assertThat(stdoutOf(many, env())).isEqualTo("20000\n");
    assertNotStarted(tooMany, NotStarted.Kind.SYSTEM).contains("\"/bin/sh\"", "longer");
  }

  @Test
  void what_an_observer_does_not_take_is_not_read() {
    Recorder heldUp = Recorder.heldUp();
    start(
        launch(
            python(
                "import os",
                "written = 0",
                "while written < 100000000:",
                "    written += os.write(1, b'x' * 65536)",
                "    open('written', 'w').write(str(written))"),
            NEVER,
            PATIENT),
        heldUp);
    heldUp.awaitHeldUp();
    start(launch(sh("exec sleep 1"), NEVER, PATIENT), Recorder.open()).ending();

    assertThat(work().resolve("written"))
        .content()
        .satisfies(written -> assertThat(Long.parseLong(written)).isLessThan(2_000_000));
    heldUp.letGo();
    assertThat(heldUp.ending()).isEqualTo(exited(0));
    assertThat(heldUp.stdoutBytes()).hasSizeGreaterThanOrEqualTo(100_000_000);
  }

  @Test
  void a_program_is_looked_for_along_the_commands_own_path() throws IOException {
    Path bin = Files.createDirectory(work().resolve("bin"));
    executable(bin.resolve("jobsch-test-greet"), "#!/bin/sh\necho hello \"$1\"\n");
    executable(work().resolve("jobsch-test-here"), "#!/bin/sh\necho here\n");
    Map<String, String> env = env("PATH", "/nowhere:bin:");

    assertThat(stdoutOf(List.of("jobsch-test-greet", "you"), env)).isEqualTo("hello you\n");
    assertThat(stdoutOf(List.of("jobsch-test-here"), env)).isEqualTo("here\n");
    assertThat(stdoutOf(List.of("bin/jobsch-test-greet", "me"), env)).isEqualTo("hello me\n");
    Map<String, String> withoutPath = new HashMap<>(witness().mark());
    assertThat(stdoutOf(List.of("echo", "found"), withoutPath)).isEqualTo("found\n");
  }

  @Test
  void what_is_not_executable_on_the_path_does_not_hide_what_is() throws IOException {
    Files.createDirectories(work().resolve("first/jobsch-test-tool"));
    Files.createDirectories(work().resolve("second"));
    Files.writeString(work().resolve("second/jobsch-test-tool"), "no program");
    Files.createDirectories(work().resolve("third"));
    executable(work().resolve("third/jobsch-test-tool"), "#!/bin/sh\necho third\n");

    Map<String, String> env = env("PATH", "first:second:third");

    assertThat(stdoutOf(List.of("jobsch-test-tool"), env)).isEqualTo("third\n");
  }

  @Test
  void a_script_without_a_first_line_is_run_by_the_shell() throws IOException {
    executable(work().resolve("script"), "echo plain\n");

    assertThat(stdoutOf(List.of("./script"), env())).isEqualTo("plain\n");
  }

  // What cannot be started.

  @Test
  void a_missing_program_is_not_found() {
    assertNotStarted(List.of("jobsch-test-nothing"), NotStarted.Kind.NOT_FOUND)
        .contains("\"jobsch-test-nothing\"", "PATH");
    assertNotStarted(List.of("./nothing"), NotStarted.Kind.NOT_FOUND)
        .contains("./nothing", work().toString());
    assertNotStarted(List.of(""), NotStarted.Kind.NOT_FOUND).contains("\"\"");
    assertNotStarted(List.of(), NotStarted.Kind.NOT_FOUND).contains("program");
  }

  @Test
  void what_is_no_program_is_not_executable() throws IOException {
    Files.createDirectory(work().resolve("folder"));
    Files.writeString(work().resolve("text"), "echo hello\n");
    executable(work().resolve("orphan"), "#!/no/such/interpreter\n");
    Path garbage = executable(work().resolve("garbage"), "");
    Files.write(garbage, new byte[] {0x7f, 'E', 'L', 'F', 0, 1, 2, 3});
    Path picture = executable(work().resolve("picture"), "");
    Files.write(picture, new byte[] {(byte) 0x89, 'P', 'N', 'G', 0, 0, 0, '\n', 0});

    assertNotStarted(List.of("./folder"), NotStarted.Kind.NOT_EXECUTABLE)
        .contains("./folder", "directory");
    assertNotStarted(List.of("./text"), NotStarted.Kind.NOT_EXECUTABLE)
        .contains("./text", "permission");
    assertNotStarted(List.of("./orphan"), NotStarted.Kind.NOT_EXECUTABLE)
        .contains("./orphan", "interpreter");
    assertNotStarted(List.of("./garbage"), NotStarted.Kind.NOT_EXECUTABLE).contains("./garbage");
    assertNotStarted(List.of("./picture"), NotStarted.Kind.NOT_EXECUTABLE).contains("./picture");
  }

  @Test
  void what_the_system_does_not_take_is_its_refusal() throws IOException {
    List<String> tooLong = List.of("echo", "x".repeat(3_000_000));
    assertNotStarted(tooLong, NotStarted.Kind.SYSTEM).contains("\"echo\"", "longer");
    assertNotStarted(List.of("echo", "a\0b"), NotStarted.Kind.SYSTEM).contains("argument 1", "NUL");
    assertNotStarted(List.of("true"), work().resolve("absent"), NotStarted.Kind.SYSTEM)
        .contains("\"true\"", work().resolve("absent").toString(), "does not exist");
    Path file = Files.createFile(work().resolve("file"));
    assertNotStarted(List.of("true"), file, NotStarted.Kind.SYSTEM)
        .contains("\"true\"", file.toString(), "not a directory");
  }

  @Test
  void a_kill_of_what_was_not_started_is_harmless() {
    Recorder told = Recorder.open();
    RunningCommand command = runner().start(launch(List.of("./nothing"), NEVER, PATIENT), told);

    command.kill(Cause.ORDER, Urgency.AT_ONCE);

    assertThat(told.ending()).isInstanceOf(NotStarted.class);
    assertThat(told.violations()).isEmpty();
  }

  // What a command leaves behind.

  @Test
  void a_command_ends_with_its_own_process_whoever_holds_its_output() throws IOException {
    Recorder told =
        run(
            sh(
                "(until [ -e go ]; do sleep 0.01; done;"
                    + " echo late; head -c 1000000 /dev/zero; echo \"wrote: $?\" >result) &"
                    + " echo mine"));

    assertThat(told.ending()).isEqualTo(exited(0));
    assertThat(told.written()).isEqualTo(new Written(5, 0));

    // It goes on writing, more than any pipe holds, and is neither killed by that nor held up.
    Files.createFile(work().resolve("go"));
    Recorder.eventually().until(() -> Files.exists(work().resolve("result")));
    awaitNobodyAlive();
    assertThat(work().resolve("result")).hasContent("wrote: 0");
    assertThat(told.stdout()).isEqualTo("mine\n");
  }

  @Test
  void all_that_the_command_itself_wrote_is_told_though_others_write_on() {
    Recorder told = start(launch(escape("held_stdout", "exit"), NEVER, PATIENT), Recorder.open());
    Recorder full =
        run(
            sh(
                "(while echo noise && sleep 0.01; do :; done) & head -c 300000 /dev/zero; echo"
                    + " end"));

    assertThat(told.ending()).isEqualTo(exited(0));
    assertThat(full.ending()).isEqualTo(exited(0));
    // The noise comes in whole lines, wherever it comes.
    assertThat(full.stdout().replace("noise\n", "")).isEqualTo("\0".repeat(300_000) + "end\n");
    assertThat(full.written().stdout()).isEqualTo(full.stdoutBytes().length);
    witness().killAll();
  }

  @Test
  void what_a_command_without_a_timeout_leaves_lives_on_whatever_is_ordered_later() {
    Recorder told = Recorder.open();
    RunningCommand command = startHere(launch(escape("daemon", "exit"), NEVER, PATIENT), told);
    assertThat(told.ending()).isEqualTo(exited(0));
    awaitEscaped(1);
    long daemon = witness().settled().get(0);

    command.kill(Cause.ORDER, Urgency.AT_ONCE);
    Recorder next = run(sh("true"));

    assertThat(next.ending()).isEqualTo(exited(0));
    runner().close();
    assertThat(Witness.isAlive(daemon)).isTrue();
    assertThat(told.violations()).isEmpty();
    witness().killAll();
    awaitDeath(daemon);
  }

  @ParameterizedTest
  @MethodSource("ways")
  void what_a_command_with_a_timeout_leaves_dies_when_that_runs_out(String way) {
    boolean gotAway = false;
    for (long millis = 250; !gotAway; millis *= 2) {
      int before = escaped();
      Recorder told = start(launch(escape(way, "exit"), millis(millis), BRISK), Recorder.open());
      Ending ending = told.ending();
      awaitNobodyAlive();
      gotAway = ending.equals(exited(0)) && escaped() > before;
    }
  }

  // Kills.

  @Test
  void a_command_is_killed_by_its_timeout() {
    Recorder told =
        start(launch(sh("echo $$; exec sleep 100"), millis(200), PATIENT), Recorder.open());

    assertThat(told.ending()).isEqualTo(killed(Cause.TIMEOUT, ExitStatus.Signal.TERM));
    awaitDeath(told.pid());
  }

  @Test
  void an_exit_before_the_timeout_wins_even_if_it_is_told_after_it() {
    Recorder heldUp = Recorder.heldUp();
    start(launch(sh("echo out; exit 4"), millis(1500), PATIENT), heldUp);
    heldUp.awaitHeldUp();
    awaitDeath(heldUp.pid());
    Recorder later = start(launch(sh("exec sleep 100"), millis(1500), PATIENT), Recorder.open());
    assertThat(later.ending()).isEqualTo(killed(Cause.TIMEOUT, ExitStatus.Signal.TERM));

    heldUp.letGo();

    assertThat(heldUp.ending()).isEqualTo(exited(4));
  }

  @Test
  void a_command_is_killed_by_order() {
    Recorder told = Recorder.open();
    RunningCommand command = startHere(launch(sh("echo up; exec sleep 100"), NEVER, PATIENT), told);
    told.awaitStdout("up");

    command.kill(Cause.ORDER, Urgency.GRACEFUL);

    assertThat(told.ending()).isEqualTo(killed(Cause.ORDER, ExitStatus.Signal.TERM));
    assertThat(told.written()).isEqualTo(new Written(3, 0));
  }

  @Test
  void a_kill_at_once_asks_nobody() {
    Recorder told = Recorder.open();
    RunningCommand command =
        startHere(
            launch(
                sh("trap 'echo asked; exit 0' TERM; echo up; while :; do sleep 0.1; done"),
                NEVER,
                PATIENT),
            told);
    told.awaitStdout("up");

    command.kill(Cause.LEASE, Urgency.AT_ONCE);

    assertThat(told.ending()).isEqualTo(killed(Cause.LEASE, ExitStatus.Signal.KILL));
    assertThat(told.stdout()).isEqualTo("up\n");
  }

  @Test
  void a_command_may_end_in_peace_within_its_grace() {
    Recorder told = Recorder.open();
    RunningCommand command =
        startHere(
            launch(
                sh("trap 'sleep 0.2; echo bye; exit 9' TERM; echo up; while :; do sleep 0.1; done"),
                NEVER,
                PATIENT),
            told);
    told.awaitStdout("up");

    command.kill(Cause.ORDER, Urgency.GRACEFUL);

    assertThat(told.ending()).isEqualTo(killed(Cause.ORDER, new ExitStatus.Code(9)));
    assertThat(told.stdout()).isEqualTo("up\nbye\n");
  }

  @Test
  void what_ignores_its_grace_is_killed_when_it_is_over() {
    Recorder told = Recorder.open();
    RunningCommand command = startHere(launch(escape("ignored_term"), NEVER, BRISK), told);
    awaitEscaped(1);

    command.kill(Cause.ORDER, Urgency.GRACEFUL);

    assertThat(told.ending()).isInstanceOf(Ending.Killed.class);
    assertThat(witness().alive()).isEmpty();
  }

  @Test
  void a_more_urgent_kill_hastens_an_earlier_one() {
    Recorder told = Recorder.open();
    RunningCommand command =
        startHere(
            launch(
                sh("trap 'echo asked' TERM; echo up; while :; do sleep 0.1; done"), NEVER, PATIENT),
            told);
    told.awaitStdout("up");
    command.kill(Cause.ORDER, Urgency.GRACEFUL);
    told.awaitStdout("asked");
    command.kill(Cause.LEASE, Urgency.GRACEFUL);

    command.kill(Cause.LEASE, Urgency.AT_ONCE);

    assertThat(told.ending()).isEqualTo(killed(Cause.ORDER, ExitStatus.Signal.KILL));
  }

  @Test
  void a_kill_after_the_end_is_harmless() {
    Recorder told = Recorder.open();
    RunningCommand command = startHere(launch(sh("exit 2"), NEVER, PATIENT), told);
    assertThat(told.ending()).isEqualTo(exited(2));

    command.kill(Cause.ORDER, Urgency.AT_ONCE);
    command.kill(Cause.ORDER, Urgency.GRACEFUL);

    assertThat(run(sh("true")).ending()).isEqualTo(exited(0));
    assertThat(told.violations()).isEmpty();
  }

  @Test
  void a_kill_works_while_the_observer_blocks_and_is_told_when_that_lets_go() {
    Recorder heldUp = Recorder.heldUp();
    RunningCommand command =
        startHere(launch(sh("head -c 1000000 /dev/zero; exec sleep 100"), NEVER, PATIENT), heldUp);
    heldUp.awaitHeldUp();

    command.kill(Cause.ORDER, Urgency.GRACEFUL);
    awaitDeath(heldUp.pid());
    awaitNobodyAlive();
    assertThat(heldUp.hasEnded()).isFalse();
    heldUp.letGo();

    assertThat(heldUp.ending()).isEqualTo(killed(Cause.ORDER, ExitStatus.Signal.TERM));
    assertThat(heldUp.written().stdout()).isEqualTo(heldUp.stdoutBytes().length);
  }

  /** The ways to get away from a killer, see {@code escapes.py}. */
  static Stream<String> ways() {
    return Stream.of(
        "child",
        "double_fork",
        "session",
        "daemon",
        "ignored_term",
        "nohup",
        "changed_directory",
        "held_stdout",
        "stopped",
        "last_thread",
        "supervisor",
        "storm");
  }

  static Stream<String> waysOfTheLiving() {
    return Stream.concat(ways(), Stream.of("settle", "cleared_environment"));
  }

  @ParameterizedTest
  @MethodSource("waysOfTheLiving")
  void an_order_kills_the_whole_tree_and_nothing_else(String way) {
    long sibling = settledSibling();
    Recorder told = Recorder.open();
    RunningCommand command = startHere(launch(escape(way), NEVER, BRISK), told);
    awaitEscaped(2);

    command.kill(Cause.ORDER, Urgency.GRACEFUL);

    assertThat(told.ending()).isInstanceOf(Ending.Killed.class);
    assertThat(witness().alive().keySet()).containsExactly(sibling);
  }

  @ParameterizedTest
  @MethodSource("waysOfTheLiving")
  void a_timeout_kills_the_whole_tree_and_nothing_else(String way) {
    long sibling = settledSibling();
    boolean gotAway = false;
    for (long millis = 250; !gotAway; millis *= 2) {
      int before = escaped();
      Recorder told = start(launch(escape(way), millis(millis), BRISK), Recorder.open());
      assertThat(told.ending()).isInstanceOf(Ending.Killed.class);
      assertThat(witness().alive().keySet()).containsExactly(sibling);
      gotAway = escaped() > before;
    }
  }

  /** The freezer of version 1 keeps a process in a sleep that no signal ends. */
  @Test
  void what_does_not_die_is_told_with_its_state() throws IOException {
    Path freezers = Path.of("/sys/fs/cgroup/freezer");
    Assumptions.assumeTrue(Files.isWritable(freezers), "no freezer that we may use");
    Path freezer = Files.createDirectory(freezers.resolve("jobsch-test-" + UUID.randomUUID()));
    try {
      KillPolicy hasty = new KillPolicy(Duration.ofMillis(100), Duration.ofMillis(300));
      Recorder told = Recorder.open();
      RunningCommand command = startHere(launch(sh("echo up; exec sleep 100"), NEVER, hasty), told);
      told.awaitStdout("up");
      Recorder.eventually().until(() -> name(told.pid()).equals("sleep"));
      Files.writeString(freezer.resolve("cgroup.procs"), Long.toString(told.pid()));
      Files.writeString(freezer.resolve("freezer.state"), "FROZEN");

      command.kill(Cause.ORDER, Urgency.GRACEFUL);

      assertThat(told.ending())
          .isEqualTo(
              new Ending.Unkillable(Cause.ORDER, List.of("pid " + told.pid() + " (D) sleep")));
      Files.writeString(freezer.resolve("freezer.state"), "THAWED");
      awaitDeath(told.pid());
    } finally {
      Files.writeString(freezer.resolve("freezer.state"), "THAWED");
      Recorder.eventually().until(() -> freezer.toFile().delete());
    }
  }

  private static String name(long pid) throws IOException {
    return Files.readString(Path.of("/proc/" + pid + "/comm")).strip();
  }

  // Many, and the end.

  @Test
  void closing_kills_what_runs_and_tells_it() {
    Recorder first = start(launch(escape("daemon"), NEVER, PATIENT), Recorder.open());
    Recorder second = start(launch(escape("session"), NEVER, PATIENT), Recorder.open());
    awaitEscaped(2);

    runner().close(Duration.ofSeconds(60));

    assertThat(first.hasEnded() && second.hasEnded()).isTrue();
    assertThat(first.ending()).isEqualTo(killed(Cause.SHUTDOWN, ExitStatus.Signal.TERM));
    assertThat(second.ending()).isEqualTo(killed(Cause.SHUTDOWN, ExitStatus.Signal.TERM));
    assertThat(witness().alive()).isEmpty();
  }

  @Test
  void closing_without_grace_asks_nobody() {
    Recorder told =
        start(
            launch(
                sh("trap 'echo asked' TERM; echo up; while :; do sleep 0.1; done"), NEVER, PATIENT),
            Recorder.open());
    told.awaitStdout("up");

    runner().close();

    assertThat(told.ending()).isEqualTo(killed(Cause.SHUTDOWN, ExitStatus.Signal.KILL));
  }

  @Test
  void closing_kills_what_commands_with_a_timeout_left_behind() {
    Recorder told =
        start(
            launch(escape("daemon", "exit"), Optional.of(Duration.ofHours(1)), PATIENT),
            Recorder.open());
    assertThat(told.ending()).isEqualTo(exited(0));
    awaitEscaped(1);

    runner().close(Duration.ofSeconds(60));

    assertThat(witness().alive()).isEmpty();
  }

  @Test
  void closing_does_not_wait_for_an_observer_that_never_comes_back() {
    Recorder heldUp = Recorder.heldUp();
    start(launch(sh("head -c 1000000 /dev/zero"), NEVER, PATIENT), heldUp);
    heldUp.awaitHeldUp();

    runner().close();

    assertThat(heldUp.hasEnded()).isTrue();
    assertThat(heldUp.ending()).isEqualTo(killed(Cause.SHUTDOWN, ExitStatus.Signal.KILL));
  }

  @Test
  void nothing_is_started_after_closing() {
    runner().close();
    runner().close(Duration.ofSeconds(1));

    Recorder told = run(sh("echo out"));

    assertThat(((NotStarted) told.ending()).kind()).isEqualTo(NotStarted.Kind.REFUSED);
    assertThat(told.written()).isEqualTo(Written.NOTHING);
  }

  @Test
  void a_second_close_waits_for_the_first() {
    Recorder told =
        start(
            launch(
                sh("trap 'sleep 0.3; echo bye; exit 0' TERM; echo up; while :; do sleep 0.1; done"),
                NEVER,
                PATIENT),
            Recorder.open());
    told.awaitStdout("up");

    CompletableFuture<Void> first =
        CompletableFuture.runAsync(() -> runner().close(Duration.ofSeconds(60)));
    Recorder.eventually().until(() -> run(sh("true")).ending() instanceof NotStarted);
    runner().close();

    assertThat(told.hasEnded()).isTrue();
    assertThat(told.ending()).isEqualTo(killed(Cause.SHUTDOWN, new ExitStatus.Code(0)));
    assertThat(first).succeedsWithin(Recorder.PATIENCE);
  }

  private static byte[] concatenated(byte[] bytes, int times) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    IntStream.range(0, times).forEach(i -> all.writeBytes(bytes));
    return all.toByteArray();
  }

  private static String numbered(char name, int lines) {
    return IntStream.range(0, lines)
        .mapToObj(i -> String.format("%s%07d", name, i))
        .collect(Collectors.joining());
  }

  private static Map<String, String> pairs(String endedByNul) {
    String[] parts = endedByNul.split("\0", -1);
    Map<String, String> pairs = new HashMap<>();
    for (int i = 0; i + 1 < parts.length; i += 2) {
      pairs.put(parts[i], parts[i + 1]);
    }
    return pairs;
  }

  private AbstractStringAssert<?> assertNotStarted(List<String> argv, NotStarted.Kind kind) {
    return assertNotStarted(argv, work(), kind);
  }

  private AbstractStringAssert<?> assertNotStarted(
      List<String> argv, Path cwd, NotStarted.Kind kind) {
    Recorder told = start(new CommandLaunch(argv, env(), cwd, NEVER, PATIENT), Recorder.open());
    NotStarted ending = (NotStarted) told.ending();
    assertThat(ending.kind()).as(ending.message()).isEqualTo(kind);
    assertThat(told.written()).isEqualTo(Written.NOTHING);
    return assertThat(ending.message());
  }

  private static Path executable(Path file, String text) throws IOException {
    Files.writeString(file, text);
    assertThat(file.toFile().setExecutable(true)).isTrue();
    return file;
  }

  private record ThrowingObserver(CompletableFuture<Ending> ending) implements CommandObserver {
    @Override
    public void started(long pid) {
      throw new IllegalStateException("thrown by a test on purpose");
    }

    @Override
    public void output(StreamName stream, ByteBuffer bytes) {
      throw new IllegalStateException("thrown by a test on purpose");
    }

    @Override
    public void ended(Ending ending, Written written) {
      this.ending.complete(ending);
      throw new IllegalStateException("thrown by a test on purpose");
    }
  }
}
