package io.jobsch.process;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A child process that lives long and is spoken to in lines of UTF-8: it answers each line that it
 * reads with one line. After the first question that it did not answer, it is killed, and answers
 * none: an answer that came late would be taken for the next one's.
 *
 * <p>Questions are asked one at a time; {@link #close} may be called meanwhile from another thread.
 */
public final class LineChild implements AutoCloseable {
  private static final int LONGEST_ANSWER = 1024 * 1024;
  private static final Duration PATIENCE = Duration.ofSeconds(2);
  private static final KillPolicy AT_ONCE = new KillPolicy(Duration.ZERO, PATIENCE);

  private final String name;
  private final Process process;
  private final ProcessTree tree;
  private final ProcessTable table;
  private final TailOf stderr;
  private final RunnerThreads threads = new RunnerThreads();
  private final CompletableFuture<Void> saidAll;
  private final AtomicBoolean closing = new AtomicBoolean();

  private LineChild(String name, Process process, Tag tag, ProcessTable table) {
    this.name = name;
    this.process = process;
    this.table = table;
    this.tree = new ProcessTree(ProcessId.of(process, table), tag);
    this.stderr = new TailOf(process.getErrorStream());
    this.saidAll = CompletableFuture.runAsync(stderr, threads);
  }

  /**
   * Starts one, with our own environment.
   *
   * @param argv the program, looked for along our own {@code PATH}, and its arguments
   * @param cwd the directory in which it runs
   * @throws IOException if it cannot be started
   */
  public static LineChild start(List<String> argv, Path cwd) throws IOException {
    Tag tag = Tag.random();
    ProcessBuilder builder = new ProcessBuilder(argv).directory(cwd.toFile());
    builder.environment().put(tag.variable(), "1");
    return new LineChild(argv.get(0), builder.start(), tag, ProcessTable.ofThisSystem());
  }

  /**
   * Asks a question, and waits for its answer.
   *
   * @param line without a line break
   * @param timeout how long to wait at most
   * @return the answer, without its line break
   * @throws NoAnswerException if there is none; says why, and what the child last wrote to its
   *     standard error
   */
  public synchronized String ask(String line, Duration timeout) throws NoAnswerException {
    CompletableFuture<String> answer = new CompletableFuture<>();
    try {
      threads.execute(() -> converse(line, answer));
      return answer.get(Nanos.of(timeout), TimeUnit.NANOSECONDS);
    } catch (RejectedExecutionException e) {
      throw new NoAnswerException(name + " was closed");
    } catch (TimeoutException e) {
      throw silent("has not answered within " + timeout.toMillis() / 1000.0 + " s");
    } catch (ExecutionException e) {
      throw silent(why(Optional.ofNullable(e.getCause())));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw silent("was not waited for");
    }
  }

  /** On a thread of its own: a child that does not read holds up who writes. */
  private void converse(String line, CompletableFuture<String> answer) {
    try {
      OutputStream out = process.getOutputStream();
      out.write((line + "\n").getBytes(UTF_8));
      out.flush();
      answer.complete(readLine(process.getInputStream()));
    } catch (IOException e) {
      answer.completeExceptionally(e);
    }
  }

  private static String readLine(InputStream in) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int next = in.read(); next != '\n'; next = in.read()) {
      if (next < 0) {
        throw new EOFException();
      }
      if (line.size() == LONGEST_ANSWER) {
        throw new IOException("its answer is longer than " + LONGEST_ANSWER + " bytes");
      }
      line.write(next);
    }
    return line.toString(UTF_8);
  }

  /** A child that dies closes its end of both pipes, whichever is noticed first. */
  private String why(Optional<Throwable> trouble) {
    if (process.isAlive() && trouble.filter(EOFException.class::isInstance).isEmpty()) {
      return "did not answer: " + trouble.map(Throwable::getMessage).orElse("no reason known");
    }
    Uninterrupted.await(process.onExit(), PATIENCE);
    return process.isAlive()
        ? "has closed its output"
        : "has ended with exit code " + process.exitValue();
  }

  private NoAnswerException silent(String what) {
    close();
    String said = stderr.text();
    return new NoAnswerException(
        name + " " + what + (said.isEmpty() ? "" : "; it last said: " + said));
  }

  /** Kills it, and all that came of it. */
  @Override
  public void close() {
    if (!closing.compareAndSet(false, true)) {
      return;
    }
    Kill kill = new Kill(tree, AT_ONCE, process::isAlive);
    new Killer(table, threads::executeSurely).begin(kill);
    Uninterrupted.await(kill.survivors(), kill.atMost().plus(PATIENCE));
    Uninterrupted.await(saidAll, PATIENCE);
    try {
      threads.end(PATIENCE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
