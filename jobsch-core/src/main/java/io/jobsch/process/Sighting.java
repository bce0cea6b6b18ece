package io.jobsch.process;

/**
 * One process, as a look at the process table found it.
 *
 * @param id which one
 * @param parent the number of its parent
 * @param state as Linux writes it: {@code R}, {@code S}, {@code D}, {@code T}, {@code Z} and so on,
 *     {@code ?} where the system does not tell
 * @param threads how many threads it has
 * @param name what the system calls it, for people
 */
record Sighting(ProcessId id, long parent, char state, int threads, String name) {
  long pid() {
    return id.pid();
  }

  /**
   * Whether nothing of it runs any more, and only its parent has not heard of that yet. A process
   * whose first thread has ended shows as a zombie, too, while its other threads run on.
   */
  boolean dead() {
    return (state == 'Z' || state == 'X') && threads <= 1;
  }

  boolean running() {
    return state == 'R' || state == 'D';
  }

  boolean stopped() {
    return state == 'T';
  }

  @Override
  public String toString() {
    return "pid " + pid() + " (" + state + ") " + name;
  }
}
