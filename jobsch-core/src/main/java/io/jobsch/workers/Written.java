package io.jobsch.workers;

/**
 * How many bytes a command has written.
 *
 * @param stdout to its standard output
 * @param stderr to its standard error
 */
public record Written(long stdout, long stderr) {
  /** Nothing. */
  public static final Written NOTHING = new Written(0, 0);

  /** Those of one stream. */
  public long to(StreamName stream) {
    return stream == StreamName.STDOUT ? stdout : stderr;
  }
}
