package io.jobsch.engine;

import io.jobsch.spec.RoleName;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The roles that nobody wants any more, and of which it is still kept who suits them: the next job
 * that wants one of them need not wait for all to be asked again. The last few only, so that roles
 * that never come again are not kept for ever.
 */
final class RememberedRoles {
  static final int MOST = 32;

  private final Set<RoleName> roles = new LinkedHashSet<>();

  void wanted(SortedSet<RoleName> again) {
    roles.removeAll(again);
  }

  void unwanted(SortedSet<RoleName> now) {
    roles.addAll(now);
  }

  /** Those that are too many, the oldest: they are to be forgotten. */
  SortedSet<RoleName> takeTooMany() {
    if (roles.size() <= MOST) {
      return Collections.emptySortedSet();
    }
    SortedSet<RoleName> oldest = new TreeSet<>();
    for (Iterator<RoleName> it = roles.iterator(); roles.size() > MOST; it.remove()) {
      oldest.add(it.next());
    }
    return oldest;
  }
}
