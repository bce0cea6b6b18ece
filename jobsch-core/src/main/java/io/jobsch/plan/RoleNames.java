package io.jobsch.plan;

import io.jobsch.spec.RoleName;
import java.util.AbstractSet;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Roles in their order, never changed, in as little space as that takes: every job that waits has
 * them, and most have none but the default.
 */
final class RoleNames extends AbstractSet<RoleName> implements SortedSet<RoleName> {
  private static final RoleNames DEFAULT = new RoleNames(new RoleName[] {RoleName.DEFAULT});

  private final RoleName[] inOrder;
  private final int hash;

  private RoleNames(RoleName[] inOrder) {
    this.inOrder = inOrder;
    int sum = 0;
    for (RoleName each : inOrder) {
      sum += each.hashCode();
    }
    this.hash = sum;
  }

  static SortedSet<RoleName> of(RoleName role) {
    return role.equals(RoleName.DEFAULT) ? DEFAULT : new RoleNames(new RoleName[] {role});
  }

  static SortedSet<RoleName> copyOf(SortedSet<RoleName> roles) {
    if (roles instanceof RoleNames) {
      return roles;
    }
    if (roles.size() == 1) {
      return of(roles.first());
    }
    return new RoleNames(new TreeSet<>((Collection<RoleName>) roles).toArray(RoleName[]::new));
  }

  @Override
  public int size() {
    return inOrder.length;
  }

  @Override
  public boolean contains(@Nullable Object role) {
    return role instanceof RoleName name && Arrays.binarySearch(inOrder, name) >= 0;
  }

  @Override
  public Iterator<RoleName> iterator() {
    return Arrays.asList(inOrder).iterator();
  }

  @Override
  public @Nullable Comparator<? super RoleName> comparator() {
    return null; // their own order
  }

  @Override
  public RoleName first() {
    return at(0);
  }

  @Override
  public RoleName last() {
    return at(inOrder.length - 1);
  }

  private RoleName at(int index) {
    if (inOrder.length == 0) {
      throw new NoSuchElementException("no roles");
    }
    return inOrder[index];
  }

  private TreeSet<RoleName> tree() {
    return new TreeSet<>((SortedSet<RoleName>) this);
  }

  @Override
  public SortedSet<RoleName> subSet(RoleName from, RoleName to) {
    return Collections.unmodifiableSortedSet(tree().subSet(from, to));
  }

  @Override
  public SortedSet<RoleName> headSet(RoleName to) {
    return Collections.unmodifiableSortedSet(tree().headSet(to));
  }

  @Override
  public SortedSet<RoleName> tailSet(RoleName from) {
    return Collections.unmodifiableSortedSet(tree().tailSet(from));
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof RoleNames those
        ? hash == those.hash && Arrays.equals(inOrder, those.inOrder)
        : super.equals(other);
  }

  @Override
  public int hashCode() {
    return hash;
  }
}
