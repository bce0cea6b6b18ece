package io.jobsch.vertx.client;

import static io.jobsch.spec.Jobs.sequence;
import static io.jobsch.spec.Jobs.sh;
import static io.jobsch.vertx.client.Host.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jobsch.plan.JobId;
import io.jobsch.result.JobState;
import io.jobsch.spec.JobSpec;
import io.jobsch.spec.Pointer;
import io.jobsch.workers.StreamName;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Streams whose connections break. */
class ReconnectingTest {
  @TempDir Path scratch;
  private Vertx vertx;

  @BeforeEach
  void start() {
    vertx = Vertx.vertx();
  }

  @AfterEach
  void stop() {
    get(vertx.close());
  }

  private static <T> List<T> all(RemoteStream<T> stream) throws Exception {
    List<T> items = new ArrayList<>();
    CompletableFuture<List<T>> all = new CompletableFuture<>();
    stream
        .exceptionHandler(all::completeExceptionally)
        .endHandler(end -> all.complete(items))
        .handler(items::add);
    return all.get(60, TimeUnit.SECONDS);
  }

  @Test
  void a_cut_leaves_no_gap_in_output_and_repeats_nothing() throws Exception {
    try (Host host = Host.plain(scratch, 1)) {
      CuttingProxy proxy = new CuttingProxy(vertx, host.port(), 150_000);
      JobschClient client = JobschClient.create(vertx, ClientOptions.to(host.at(proxy.port())));
      JobId job = get(client.submit(sh("seq 1 60000; sleep 0.3; seq 60001 120000")));

      List<OutputPiece> pieces =
          all(client.followOutput(new OutputPlace(job, Pointer.ROOT, StreamName.STDOUT), 0));

      StringBuilder text = new StringBuilder();
      for (OutputPiece piece : pieces) {
        assertThat(piece.offset()).isEqualTo(text.length());
        text.append(piece.bytes());
      }
      StringBuilder expected = new StringBuilder();
      IntStream.rangeClosed(1, 120_000).forEach(it -> expected.append(it).append('\n'));
      assertThat(text.toString()).isEqualTo(expected.toString());
      assertThat(proxy.cuts()).isGreaterThanOrEqualTo(4);
    }
  }

  @Test
  void a_cut_leaves_no_gap_in_events_and_repeats_nothing() throws Exception {
    try (Host host = Host.plain(scratch, 1)) {
      CuttingProxy proxy = new CuttingProxy(vertx, host.port(), 2_500);
      JobschClient direct = JobschClient.create(vertx, ClientOptions.to(host.url()));
      JobschClient client = JobschClient.create(vertx, ClientOptions.to(host.at(proxy.port())));
      JobSpec[] parts = IntStream.range(0, 12).mapToObj(it -> sh("true")).toArray(JobSpec[]::new);
      JobId job = get(direct.submit(sequence(parts)));

      List<ServerEvent> through = all(client.events(job));

      assertThat(through).isEqualTo(all(direct.events(job)));
      assertThat(through).hasSize(3 + 2 + 24);
      assertThat(proxy.cuts()).isGreaterThanOrEqualTo(2);
    }
  }

  @Test
  void who_waits_is_told_the_end_also_if_the_connection_breaks_meanwhile() {
    try (Host host = Host.plain(scratch, 1)) {
      CuttingProxy proxy = new CuttingProxy(vertx, host.port(), 900);
      JobschClient direct = JobschClient.create(vertx, ClientOptions.to(host.url()));
      JobschClient client = JobschClient.create(vertx, ClientOptions.to(host.at(proxy.port())));
      JobId job = get(direct.submit(sh("sleep 0.3")));

      assertThat(get(client.await(job)).state()).isEqualTo(JobState.SUCCEEDED);
    }
  }

  @Test
  void a_server_that_was_started_again_and_does_not_know_the_job_ends_the_wait() {
    try (Host host = Host.plain(scratch, 0);
        Host again = Host.plain(scratch, 0)) {
      CuttingProxy proxy = new CuttingProxy(vertx, host.port(), Integer.MAX_VALUE);
      List<ClientException> cuts = new CopyOnWriteArrayList<>();
      JobschClient client =
          JobschClient.create(vertx, ClientOptions.to(host.at(proxy.port())), cuts::add);
      Future<Void> waiting = begun(client);

      proxy.turnTo(again.port());

      assertThatThrownBy(() -> get(waiting))
          .isInstanceOfSatisfying(
              ProblemException.class, it -> assertThat(it.isMissing()).isTrue());
      assertThat(cuts).isNotEmpty();
    }
  }

  @Test
  void a_server_that_does_not_come_back_is_waited_for_as_long_as_was_said() {
    try (Host host = Host.plain(scratch, 0)) {
      CuttingProxy proxy = new CuttingProxy(vertx, host.port(), Integer.MAX_VALUE);
      JobschClient client =
          JobschClient.create(
              vertx,
              ClientOptions.to(host.at(proxy.port())).withReconnecting(Duration.ofMillis(300)));
      Future<Void> waiting = begun(client);

      proxy.close();

      assertThatThrownBy(() -> get(waiting)).isInstanceOf(UnreachableException.class);
    }
  }

  @Test
  void a_client_that_is_closed_ends_its_streams() {
    try (Host host = Host.plain(scratch, 0)) {
      JobschClient client = JobschClient.create(vertx, ClientOptions.to(host.url()));
      Future<Void> waiting = begun(client);

      get(client.close());

      assertThatThrownBy(() -> get(waiting)).isInstanceOf(UnreachableException.class);
    }
  }

  /** Follows a job that waits for a worker, and has been told something of it. */
  private static Future<Void> begun(JobschClient client) {
    JobId job = get(client.submit(sh("true")));
    Promise<Void> over = Promise.promise();
    CompletableFuture<Void> begun = new CompletableFuture<>();
    client
        .events(job)
        .exceptionHandler(over::fail)
        .endHandler(over::complete)
        .handler(event -> begun.complete(null));
    begun.join();
    return over.future();
  }
}
