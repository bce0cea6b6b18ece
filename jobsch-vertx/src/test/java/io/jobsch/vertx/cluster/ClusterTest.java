package io.jobsch.vertx.cluster;

import static io.jobsch.spec.Jobs.parallel;
import static io.jobsch.spec.Jobs.sequence;
import static io.jobsch.spec.Jobs.sh;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.jobsch.JobHandle;
import io.jobsch.result.JobResult;
import io.jobsch.result.JobState;
import io.jobsch.result.NodeState;
import io.jobsch.result.Reason;
import io.jobsch.vertx.TestScheduler;
import io.jobsch.vertx.bus.BusAddresses;
import io.jobsch.vertx.bus.TransportSettings;
import io.jobsch.vertx.wire.Terms;
import io.jobsch.vertx.worker.RemoteOptions;
import io.jobsch.vertx.worker.RemoteWorkerVerticle;
import io.jobsch.vertx.worker.WorkerOptions;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of a scheduler when other processes of its cluster come and go. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ClusterTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @TempDir Path directory;
  private final BusAddresses addresses = BusAddresses.ofItsOwn();
  @TempDir static Path scratch;
  private static ClusterNode node;
  private static OtherProcess other;
  private TestScheduler scheduler;

  @BeforeAll
  static void begin() {
    node = ClusterNode.first();
    other = OtherProcess.join(node, scratch);
  }

  @AfterAll
  static void end() {
    other.close();
    node.close();
  }

  @BeforeEach
  void join() {
    if (!other.isAlive()) {
      other = OtherProcess.join(node, scratch);
    }
    scheduler =
        TestScheduler.within(
            node.vertx(),
            TransportSettings.DEFAULT
                .withAddresses(addresses)
                .withProbe(Duration.ofMillis(500))
                .withTerms(Terms.of(Duration.ofSeconds(1), Duration.ofMillis(1500))));
  }

  @AfterEach
  void leave() {
    scheduler.close();
    if (other.isAlive()) {
      other.undeploy();
    }
  }

  @Test
  void workers_of_a_process_that_was_killed_are_lost_after_the_grace_with_what_they_ran()
      throws Exception {
    other.deployWorkers(addresses, directory, 2);
    scheduler.awaitWorkers(2);
    String stay = "echo $$ > ";
    JobHandle job =
        scheduler.submit(
            sequence(
                parallel(
                    sh(stay + "one; sleep 600").role("one"),
                    sh(stay + "two; sleep 600").role("two")),
                sh("true").role("one")));
    Path one = directory.resolve("one");
    Path two = directory.resolve("two");
    await().atMost(PATIENCE).until(() -> isWritten(one) && isWritten(two));

    other.kill();

    JobResult result = result(job);
    assertThat(result.state()).isEqualTo(JobState.FAILED);
    assertThat(result.reason().map(Reason::code)).contains(Reason.Code.LOST);
    assertThat(result.node("/work/0/work/0").state()).isEqualTo(NodeState.LOST);
    assertThat(result.node("/work/0/work/1").state()).isEqualTo(NodeState.LOST);
    assertThat(result.node("/work/1").state()).isEqualTo(NodeState.SKIPPED);
    scheduler.awaitWorkers(0);
    await().atMost(PATIENCE).until(() -> isGone(one) && isGone(two));
  }

  @Test
  void workers_of_a_process_that_hangs_are_lost_and_come_back_without_what_they_ran()
      throws Exception {
    other.deployWorkers(addresses, directory, 1);
    scheduler.awaitWorkers(1);
    JobHandle job = scheduler.submit(sh("echo $$ > pid; sleep 600"));
    Path pid = directory.resolve("pid");
    await().atMost(PATIENCE).until(() -> isWritten(pid));

    other.signal("STOP");
    assertThat(result(job).reason().map(Reason::code)).contains(Reason.Code.LOST);
    scheduler.awaitWorkers(0);
    other.signal("CONT");

    scheduler.awaitWorkers(1);
    await().atMost(PATIENCE).until(() -> isGone(pid));
    assertThat(result(scheduler.submit(sh("true"))).state()).isEqualTo(JobState.SUCCEEDED);
  }

  @Test
  void a_process_that_comes_in_place_of_one_that_was_killed_serves_under_the_same_names()
      throws Exception {
    other.deployWorkers(addresses, directory, 1);
    scheduler.awaitWorkers(1);
    other.kill();
    other = OtherProcess.join(node, scratch);
    other.deployWorkers(addresses, directory, 1);

    assertThat(result(scheduler.submit(sh("echo again"))).root().stdout().text())
        .isEqualTo("again\n");
  }

  @Test
  void a_gateway_in_another_process_brings_workers_that_dial_out_to_it() throws Exception {
    int port = other.deployGateway(addresses);
    RemoteWorkerVerticle worker =
        new RemoteWorkerVerticle(
            WorkerOptions.named("remote", directory),
            RemoteOptions.to(URI.create("http://127.0.0.1:" + port)));
    scheduler
        .deploy(worker)
        .closeFirst(() -> TestScheduler.get(node.vertx().undeploy(worker.deploymentID())))
        .awaitWorkers(1);

    JobResult result =
        result(scheduler.submit(sh("head -c 3000000 /dev/zero; echo $JOBSCH_WORKER >&2")));

    assertThat(result.state()).isEqualTo(JobState.SUCCEEDED);
    assertThat(result.root().stdout().written()).isEqualTo(3_000_000);
    assertThat(result.root().stderr().text()).isEqualTo("remote\n");
  }

  private static JobResult result(JobHandle job) throws Exception {
    return job.result().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
  }

  private static boolean isWritten(Path file) throws Exception {
    return Files.exists(file) && !Files.readString(file).isBlank();
  }

  private static boolean isGone(Path file) throws Exception {
    long pid = Long.parseLong(Files.readString(file).strip());
    return ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isEmpty();
  }
}
