package io.jobsch.agent;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import io.jobsch.process.LineChild;
import io.jobsch.process.NoAnswerException;
import io.jobsch.spec.RoleName;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which roles a worker suits, as the file {@code suits_role.py} in its directory decides, if there
 * is one: its function {@code can_work_as(role)} is asked once per role, by a {@code python3} that
 * lives on between questions, and its answers hold until the file changes. Without such a file the
 * worker suits every role.
 *
 * <p>Where the function fails, does not give a boolean, does not answer within 5 s, is not there,
 * or where {@code python3} is not, the worker suits nothing until the file changes: a role that it
 * took by mistake would be worse than one that it did not take. What is wrong is logged once.
 *
 * <p>May be used by any thread. A question blocks until it is answered.
 */
final class PythonSuitability implements AutoCloseable {
  /** The file that decides. */
  static final String FILE_NAME = "suits_role.py";

  private static final Logger LOG = System.getLogger(PythonSuitability.class.getName());
  private static final Duration LONGEST_THOUGHT = Duration.ofSeconds(5);
  private static final String PROBLEM = "problem ";
  private static final String DRIVER = driver();

  private final Path directory;
  private final Path file;
  private final String python;
  private final Duration longestThought;
  private final Map<RoleName, Boolean> answers = new RecentAnswers();
  private volatile FileState decidedBy;
  private volatile Optional<LineChild> child = Optional.empty();
  private volatile Optional<String> problem = Optional.empty();
  private volatile boolean closed;

  /**
   * For the worker in that directory. Starts nothing yet.
   *
   * @param directory the worker's; absolute
   */
  PythonSuitability(Path directory) {
    this(directory, "python3", LONGEST_THOUGHT);
  }

  PythonSuitability(Path directory, String python, Duration longestThought) {
    this.directory = directory;
    this.file = directory.resolve(FILE_NAME);
    this.python = python;
    this.longestThought = longestThought;
    this.decidedBy = FileState.of(file);
  }

  /** Why the worker suits no role, if that was found out and the file has not changed since. */
  Optional<String> problem() {
    return problem;
  }

  /** Whether the worker suits the role, as the file is now. Blocks some 5 s at most. */
  public synchronized WorkerSuitability.Answer ask(RoleName role) {
    if (closed) {
      return new WorkerSuitability.Answer(false, Optional.of("the worker is shutting down"));
    }
    if (changed()) {
      forget();
    }
    if (!decidedBy.exists()) {
      return new WorkerSuitability.Answer(true, Optional.empty());
    }
    if (problem.isEmpty() && !answers.containsKey(role)) {
      think(role);
    }
    return new WorkerSuitability.Answer(
        problem.isEmpty() && answers.getOrDefault(role, false), problem);
  }

  /** Whether the file is another one than that which has decided so far. */
  boolean changed() {
    return !FileState.of(file).equals(decidedBy);
  }

  private void forget() {
    decidedBy = FileState.of(file);
    answers.clear();
    problem = Optional.empty();
    endChild();
  }

  private void think(RoleName role) {
    String question = HexFormat.of().formatHex(role.value().getBytes(UTF_8));
    try {
      take(role, child().ask(question, longestThought));
    } catch (NoAnswerException e) {
      suitNothing(String.valueOf(e.getMessage()));
    } catch (IOException e) {
      suitNothing(python + " cannot be started: " + e.getMessage());
    }
  }

  private void take(RoleName role, String said) {
    switch (said) {
      case "suits" -> answers.put(role, true);
      case "not" -> answers.put(role, false);
      default -> suitNothing(said.startsWith(PROBLEM) ? said.substring(PROBLEM.length()) : said);
    }
  }

  private LineChild child() throws IOException {
    if (child.isEmpty()) {
      // Without -B, python would leave a directory of compiled files beside the user's own.
      List<String> argv = List.of(python, "-B", "-c", DRIVER, file.toString());
      child = Optional.of(LineChild.start(argv, directory));
      if (closed) { // meanwhile: whoever closed saw no child to end
        endChild();
        throw new IOException("the worker is shutting down");
      }
    }
    return child.get();
  }

  private void suitNothing(String why) {
    endChild();
    if (!closed) {
      String text = file + " cannot be used, so this worker suits no role: " + onOneLine(why);
      problem = Optional.of(text);
      LOG.log(Level.WARNING, text);
    }
  }

  private static String onOneLine(String text) {
    return text.strip().replaceAll("\\s+", " ");
  }

  /** Ends the child; a question that it is thinking about gets no answer. */
  @Override
  public void close() {
    closed = true;
    endChild();
  }

  private void endChild() {
    child.ifPresent(LineChild::close);
    child = Optional.empty();
  }

  private static String driver() {
    try (InputStream source = PythonSuitability.class.getResourceAsStream("suits_role_driver.py")) {
      return new String(
          requireNonNull(source, "the jar lacks its python file").readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("the jar's python file cannot be read", e);
    }
  }

  /** Role names come with jobs, and there is no end to these. */
  private static final class RecentAnswers extends LinkedHashMap<RoleName, Boolean> {
    private static final long serialVersionUID = 1;
    private static final int KEPT = 1_000;

    RecentAnswers() {
      super(16, 0.75f, true);
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<RoleName, Boolean> eldest) {
      return size() > KEPT;
    }
  }
}
