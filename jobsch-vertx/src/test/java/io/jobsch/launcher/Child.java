package io.jobsch.launcher;

import static org.awaitility.Awaitility.await;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A program that a test runs: what it writes is kept in files, and it is gone when the test is. */
public final class Child implements AutoCloseable {
  /** No program takes that long; one that does is a failure, not a wait. */
  static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Process process;
  private final Path out;
  private final Path err;

  private Child(Process process, Path out, Path err) {
    this.process = process;
    this.out = out;
    this.err = err;
  }

  /** How a program is started. */
  public static final class Start {
    private final Path scratch;
    private final List<String> argv;
    private final Map<String, String> environment = new TreeMap<>(System.getenv());
    private Path directory;
    private byte[] input = {};

    private Start(Path scratch, List<String> argv) {
      this.scratch = scratch;
      this.directory = scratch;
      this.argv = DefaultSignals.with(argv);
      List.of("NO_COLOR", "JOBSCH_JAVA_OPTS", "JAVA_TOOL_OPTIONS").forEach(environment::remove);
    }

    Start in(Path where) {
      directory = where;
      return this;
    }

    public Start with(String variable, String value) {
      environment.put(variable, value);
      return this;
    }

    public Start without(String variable) {
      environment.remove(variable);
      return this;
    }

    Start fed(String stdin) {
      input = stdin.getBytes(StandardCharsets.UTF_8);
      return this;
    }

    public Child go() {
      try {
        Path out = Files.createTempFile(scratch, "stdout", "");
        Path err = Files.createTempFile(scratch, "stderr", "");
        ProcessBuilder builder =
            new ProcessBuilder(argv)
                .directory(directory.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        return new Child(started(builder), out, err);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    /** Its stdout is a pipe, which the test reads. */
    Child goIntoPipe() {
      try {
        Path err = Files.createTempFile(scratch, "stderr", "");
        ProcessBuilder builder =
            new ProcessBuilder(argv).directory(directory.toFile()).redirectError(err.toFile());
        return new Child(started(builder), err, err);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private Process started(ProcessBuilder builder) throws IOException {
      builder.environment().clear();
      builder.environment().putAll(environment);
      Process process = builder.start();
      try (OutputStream stdin = process.getOutputStream()) {
        stdin.write(input);
      } catch (IOException e) {
        // It ended without reading that, which is its right.
      }
      return process;
    }
  }

  /** The scratch directory takes what it writes, and is where it runs unless told otherwise. */
  public static Start program(Path scratch, List<String> argv) {
    return new Start(scratch, argv);
  }

  /** This project's program, as its classes are on the class path. */
  public static Start jobsch(Path scratch, String... words) {
    return jobsch(scratch, List.of(), words);
  }

  static Start jobsch(Path scratch, List<String> javaOptions, String... words) {
    return new Start(scratch, jobschWords(javaOptions, words));
  }

  /** The command line that {@link #jobsch} runs. */
  public static List<String> jobschWords(List<String> javaOptions, String... words) {
    List<String> argv = new ArrayList<>();
    argv.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    argv.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Dfile.encoding=UTF-8"));
    argv.addAll(javaOptions);
    argv.addAll(List.of("-cp", absoluteClassPath(), Main.class.getName()));
    argv.addAll(List.of(words));
    return argv;
  }

  private static String absoluteClassPath() {
    List<String> entries = new ArrayList<>();
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
      entries.add(Path.of(entry).toAbsolutePath().toString());
    }
    return String.join(File.pathSeparator, entries);
  }

  public String out() {
    return read(out);
  }

  public String err() {
    return read(err);
  }

  Process process() {
    return process;
  }

  /** Waits for its end. */
  public int exitCode() {
    await().atMost(PATIENCE).until(() -> !process.isAlive());
    return process.exitValue();
  }

  public Child awaitOut(String text) {
    await().atMost(PATIENCE).until(() -> out().contains(text));
    return this;
  }

  public Child awaitErr(String text) {
    await().atMost(PATIENCE).until(() -> err().contains(text));
    return this;
  }

  /** Sends it a signal, it alone. */
  public Child signal(String name) throws IOException, InterruptedException {
    new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start().waitFor();
    return this;
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
    await().atMost(PATIENCE).until(() -> !process.isAlive());
  }
}
