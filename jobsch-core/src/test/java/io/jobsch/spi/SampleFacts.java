package io.jobsch.spi;

import static io.jobsch.spec.Jobs.exec;
import static io.jobsch.spec.Jobs.parallel;
import static io.jobsch.spec.Jobs.sequence;
import static io.jobsch.spec.Jobs.sh;

import io.jobsch.engine.Fact;
import io.jobsch.engine.StopCause;
import io.jobsch.plan.AttemptId;
import io.jobsch.plan.JobId;
import io.jobsch.plan.Planner;
import io.jobsch.result.JobState;
import io.jobsch.result.NodeState;
import io.jobsch.result.Reason;
import io.jobsch.spec.Pointer;
import io.jobsch.spec.RoleName;
import io.jobsch.workers.ExitStatus;
import io.jobsch.workers.Incarnation;
import io.jobsch.workers.News;
import io.jobsch.workers.RolePattern;
import io.jobsch.workers.Suitability;
import io.jobsch.workers.Urgency;
import io.jobsch.workers.WorkerId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/** Facts of every kind, with what their fields may hold; not the history of any one job. */
final class SampleFacts {
  private static final JobId JOB = new JobId("00112233445566778899aabbccddeeff");
  private static final AttemptId ATTEMPT = new AttemptId(JOB, 3, 1);
  private static final WorkerId WORKER = new WorkerId("w 1");
  private static final Incarnation LIFE = new Incarnation("life-1");
  private static final RoleName ROLE = new RoleName("rôle \"1\"\n");
  private static final Instant AT = Instant.parse("2026-02-03T04:05:06.000000007Z");
  private static final Reason REASON =
      new Reason(Reason.Code.EXITED, Pointer.ROOT.child("work").child(1), "exit code 3");

  private SampleFacts() {}

  static List<Fact> all() {
    return List.of(
        new Fact.JobSubmitted(
            JOB,
            Planner.plan(
                sequence(
                    sh("echo \"ü\" > a.txt"),
                    parallel(
                        exec("cat", "", "a.txt").timeout(Duration.ofMillis(1500)),
                        exec("b").role(ROLE.value())))),
            1_700_000_000_000_000_007L,
            AT),
        new Fact.GangAllocated(JOB, new TreeMap<>(Map.of(ROLE, WORKER)), 8, AT),
        new Fact.GroupStarted(JOB, 0, AT),
        new Fact.AttemptOrdered(ATTEMPT, AT),
        new Fact.AttemptConfirmed(ATTEMPT),
        new Fact.NodeEnded(
            JOB, 1, NodeState.SUCCEEDED, Optional.empty(), Optional.of(new ExitStatus.Code(0)), AT),
        new Fact.NodeEnded(
            JOB,
            3,
            NodeState.FAILED,
            Optional.of(REASON),
            Optional.of(new ExitStatus.Signal(11)),
            AT),
        new Fact.NodeEnded(JOB, 0, NodeState.LOST, Optional.of(REASON), Optional.empty(), AT),
        new Fact.NodesDropped(JOB, List.of(2, 4), NodeState.SKIPPED, REASON, AT),
        new Fact.StopDecided(JOB, 0, StopCause.CANCEL, Urgency.GRACEFUL, REASON, AT),
        new Fact.JobEnded(JOB, JobState.SUCCEEDED, Optional.empty(), AT),
        new Fact.JobEnded(JOB, JobState.FAILED, Optional.of(REASON), AT),
        joined(new Suitability.Everything()),
        joined(new Suitability.Patterns(List.of(new RolePattern("server*")))),
        joined(new Suitability.OnRequest()),
        new Fact.StrayEnded(WORKER, ATTEMPT),
        new Fact.WorkerGone(WORKER, LIFE, "not heard of", AT),
        new Fact.WorkerQuarantined(WORKER, "something is there still", AT),
        new Fact.SuitabilityLearned(WORKER, new TreeMap<>(Map.of(ROLE, true)), Optional.empty()),
        new Fact.SuitabilityLearned(WORKER, new TreeMap<>(), Optional.of("no python3")),
        new Fact.SuitabilityForgotten(WORKER));
  }

  private static Fact joined(Suitability suitability) {
    return new Fact.WorkerJoined(
        WORKER,
        LIFE,
        new News.Profile(suitability, "plain"),
        new TreeSet<>(List.of(ATTEMPT, new AttemptId(JOB, 4, 2))),
        AT);
  }
}
