package io.jobsch.launcher.view;

import io.jobsch.result.NodeState;

/** Colours text for a terminal, or leaves it as it is. */
enum Paint {
  /** With colours. */
  COLOURED,
  /** Without any. */
  PLAIN;

  private static final String RESET = "\u001b[0m";

  /** Told apart well enough on light and on dark screens. */
  private static final int[] WHO = {36, 33, 35, 34, 32, 96, 93, 95, 94, 92};

  private static final int RED = 31;
  private static final int GREEN = 32;
  private static final int YELLOW = 33;
  private static final int CYAN = 36;
  private static final int FAINT = 2;

  /** A command's own line: its colours end with it. */
  String foreign(String line) {
    if (this == PLAIN) {
      return SafeText.plain(line);
    }
    String safe = SafeText.coloured(line);
    return safe.indexOf('\u001b') >= 0 ? safe + RESET : safe;
  }

  /** The sign of whoever wrote a line: the same number has the same colour. */
  String who(int number, String text) {
    return with(WHO[number % WHO.length], text);
  }

  /** What is to be noticed. */
  String alarm(String text) {
    return with(RED, text);
  }

  /** What is of less interest. */
  String faint(String text) {
    return with(FAINT, text);
  }

  String state(NodeState state, String text) {
    return with(
        switch (state) {
          case PENDING, SKIPPED -> FAINT;
          case RUNNING -> CYAN;
          case SUCCEEDED -> GREEN;
          case FAILED, TIMED_OUT, LOST -> RED;
          case CANCELLED -> YELLOW;
        },
        text);
  }

  private String with(int colour, String text) {
    return this == PLAIN || text.isEmpty() ? text : "\u001b[" + colour + "m" + text + RESET;
  }
}
