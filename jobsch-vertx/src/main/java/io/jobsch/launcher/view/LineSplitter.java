package io.jobsch.launcher.view;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Turns what a command writes to a stream, chunk by chunk, into lines of text. */
final class LineSplitter {
  /** A line that is longer is shown as several, so that no command can fill the memory. */
  static final int LONGEST = 16 * 1024;

  private final ByteArrayOutputStream open = new ByteArrayOutputStream();

  /** What is open goes on with a line whose beginning has been shown. */
  private boolean goesOn;

  /** The lines that have ended with this chunk, without their ends. */
  List<String> add(byte[] chunk) {
    List<String> lines = new ArrayList<>();
    for (int at = 0; at < chunk.length; ) {
      int room = Math.min(chunk.length, at + LONGEST - open.size());
      int end = endOfLine(chunk, at, room);
      boolean ended = end < room;
      if (!ended && room < chunk.length) {
        end = beforeSplitCharacter(chunk, at, room);
      }
      open.write(chunk, at, end - at);
      at = ended ? end + 1 : end;
      if (ended || open.size() >= LONGEST || end < room) {
        take(ended, lines);
      }
    }
    return lines;
  }

  /** The line that has begun and not ended, if there is one. */
  List<String> end() {
    List<String> lines = new ArrayList<>();
    if (open.size() > 0) {
      take(true, lines);
    }
    return lines;
  }

  /** Where nothing is left of a line that has been shown, there is no more to be shown of it. */
  private void take(boolean ended, List<String> lines) {
    String line = open.toString(StandardCharsets.UTF_8);
    open.reset();
    String text = line.endsWith("\r") ? line.substring(0, line.length() - 1) : line;
    if (!goesOn || !text.isEmpty()) {
      lines.add(text);
    }
    goesOn = !ended;
  }

  private static int endOfLine(byte[] chunk, int from, int to) {
    int at = from;
    while (at < to && chunk[at] != '\n') {
      at++;
    }
    return at;
  }

  /** Where to cut a line that is too long: not in the middle of a character, if that can be. */
  private static int beforeSplitCharacter(byte[] chunk, int from, int to) {
    int at = to;
    while (at > from && to - at < 3 && (chunk[at] & 0xc0) == 0x80) {
      at--;
    }
    return at > from ? at : to;
  }
}
