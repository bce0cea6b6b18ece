import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * How many jobs a second a server takes over HTTP, against a bare Vert.x handler that parses the
 * same body with Jackson and answers a fixed one: same client, same run, in turn. Run by
 * http-submit.sh.
 */
class HttpSubmit {
  private static final String JOB = "{\"type\": \"execute\", \"command\": [\"echo\", \"asdf\"]}";
  private static final int CONNECTIONS = 32;
  private static final int WARM_UP = 2;
  private static final int ROUNDS = 5;
  private static final long ROUND_NANOS = 3_000_000_000L;
  private static final int PATIENCE_SECONDS = 30;

  public static void main(String[] words) throws Exception {
    if (words[0].equals("bare")) {
      bare();
    } else {
      try {
        compare(Integer.parseInt(words[0]), Integer.parseInt(words[1]));
      } catch (IllegalStateException e) {
        System.err.println("gives up: " + e.getMessage());
        System.exit(1);
      }
    }
  }

  private static void bare() throws Exception {
    JsonFactory factory = new JsonFactory();
    Buffer answer = Buffer.buffer("{\"job_id\":\"0123456789abcdef0123456789abcdef\"}\n");
    int port =
        Vertx.vertx()
            .createHttpServer()
            .requestHandler(
                request ->
                    request.bodyHandler(
                        body -> {
                          try (JsonParser json = factory.createParser(body.getBytes())) {
                            while (json.nextToken() != null) {
                              json.getText();
                            }
                          } catch (java.io.IOException e) {
                            throw new java.io.UncheckedIOException(e);
                          }
                          request
                              .response()
                              .putHeader("content-type", "application/json")
                              .end(answer);
                        }))
            .listen(0, "127.0.0.1")
            .toCompletionStage()
            .toCompletableFuture()
            .get()
            .actualPort();
    System.out.println("listening on http://127.0.0.1:" + port);
  }

  private static void compare(int jobsch, int bare) throws Exception {
    Vertx vertx = Vertx.vertx();
    HttpClient client =
        vertx.createHttpClient(
            new HttpClientOptions().setKeepAlive(true),
            new PoolOptions().setHttp1MaxSize(CONNECTIONS));
    for (int i = 1; i <= WARM_UP; i++) {
      perSecond(vertx, client, jobsch);
      perSecond(vertx, client, bare);
    }
    List<Double> ratios = new ArrayList<>();
    for (int i = 1; i <= ROUNDS; i++) {
      double ours = perSecond(vertx, client, jobsch);
      double theirs = perSecond(vertx, client, bare);
      ratios.add(ours / theirs);
      System.out.printf("jobsch %.0f/s, bare %.0f/s, ratio %.2f%n", ours, theirs, ours / theirs);
    }
    double[] sorted = ratios.stream().mapToDouble(it -> it).sorted().toArray();
    System.out.printf("median ratio %.2f of %s%n", sorted[ROUNDS / 2], Arrays.toString(sorted));
    vertx.close();
  }

  /**
   * Each request is made on an event loop: on another thread, an answer could be over before its
   * body is asked for, which then never comes.
   */
  private static double perSecond(Vertx vertx, HttpClient client, int port) throws Exception {
    AtomicLong done = new AtomicLong();
    CountDownLatch all = new CountDownLatch(CONNECTIONS);
    long start = System.nanoTime();
    for (int i = 0; i < CONNECTIONS; i++) {
      vertx.runOnContext(now -> next(client, port, start + ROUND_NANOS, done, all));
    }
    if (!all.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      throw new IllegalStateException(
          all.getCount() + " requests to port " + port + " were neither answered nor failed");
    }
    return done.get() * 1e9 / (System.nanoTime() - start);
  }

  private static void next(
      HttpClient client, int port, long end, AtomicLong done, CountDownLatch all) {
    if (System.nanoTime() - end > 0) {
      all.countDown();
      return;
    }
    client
        .request(HttpMethod.POST, port, "127.0.0.1", "/jobs")
        .compose(request -> request.send(Buffer.buffer(JOB)))
        .compose(
            response -> {
              if (response.statusCode() != 200) {
                throw new IllegalStateException("answered " + response.statusCode());
              }
              return response.body();
            })
        .onSuccess(
            body -> {
              done.incrementAndGet();
              next(client, port, end, done, all);
            })
        .onFailure(
            why -> {
              why.printStackTrace();
              System.exit(1);
            });
  }
}
