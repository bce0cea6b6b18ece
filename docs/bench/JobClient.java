import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A client that costs little: few connections that are kept, plain sockets, the least of HTTP. Run
 * by the scripts beside it, with the processes that have to be there meanwhile (in "processes"):
 * when one of them has ended, nobody waits for it any more.
 */
class JobClient {
  private static final String JOB = "{\"type\": \"execute\", \"command\": [\"true\"]}";
  private static final int CONNECTIONS = 4;

  /** How often it looks whether all are over: seldom, as to be asked takes the server's time. */
  private static final int LOOK_MILLIS = 20;

  private final Socket socket;
  private final InputStream in;
  private final OutputStream out;
  private final int port;

  JobClient(int port) throws IOException {
    this.port = port;
    socket = new Socket("127.0.0.1", port);
    socket.setTcpNoDelay(true);
    in = new BufferedInputStream(socket.getInputStream());
    out = socket.getOutputStream();
  }

  public static void main(String[] words) throws Exception {
    Thread.setDefaultUncaughtExceptionHandler((thread, why) -> giveUp(why.toString()));
    for (String pid : System.getProperty("processes", "").split(" ")) {
      if (!pid.isEmpty()) {
        watch(Long.parseLong(pid));
      }
    }
    int port = Integer.parseInt(words[1]);
    int count = Integer.parseInt(words[2]);
    switch (words[0]) {
      case "workers" -> awaitWorkers(port, count);
      case "many" -> many(port, count, Integer.parseInt(words[3]));
      case "one" -> one(port, count);
      default -> throw new IllegalArgumentException(words[0]);
    }
  }

  private static void watch(long pid) {
    CompletableFuture<?> end =
        ProcessHandle.of(pid)
            .<CompletableFuture<?>>map(ProcessHandle::onExit)
            .orElseGet(() -> CompletableFuture.completedFuture(null));
    end.thenRun(() -> giveUp("process " + pid + " has ended"));
  }

  private static void giveUp(String why) {
    System.err.println("gives up: " + why);
    Runtime.getRuntime().halt(1);
  }

  /** Until so many are connected. */
  private static void awaitWorkers(int port, int count) throws Exception {
    JobClient client = new JobClient(port);
    while (client.get("/workers").split("\"worker_id\"", -1).length - 1 < count) {
      Thread.sleep(20);
    }
  }

  /** From the first job handed in until the last is over; rounds, each printed. */
  private static void many(int port, int count, int rounds) throws Exception {
    for (int round = 1; round <= rounds; round++) {
      long start = System.nanoTime();
      submitAll(port, count);
      long taken = System.nanoTime();
      JobClient client = new JobClient(port);
      while (client.has("queued,running")) {
        Thread.sleep(LOOK_MILLIS);
      }
      long over = System.nanoTime();
      for (String wrong : new String[] {"failed", "cancelled"}) {
        if (client.has(wrong)) {
          throw new IllegalStateException("a job has " + wrong);
        }
      }
      System.out.printf("%.3f %.3f%n", (over - start) / 1e9, (taken - start) / 1e9);
    }
  }

  private static void submitAll(int port, int count) throws Exception {
    AtomicInteger left = new AtomicInteger(count);
    CountDownLatch all = new CountDownLatch(CONNECTIONS);
    for (int i = 0; i < CONNECTIONS; i++) {
      JobClient client = new JobClient(port);
      new Thread(
              () -> {
                while (left.getAndDecrement() > 0) {
                  client.post("/jobs");
                }
                all.countDown();
              })
          .start();
    }
    all.await();
  }

  private boolean has(String state) throws IOException {
    return get("/jobs?limit=1&state=" + state).contains("\"job_id\"");
  }

  /** One job after the other, each from when it is handed in until its result is there. */
  private static void one(int port, int count) throws Exception {
    JobClient client = new JobClient(port);
    double[] millis = new double[count];
    for (int i = -count; i < count; i++) {
      long start = System.nanoTime();
      String result = client.post("/jobs?wait=30");
      if (!result.contains("\"succeeded\"")) {
        throw new IllegalStateException(result);
      }
      if (i >= 0) {
        millis[i] = (System.nanoTime() - start) / 1e6;
      }
      Thread.sleep(5);
    }
    Arrays.sort(millis);
    System.out.printf(
        "median %.2f ms, fastest %.2f ms, p90 %.2f ms, p99 %.2f ms, slowest %.2f ms of %d%n",
        millis[count / 2],
        millis[0],
        millis[count * 9 / 10],
        millis[count * 99 / 100],
        millis[count - 1],
        count);
  }

  String post(String path) {
    try {
      return ask("POST " + path, "Content-Length: " + JOB.length() + "\r\n\r\n" + JOB);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  String get(String path) throws IOException {
    return ask("GET " + path, "\r\n");
  }

  private String ask(String what, String rest) throws IOException {
    out.write((what + " HTTP/1.1\r\nHost: 127.0.0.1:" + port + "\r\n" + rest).getBytes());
    int status = Integer.parseInt(line().split(" ")[1]);
    int length = 0;
    for (String line = line(); !line.isEmpty(); line = line()) {
      if (line.regionMatches(true, 0, "content-length:", 0, 15)) {
        length = Integer.parseInt(line.substring(15).strip());
      }
    }
    String body = new String(in.readNBytes(length));
    if (status != 200) {
      throw new IllegalStateException(status + " " + body);
    }
    return body;
  }

  private String line() throws IOException {
    StringBuilder line = new StringBuilder();
    for (int next = in.read(); next != '\n'; next = in.read()) {
      if (next < 0) {
        throw new IOException("the server has hung up");
      }
      if (next != '\r') {
        line.append((char) next);
      }
    }
    return line.toString();
  }
}
