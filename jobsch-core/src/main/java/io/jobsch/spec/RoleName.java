package io.jobsch.spec;

import org.jspecify.annotations.Nullable;

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

  /** As a record's own, written out: roles are compared at every turn. */
  @Override
  public boolean equals(@Nullable Object other) {
    return this == other || (other instanceof RoleName that && value.equals(that.value));
  }

  @Override
  public int hashCode() {
    return value.hashCode();
  }

  @Override
  public String toString() {
    return value;
  }
}
