package io.jobsch.launcher.view;

import io.jobsch.spec.Pointer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Shows what commands write to somebody who sits before a terminal: whole lines, made harmless. */
final class SafeLines implements CommandSink {
  private final Outlet outlet;
  private final Paint paint;
  private final Map<Pointer, LineSplitter> splitters = new HashMap<>();

  SafeLines(Outlet outlet, Paint paint) {
    this.outlet = outlet;
    this.paint = paint;
  }

  @Override
  public void write(Pointer command, byte[] bytes) {
    show(splitters.computeIfAbsent(command, any -> new LineSplitter()).add(bytes));
  }

  @Override
  public void end(Pointer command) {
    LineSplitter splitter = splitters.remove(command);
    if (splitter != null) {
      show(splitter.end());
    }
  }

  @Override
  public void endAll() {
    List.copyOf(splitters.keySet()).forEach(this::end);
  }

  private void show(List<String> lines) {
    StringBuilder text = new StringBuilder();
    lines.forEach(line -> text.append(paint.foreign(line)).append('\n'));
    outlet.write(text.toString());
  }
}
