package io.jobsch.result.json;

import static io.jobsch.spec.Jobs.exec;
import static io.jobsch.spec.Jobs.parallel;
import static io.jobsch.spec.Jobs.sequence;
import static io.jobsch.spec.Jobs.sh;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.jobsch.plan.JobId;
import io.jobsch.result.CommandResult;
import io.jobsch.result.JobResult;
import io.jobsch.result.JobState;
import io.jobsch.result.JobStatus;
import io.jobsch.result.NodeResult;
import io.jobsch.result.NodeState;
import io.jobsch.result.Output;
import io.jobsch.result.Reason;
import io.jobsch.result.Waiting;
import io.jobsch.spec.JobSpec;
import io.jobsch.spec.Pointer;
import io.jobsch.spec.RoleName;
import io.jobsch.workers.ExitStatus;
import io.jobsch.workers.WorkerId;
import java.io.OutputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ResultWriterTest {
  private static final JobId ID = new JobId("0123456789abcdef0123456789abcdef");
  private static final Instant START = Instant.parse("2026-11-23T10:00:00.250Z");
  private static final WorkerId W1 = new WorkerId("w1");
  private static final RoleName BUILDER = new RoleName("builder");

  @Test
  void a_queued_job_says_no_more_than_is_known() {
    JobSpec job = exec("echo", "asdf");
    JobResult result =
        new JobResult(
            ID,
            JobState.QUEUED,
            Optional.empty(),
            START,
            Optional.empty(),
            Optional.empty(),
            new TreeMap<>(),
            node("", job, NodeState.PENDING, Optional.of(waiting(RoleName.DEFAULT))));

    assertThat(ResultWriter.write(result))
        .isEqualTo(
            inOneLine(
                """
                {"job_id":"0123456789abcdef0123456789abcdef","state":"queued",
                "submitted_at":"2026-11-23T10:00:00.250Z","workers":{},
                "root":{"type":"execute","role":"default_role","command":["echo","asdf"],
                "state":"pending","attempt":0,
                "output":{"stdout":{"bytes":0,"missing":0,"tail":""},
                "stderr":{"bytes":0,"missing":0,"tail":""}}}}
                """));
  }

  @Test
  void a_failed_job_tells_of_every_node() {
    JobSpec built = sh("make").role("builder").timeout(Duration.ofMillis(30_500));
    JobSpec tested = sh("make \"test\"").env("A", "1").cwd("sub");
    JobSpec group = parallel(tested).maxParallel(2).role("builder");
    JobSpec job = sequence(built, group).name("release").priority(3);
    Reason first = reason(Reason.Code.SIGNALLED, "/work/1/work/0", "ended by signal KILL");
    JobResult result =
        new JobResult(
            ID,
            JobState.FAILED,
            Optional.of(first),
            START,
            Optional.of(START.plusSeconds(1)),
            Optional.of(START.plusSeconds(9)),
            gang(),
            new NodeResult(
                Pointer.ROOT,
                job,
                NodeState.FAILED,
                Optional.of(first),
                Optional.of(START.plusSeconds(1)),
                Optional.of(START.plusSeconds(9)),
                Optional.empty(),
                List.of(
                    node(
                        "/work/0",
                        built,
                        NodeState.SUCCEEDED,
                        Optional.of(
                            ended(
                                new ExitStatus.Code(0),
                                new Written("made\n".getBytes(UTF_8), 0),
                                Output.EMPTY))),
                    new NodeResult(
                        Pointer.parse("/work/1"),
                        group,
                        NodeState.FAILED,
                        Optional.of(first),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        List.of(
                            new NodeResult(
                                Pointer.parse("/work/1/work/0"),
                                tested,
                                NodeState.FAILED,
                                Optional.of(first),
                                Optional.of(START.plusSeconds(2)),
                                Optional.of(START.plusSeconds(3)),
                                Optional.of(
                                    ended(
                                        ExitStatus.Signal.KILL,
                                        Output.EMPTY,
                                        new Written(new byte[] {'a', (byte) 0xff}, 7))),
                                List.of()))))));

    assertThat(ResultWriter.write(result))
        .isEqualTo(
            inOneLine(
                """
                {"job_id":"0123456789abcdef0123456789abcdef","state":"failed",
                "reason":{"code":"signalled","node":"/work/1/work/0",
                "message":"ended by signal KILL"},
                "name":"release","submitted_at":"2026-11-23T10:00:00.250Z",
                "started_at":"2026-11-23T10:00:01.250Z","finished_at":"2026-11-23T10:00:09.250Z",
                "workers":{"builder":"w1"},
                "root":{"type":"sequence_group","name":"release","priority":3,"state":"failed",
                "reason":{"code":"signalled","node":"/work/1/work/0",
                "message":"ended by signal KILL"},
                "started_at":"2026-11-23T10:00:01.250Z","finished_at":"2026-11-23T10:00:09.250Z",
                "work":[
                {"type":"execute","role":"builder","timeout":30.5,"command":"make",
                "state":"succeeded","worker":"w1","attempt":1,"exit_code":0,
                "output":{"stdout":{"bytes":5,"missing":0,"tail":"made\\n"},
                "stderr":{"bytes":0,"missing":0,"tail":""}}},
                {"type":"parallel_group","role":"builder","max_parallel":2,"state":"failed",
                "reason":{"code":"signalled","node":"/work/1/work/0",
                "message":"ended by signal KILL"},
                "work":[
                {"type":"execute","role":"builder","cwd":"sub","env":{"A":"1"},
                "command":"make \\"test\\"","state":"failed",
                "reason":{"code":"signalled","node":"/work/1/work/0",
                "message":"ended by signal KILL"},
                "started_at":"2026-11-23T10:00:02.250Z","finished_at":"2026-11-23T10:00:03.250Z",
                "worker":"w1","attempt":1,"signal":"KILL",
                "output":{"stdout":{"bytes":0,"missing":0,"tail":""},
                "stderr":{"bytes":9,"missing":7,"tail":"a�"}}}]}]}}
                """));
  }

  @Test
  void of_much_output_the_end_is_shown_from_a_whole_character_on() {
    byte[] euros = "€".repeat(2000).getBytes(UTF_8);
    JobSpec job = exec("cat", "euros");
    JobResult result =
        new JobResult(
            ID,
            JobState.SUCCEEDED,
            Optional.empty(),
            START,
            Optional.empty(),
            Optional.empty(),
            gang(),
            node(
                "",
                job,
                NodeState.SUCCEEDED,
                Optional.of(ended(new ExitStatus.Code(0), new Written(euros, 0), Output.EMPTY))));

    assertThat(ResultWriter.write(result))
        .contains("{\"bytes\":6000,\"missing\":0,\"tail\":\"" + "€".repeat(1365) + "\"}");
  }

  private static NodeResult node(
      String pointer, JobSpec spec, NodeState state, Optional<CommandResult> command) {
    return new NodeResult(
        Pointer.parse(pointer),
        spec,
        state,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        command,
        List.of());
  }

  private static CommandResult waiting(RoleName role) {
    return new CommandResult(
        role, Optional.empty(), 0, Optional.empty(), Output.EMPTY, Output.EMPTY);
  }

  private static CommandResult ended(ExitStatus exit, Output stdout, Output stderr) {
    return new CommandResult(BUILDER, Optional.of(W1), 1, Optional.of(exit), stdout, stderr);
  }

  @Test
  void a_job_that_goes_on_says_why_it_waits_and_not_what_it_wrote() {
    JobSpec job = exec("echo", "asdf");
    JobResult result =
        new JobResult(
            ID,
            JobState.QUEUED,
            Optional.empty(),
            START,
            Optional.empty(),
            Optional.empty(),
            new TreeMap<>(),
            node("", job, NodeState.PENDING, Optional.of(waiting(RoleName.DEFAULT))));

    assertThat(
            ResultWriter.writeStatus(
                new JobStatus(result, Optional.of(new Waiting("1 job ahead", false)))))
        .isEqualTo(
            inOneLine(
                """
                {"job_id":"0123456789abcdef0123456789abcdef","state":"queued",
                "waiting":"1 job ahead",
                "submitted_at":"2026-11-23T10:00:00.250Z","workers":{},
                "root":{"type":"execute","role":"default_role","command":["echo","asdf"],
                "state":"pending","attempt":0,
                "output":{"stdout":{"bytes":0,"missing":0},
                "stderr":{"bytes":0,"missing":0}}}}
                """));
  }

  private static SortedMap<RoleName, WorkerId> gang() {
    SortedMap<RoleName, WorkerId> gang = new TreeMap<>();
    gang.put(BUILDER, W1);
    return gang;
  }

  private static Reason reason(Reason.Code code, String node, String message) {
    return new Reason(code, Pointer.parse(node), message);
  }

  private static String inOneLine(String lines) {
    return lines.replace("\n", "");
  }

  /** What is kept, all of it at the end. */
  private record Written(byte[] kept, long missing) implements Output {
    @Override
    public long written() {
      return kept.length + missing;
    }

    @Override
    public void writeTo(OutputStream target) {
      throw new UnsupportedOperationException("a result document shows the tail only");
    }

    @Override
    public byte[] tail(int bytes) {
      return Arrays.copyOfRange(kept, Math.max(0, kept.length - bytes), kept.length);
    }

    @Override
    public Slice slice(long from, int most) {
      throw new UnsupportedOperationException("a result document shows the tail only");
    }
  }
}
