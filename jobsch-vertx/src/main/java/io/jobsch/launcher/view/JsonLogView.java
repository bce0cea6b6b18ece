package io.jobsch.launcher.view;

import io.jobsch.JobEvent;
import io.jobsch.result.JobResult;
import io.jobsch.spec.Pointer;
import io.jobsch.workers.StreamName;
import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What commands write, for programs: each line with who wrote it, as a JSON object in one line. */
final class JsonLogView implements RunView {
  private final Outlet out;
  private final Outlet err;
  private final Map<Source, LineSplitter> splitters = new HashMap<>();

  JsonLogView(Outlet out, Outlet err) {
    this.out = out;
    this.err = err;
  }

  private record Source(Pointer node, StreamName stream) {}

  @Override
  public synchronized void on(JobEvent event) {
    if (event instanceof JobEvent.OutputWritten output) {
      Source source = new Source(output.node(), output.stream());
      LineSplitter splitter = splitters.computeIfAbsent(source, any -> new LineSplitter());
      show(source, splitter.add(output.bytes()));
    } else if (event instanceof JobEvent.NodeChanged change && change.state().isTerminal()) {
      for (StreamName stream : StreamName.values()) {
        end(new Source(change.node(), stream));
      }
    }
  }

  private void end(Source source) {
    LineSplitter splitter = splitters.remove(source);
    if (splitter != null) {
      show(source, splitter.end());
    }
  }

  private void show(Source source, List<String> lines) {
    StringBuilder text = new StringBuilder();
    for (String line : lines) {
      JsonObject json =
          new JsonObject()
              .put("node", source.node.toString())
              .put("stream", source.stream.toString())
              .put("line", line);
      text.append(Shown.json(json.encode())).append('\n');
    }
    if (!lines.isEmpty()) {
      out.write(text.toString());
    }
  }

  @Override
  public void note(String text) {
    err.note(text);
  }

  @Override
  public void finished(JobResult result) {}

  @Override
  public synchronized void close() {
    List.copyOf(splitters.keySet()).forEach(this::end);
  }
}
