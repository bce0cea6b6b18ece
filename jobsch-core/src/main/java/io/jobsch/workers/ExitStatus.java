package io.jobsch.workers;

/** How a process ended, as far as its runner can tell. */
public sealed interface ExitStatus {
  /**
   * It ended by itself, or in a way that cannot be told from that.
   *
   * @param value 0 means success
   */
  record Code(int value) implements ExitStatus {
    @Override
    public String toString() {
      return "exit code " + value;
    }
  }

  /**
   * A signal ended it.
   *
   * @param number as the system counts them: 9 is KILL, 15 TERM
   */
  record Signal(int number) implements ExitStatus {
    /** TERM. */
    public static final Signal TERM = new Signal(15);

    /** KILL. */
    public static final Signal KILL = new Signal(9);

    private static final int MOST = 64;

    /** What people call it: {@code TERM}; its number where it is a rare one. */
    public String name() {
      return switch (number) {
        case 1 -> "HUP";
        case 2 -> "INT";
        case 3 -> "QUIT";
        case 6 -> "ABRT";
        case 9 -> "KILL";
        case 11 -> "SEGV";
        case 13 -> "PIPE";
        case 15 -> "TERM";
        default -> Integer.toString(number);
      };
    }

    /**
     * The one that {@link #name} calls so.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static Signal named(String name) {
      for (int number = 1; number <= MOST; number++) {
        if (new Signal(number).name().equals(name)) {
          return new Signal(number);
        }
      }
      throw new IllegalArgumentException("there is no signal " + name);
    }

    @Override
    public String toString() {
      return "signal " + name();
    }
  }

  /** What a shell would show: the exit code, or 128 and the signal. */
  default int shellCode() {
    return this instanceof Signal signal ? 128 + signal.number() : ((Code) this).value();
  }
}
