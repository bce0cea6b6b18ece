package io.jobsch.spec;

import java.util.List;

/**
 * Parts that run one after the other, until one does not succeed.
 *
 * @param work the parts, one at least
 * @param attributes what it says beside
 */
public record SequenceGroup(List<JobSpec> work, Attributes attributes) implements Group {
  /** Its name in a job document. */
  public static final String TYPE = "sequence_group";

  /** Checks that there is a part. */
  public SequenceGroup {
    work = Group.checked(work);
  }

  @Override
  public SequenceGroup withAttributes(Attributes changed) {
    return new SequenceGroup(work, changed);
  }

  @Override
  public String type() {
    return TYPE;
  }
}
