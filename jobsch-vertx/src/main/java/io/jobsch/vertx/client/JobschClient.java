package io.jobsch.vertx.client;

import io.jobsch.plan.JobId;
import io.jobsch.result.JobState;
import io.jobsch.spec.JobSpec;
import io.jobsch.spec.json.SpecWriter;
import io.jobsch.workers.WorkerId;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * A client of a jobsch server.
 *
 * <pre>{@code
 * JobschClient client = JobschClient.create(vertx, ClientOptions.to(URI.create("http://127.0.0.1:8080")));
 * client.submit(sh("make")).compose(client::await).onSuccess(job -> System.out.println(job.state()));
 * }</pre>
 *
 * <p>Any thread may use it, and nothing here blocks. Futures complete on a Vert.x context: that of
 * the caller, if it has one. They fail with a {@link ClientException} that says what to do. Nothing
 * is sent twice on its own account: where a connection breaks before the answer is there, the
 * future fails, and what was submitted may have arrived. Streams, and {@link #await}, connect
 * again.
 */
public final class JobschClient {
  /** Longer than a server is silent on a stream: it gives a sign of life every 15 s. */
  private static final Duration SILENCE = Duration.ofSeconds(50);

  private final Vertx vertx;
  private final Caller caller;
  private final Consumer<ClientException> cut;

  private JobschClient(Vertx vertx, Caller caller, Consumer<ClientException> cut) {
    this.vertx = vertx;
    this.caller = caller;
    this.cut = cut;
  }

  /**
   * One that has connected to nobody yet.
   *
   * @param vertx closes it when it is closed itself
   */
  public static JobschClient create(Vertx vertx, ClientOptions options) {
    return create(vertx, options, why -> {});
  }

  /**
   * The same.
   *
   * @param cut told on any thread, each time that a stream has lost its connection and connects
   *     again, and each time that this failed; must not block
   */
  public static JobschClient create(
      Vertx vertx, ClientOptions options, Consumer<ClientException> cut) {
    return new JobschClient(vertx, new Caller(vertx, options), cut);
  }

  /** Submits a job. Its id is known when the server has accepted it, and then it is not lost. */
  public Future<JobId> submit(JobSpec job) {
    return submit(SpecWriter.compact().write(job));
  }

  /**
   * Submits a job document.
   *
   * @return fails with a {@link ProblemException} that has every problem, if the document is
   *     invalid
   */
  public Future<JobId> submit(String document) {
    return submit(Buffer.buffer(document));
  }

  /** The same with the bytes of one. */
  public Future<JobId> submit(Buffer document) {
    return post("/jobs", document, Answers::jobId);
  }

  /** Says what would become of a job; nothing is submitted. */
  public Future<Forecast> dryRun(JobSpec job) {
    return dryRun(SpecWriter.compact().write(job));
  }

  /** Says what would become of a job document; nothing is submitted. */
  public Future<Forecast> dryRun(String document) {
    return dryRun(Buffer.buffer(document));
  }

  /** The same with the bytes of one. */
  public Future<Forecast> dryRun(Buffer document) {
    return post("/jobs?dry_run=true", document, Answers::forecast);
  }

  /**
   * Has a job stopped.
   *
   * @return the state that it has when that stands: {@code cancelling} or {@code cancelled}; fails
   *     with a {@link ProblemException} of code {@code already-over} or {@code no-such-job}
   */
  public Future<JobState> cancel(JobId job) {
    return call(HttpMethod.DELETE, path(job), Answers::state);
  }

  /**
   * How a job stands.
   *
   * @return fails with a {@link ProblemException} of code {@code no-such-job} if there is none, or
   *     no longer
   */
  public Future<RemoteJob> get(JobId job) {
    return call(HttpMethod.GET, path(job), JobTree::job);
  }

  /** Why a job waits; empty if it does not. */
  public Future<Optional<String>> why(JobId job) {
    return get(job).map(RemoteJob::waiting);
  }

  /** The jobs that are asked for. */
  public Future<JobList> list(JobFilter filter) {
    return call(HttpMethod.GET, filter.path(), Answers::list);
  }

  /** The workers that are connected, by name. */
  public Future<List<RemoteWorker>> workers() {
    return call(HttpMethod.GET, "/workers", Answers::workers);
  }

  /**
   * Asks a worker to take no new job; what its job wants of it, it does.
   *
   * @return fails with a {@link ProblemException} of code {@code no-such-worker} if there is none
   */
  public Future<Void> drain(WorkerId worker) {
    return call(HttpMethod.POST, drainPath(worker), any -> null);
  }

  /** Lets a worker take jobs again. */
  public Future<Void> undrain(WorkerId worker) {
    return call(HttpMethod.DELETE, drainPath(worker), any -> null);
  }

  /** Which jobsch the server is. */
  public Future<ServerVersion> version() {
    return call(HttpMethod.GET, "/version", Answers::version);
  }

  /**
   * A document of the API as the server wrote it, for what the values here do not hold.
   *
   * @param path as in {@code /jobs?limit=5}
   */
  public Future<String> document(String path) {
    return caller.text(HttpMethod.GET, path, Optional.empty()).map(it -> it.toString().strip());
  }

  /**
   * Waits for the end of a job, however long that takes, also while the connection or the server is
   * away.
   *
   * @return how it stands when it is over; fails if there is no such job, or no longer
   */
  public Future<RemoteJob> await(JobId job) {
    Promise<RemoteJob> over = Promise.promise();
    events(job)
        .exceptionHandler(over::tryFail)
        .endHandler(end -> get(job).onComplete(over))
        .handler(event -> {});
    return over.future();
  }

  /** What happens to a job, from its beginning to its end. */
  public RemoteStream<ServerEvent> events(JobId job) {
    return stream(new EventPlace(path(job) + "/events", true));
  }

  /** What happens to jobs and workers, from now on and without end. */
  public RemoteStream<ServerEvent> events() {
    return stream(new EventPlace("/events", false));
  }

  /**
   * What a command has written by now.
   *
   * @param offset how many bytes to skip; a negative one counts from the end
   */
  public RemoteStream<OutputPiece> output(OutputPlace place, long offset) {
    return stream(new OutputPosition(place, offset, false));
  }

  /**
   * What a command writes until it ends, also if it has not been started yet.
   *
   * @param offset how many bytes to skip; a negative one counts from the end of what is there now
   */
  public RemoteStream<OutputPiece> followOutput(OutputPlace place, long offset) {
    return stream(new OutputPosition(place, offset, true));
  }

  /**
   * A part of what a command has written by now: what is kept of it.
   *
   * @param offset how many bytes to skip; a negative one counts from the end
   * @param most how many bytes at most, 1 or more: they are kept in memory
   */
  public Future<Buffer> outputRange(OutputPlace place, long offset, int most) {
    Promise<Buffer> range = Promise.promise();
    Buffer bytes = Buffer.buffer();
    RemoteStream<OutputPiece> stream = output(place, offset);
    stream
        .exceptionHandler(range::tryFail)
        .endHandler(end -> range.tryComplete(bytes))
        .handler(
            piece -> {
              int room = Math.min(most - bytes.length(), piece.bytes().length());
              bytes.appendBuffer(piece.bytes(), 0, room);
              if (bytes.length() == most) {
                stream.close();
                range.tryComplete(bytes);
              }
            });
    return range.future();
  }

  /** Closes its connections. Streams that are open fail. */
  public Future<Void> close() {
    return caller.close();
  }

  private <T> RemoteStream<T> stream(Place<T> place) {
    return new Reconnecting<>(vertx, caller, place, SILENCE, cut);
  }

  private <T> Future<T> call(HttpMethod method, String path, Function<JsonObject, T> reading) {
    return caller
        .json(method, path, Optional.empty())
        .map(json -> Answers.read(caller.server(), json, reading));
  }

  private <T> Future<T> post(String path, Buffer document, Function<JsonObject, T> reading) {
    return caller
        .json(HttpMethod.POST, path, Optional.of(document))
        .map(json -> Answers.read(caller.server(), json, reading));
  }

  private static String path(JobId job) {
    return "/jobs/" + job.value();
  }

  private static String drainPath(WorkerId worker) {
    return "/workers/" + Query.encoded(worker.value()) + "/drain";
  }
}
