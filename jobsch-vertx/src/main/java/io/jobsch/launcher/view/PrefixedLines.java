package io.jobsch.launcher.view;

import io.jobsch.JobEvent;
import io.jobsch.spec.Pointer;
import io.jobsch.workers.StreamName;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What commands write as lines for people: made harmless, and each says who wrote it. */
final class PrefixedLines {
  private final Prefixes prefixes;
  private final Paint paint;
  private final Map<Source, LineSplitter> splitters = new HashMap<>();

  PrefixedLines(Prefixes prefixes, Paint paint) {
    this.prefixes = prefixes;
    this.paint = paint;
  }

  /** The lines that ended with this chunk. */
  List<String> on(JobEvent.OutputWritten output) {
    Source source = new Source(output.node(), output.stream());
    LineSplitter splitter = splitters.computeIfAbsent(source, any -> new LineSplitter());
    return prefixed(source, splitter.add(output.bytes()));
  }

  /** What a command wrote last, where it did not end its line. */
  List<String> end(Pointer command) {
    List<String> lines = new ArrayList<>();
    for (StreamName stream : StreamName.values()) {
      Source source = new Source(command, stream);
      LineSplitter splitter = splitters.remove(source);
      if (splitter != null) {
        lines.addAll(prefixed(source, splitter.end()));
      }
    }
    return lines;
  }

  /** What is left of all commands. */
  List<String> endAll() {
    return splitters.keySet().stream().map(Source::command).distinct().toList().stream()
        .flatMap(command -> end(command).stream())
        .toList();
  }

  private List<String> prefixed(Source source, List<String> lines) {
    return lines.stream()
        .map(line -> prefixes.of(source.command, source.stream) + paint.foreign(line))
        .toList();
  }

  private record Source(Pointer command, StreamName stream) {}
}
