package io.jobsch.workers;

import io.jobsch.spec.RoleName;
import java.util.List;

/**
 * A pattern over the names of roles: {@code *} stands for any characters, {@code ?} for one; all
 * others stand for themselves.
 *
 * @param glob not empty
 */
public record RolePattern(String glob) {
  /** Checks that there is a pattern. */
  public RolePattern {
    if (glob.isEmpty()) {
      throw new IllegalArgumentException("role pattern: expected one that is not empty");
    }
  }

  /** Whether the whole name is of this pattern; takes at most their two lengths multiplied. */
  public boolean matches(RoleName role) {
    String name = role.value();
    int at = 0;
    int in = 0;
    int star = -1;
    int resume = 0;
    while (at < name.length()) {
      if (in < glob.length() && glob.charAt(in) == '*') {
        star = in++;
        resume = at;
      } else if (in < glob.length()
          && (glob.charAt(in) == '?' || glob.charAt(in) == name.charAt(at))) {
        in++;
        at++;
      } else if (star >= 0) {
        in = star + 1;
        at = ++resume;
      } else {
        return false;
      }
    }
    while (in < glob.length() && glob.charAt(in) == '*') {
      in++;
    }
    return in == glob.length();
  }

  /** Whether more than one name may be of this pattern. */
  public boolean isOpen() {
    return glob.indexOf('*') >= 0 || glob.indexOf('?') >= 0;
  }

  /** Whether a role is of one of these patterns, or there are none, which means every role. */
  public static boolean anyMatches(List<RolePattern> patterns, RoleName role) {
    return patterns.isEmpty() || patterns.stream().anyMatch(pattern -> pattern.matches(role));
  }

  @Override
  public String toString() {
    return glob;
  }
}
