package io.jobsch.spec;

/**
 * Who plays a command. Compared by its characters.
 *
 * @param value not empty, without NUL
 */
public record RoleName(String value) implements Comparable<RoleName> {
  /** The role of a command that neither has one nor inherits one. */
  public static final RoleName DEFAULT = new RoleName("default_role");

  /** Checks the name; see {@link SpecRules#nonEmptyText}. */
  public RoleName {
    SpecRules.require("role", SpecRules.nonEmptyText(value));
  }

  @Override
  public int compareTo(RoleName other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
