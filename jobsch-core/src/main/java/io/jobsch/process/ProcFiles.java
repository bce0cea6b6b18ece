package io.jobsch.process;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Linux: {@code /proc}. Processes vanish while they are read, and those of other users may be
 * hidden; whatever cannot be read is not there.
 */
final class ProcFiles implements ProcessTable {
  private static final File PROC = new File("/proc");

  static boolean areThere() {
    return new File(PROC, "self/stat").canRead();
  }

  @Override
  public List<Long> pids() {
    return Stream.of(entriesOf(PROC)).filter(ProcFiles::isNumber).map(Long::valueOf).toList();
  }

  @Override
  public Optional<Sighting> find(long pid) {
    return read(new File(PROC, pid + "/stat")).flatMap(stat -> parse(pid, stat));
  }

  @Override
  public Optional<Set<Tag>> tags(Sighting process) {
    File directory = new File(PROC, Long.toString(process.pid()));
    if (process.state() != 'Z') {
      return tagsIn(directory);
    }
    // The first thread is gone, and has taken its view of the environment with it.
    File threads = new File(directory, "task");
    return Stream.of(entriesOf(threads))
        .flatMap(thread -> tagsIn(new File(threads, thread)).stream())
        .findFirst();
  }

  private static Optional<Set<Tag>> tagsIn(File directory) {
    return read(new File(directory, "environ"))
        .filter(environment -> environment.length > 0)
        .map(Tag::allIn);
  }

  /**
   * The fields of {@code stat}; see proc(5). The name stands in parentheses and may itself hold
   * some, and spaces; nothing after it does.
   */
  static Optional<Sighting> parse(long pid, byte[] stat) {
    String line = new String(stat, ISO_8859_1);
    int nameStart = line.indexOf('(') + 1;
    int nameEnd = line.lastIndexOf(')');
    if (nameStart == 0 || nameEnd < nameStart) {
      return Optional.empty();
    }
    String[] fields = line.substring(nameEnd + 1).strip().split(" ");
    if (fields.length < 20) {
      return Optional.empty();
    }
    return Optional.of(
        new Sighting(
            new ProcessId(pid, Long.parseLong(fields[19])),
            Long.parseLong(fields[1]),
            fields[0].charAt(0),
            Integer.parseInt(fields[17]),
            new String(stat, nameStart, nameEnd - nameStart, UTF_8)));
  }

  private static String[] entriesOf(File directory) {
    String[] entries = directory.list();
    return entries == null ? new String[0] : entries;
  }

  private static boolean isNumber(String entry) {
    return entry.chars().allMatch(c -> c >= '0' && c <= '9');
  }

  private static Optional<byte[]> read(File file) {
    try (FileInputStream in = new FileInputStream(file)) {
      return Optional.of(in.readAllBytes());
    } catch (IOException gone) {
      return Optional.empty();
    }
  }
}
