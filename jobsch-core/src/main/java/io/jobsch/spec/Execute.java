package io.jobsch.spec;

import java.util.List;

/**
 * One command.
 *
 * @param command what is run
 * @param attributes what it says beside
 */
public record Execute(Command command, Attributes attributes) implements JobSpec {
  /** Its name in a job document. */
  public static final String TYPE = "execute";

  @Override
  public Execute withAttributes(Attributes changed) {
    return new Execute(command, changed);
  }

  @Override
  public String type() {
    return TYPE;
  }

  @Override
  public List<JobSpec> work() {
    return List.of();
  }
}
