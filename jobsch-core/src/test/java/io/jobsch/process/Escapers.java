package io.jobsch.process;

import io.jobsch.spec.JobSpec;
import io.jobsch.spec.Jobs;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Commands that try to get away from whoever kills them, in all the ways of the escape suite at
 * once, and who of them lives. For tests of what is built on a process runner.
 */
public final class Escapers {
  private final Path directory;
  private final Path script;
  private final List<Path> places = new ArrayList<>();
  private final List<Witness> witnesses = new ArrayList<>();

  /** None yet, with a directory of their own. */
  public Escapers(Path directory) {
    this.directory = directory;
    this.script = directory.resolve("escapes.py");
    try (InputStream source = Escapers.class.getResourceAsStream("escapes.py")) {
      Files.createDirectories(directory);
      Files.write(script, source.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A command for each way: it stays, and so does what it has started, until both are killed. */
  public List<JobSpec> all() {
    return EscapeSuite.ways().stream().map(way -> command(way)).toList();
  }

  /** A command that does not try to get away. */
  public JobSpec settled() {
    return command("settle");
  }

  /** A command that ends at once, and leaves a daemon behind. */
  public JobSpec leavingOneBehind() {
    return command("daemon", "exit");
  }

  private JobSpec command(String way, String... more) {
    Path pids = place(way + "-" + places.size());
    places.add(pids);
    Witness witness = new Witness(pids);
    witnesses.add(witness);
    List<String> words = new ArrayList<>(List.of("-ES", script.toString(), pids.toString(), way));
    words.addAll(List.of(more));
    JobSpec command = Jobs.exec(Python.EXECUTABLE, words.toArray(String[]::new)).name(way);
    for (Map.Entry<String, String> mark : witness.mark().entrySet()) {
      command = command.env(mark.getKey(), mark.getValue());
    }
    return command;
  }

  private Path place(String name) {
    try {
      return Files.createDirectory(directory.resolve(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whether each command has come as far as it wanted. */
  public boolean areWhereTheyWantedToBe() {
    return places.stream().noneMatch(place -> place.toFile().list().length == 0);
  }

  /** Who lives, with what is to be seen of each. */
  public Map<Long, String> alive() {
    Map<Long, String> alive = new TreeMap<>();
    witnesses.forEach(witness -> alive.putAll(witness.alive()));
    return alive;
  }

  /** For the end of a test that has failed, or that leaves something on purpose. */
  public void killAll() {
    witnesses.forEach(Witness::killAll);
  }
}
