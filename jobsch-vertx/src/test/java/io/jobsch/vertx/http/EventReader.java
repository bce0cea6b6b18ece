package io.jobsch.vertx.http;

import io.vertx.core.json.JsonObject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads Server-Sent Events, and holds each to the description of the API. */
final class EventReader implements AutoCloseable {
  private final BufferedReader lines;
  private String lastId = "";
  private int heartbeats;

  EventReader(InputStream stream) {
    lines = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8));
  }

  /** An event. */
  record Event(String id, String kind, JsonObject data) {
    /** In short, as in {@code node /work/0 running}. */
    String what() {
      return switch (kind) {
        case "job" -> "job " + data.getString("state");
        case "node" -> "node " + data.getString("node") + " " + data.getString("state");
        case "worker" -> "worker " + data.getString("name") + " " + data.getString("state");
        case "output" -> "output " + data.getString("node") + " " + data.getInteger("offset");
        default -> kind;
      };
    }
  }

  /** The next one; empty at the end of the stream. */
  Optional<Event> next() {
    try {
      String kind = "";
      String data = "";
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.startsWith(":")) {
          heartbeats++;
        } else if (line.startsWith("id: ")) {
          lastId = line.substring(4);
        } else if (line.startsWith("event: ")) {
          kind = line.substring(7);
        } else if (line.startsWith("data: ")) {
          data = line.substring(6);
        } else if (line.isEmpty() && !data.isEmpty()) {
          Contract.checkEvent(kind, data);
          return Optional.of(new Event(lastId, kind, new JsonObject(data)));
        }
      }
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Skips a comment or an id without an event. */
  void skipToHeartbeat() {
    try {
      int before = heartbeats;
      while (heartbeats == before) {
        String line = lines.readLine();
        if (line.startsWith(":")) {
          heartbeats++;
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The id that an event source would go on from. */
  String idBeforeAll() {
    try {
      String line = lines.readLine();
      lastId = line.substring(4);
      return lastId;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  List<Event> all() {
    List<Event> all = new ArrayList<>();
    for (Optional<Event> next = next(); next.isPresent(); next = next()) {
      all.add(next.get());
    }
    return all;
  }

  /** Up to that one, it included. */
  List<Event> until(String what) {
    List<Event> all = new ArrayList<>();
    do {
      all.add(next().orElseThrow(() -> new AssertionError("no " + what + " behind " + all)));
    } while (!all.get(all.size() - 1).what().equals(what));
    return all;
  }

  @Override
  public void close() {
    try {
      lines.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
