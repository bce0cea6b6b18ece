package io.jobsch.launcher.view;

import io.jobsch.spec.Pointer;
import java.io.ByteArrayOutputStream;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Passes on the bytes of commands as they are, and at once. Only where several commands write at
 * the same time is one kept waiting until the other has ended its line, so that lines stay whole.
 */
final class WholeLines implements CommandSink {
  /** A command that has waited with so much is let through, even in the middle of a line. */
  static final int PATIENCE = 64 * 1024;

  private final Outlet outlet;
  private final Map<Pointer, ByteArrayOutputStream> waiting = new LinkedHashMap<>();
  private final Set<Pointer> endedWaiting = new HashSet<>();
  private Optional<Pointer> inLine = Optional.empty();

  WholeLines(Outlet outlet) {
    this.outlet = outlet;
  }

  @Override
  public void write(Pointer command, byte[] bytes) {
    if (inLine.isEmpty() || inLine.get().equals(command)) {
      pass(command, bytes);
    } else {
      ByteArrayOutputStream held =
          waiting.computeIfAbsent(command, any -> new ByteArrayOutputStream());
      held.writeBytes(bytes);
      if (held.size() > PATIENCE) {
        waiting.remove(command);
        pass(command, held.toByteArray());
      }
    }
    letWaitingThrough();
  }

  @Override
  public void end(Pointer command) {
    if (inLine.filter(command::equals).isPresent()) {
      inLine = Optional.empty();
    } else if (waiting.containsKey(command)) {
      endedWaiting.add(command);
    }
    letWaitingThrough();
  }

  @Override
  public void endAll() {
    endedWaiting.addAll(waiting.keySet());
    inLine = Optional.empty();
    letWaitingThrough();
  }

  private void pass(Pointer command, byte[] bytes) {
    if (bytes.length > 0) {
      outlet.write(bytes);
      boolean over = bytes[bytes.length - 1] == '\n' || endedWaiting.remove(command);
      inLine = over ? Optional.empty() : Optional.of(command);
    }
  }

  private void letWaitingThrough() {
    Iterator<Map.Entry<Pointer, ByteArrayOutputStream>> each = waiting.entrySet().iterator();
    while (inLine.isEmpty() && each.hasNext()) {
      Map.Entry<Pointer, ByteArrayOutputStream> next = each.next();
      each.remove();
      pass(next.getKey(), next.getValue().toByteArray());
    }
  }
}
