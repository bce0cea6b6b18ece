package io.jobsch.workers;

import io.jobsch.spec.RoleName;
import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Who plays which role of a job: a map that never changes, in the order of the roles, and in as
 * little space as that takes, since it is made for each job that starts and handed on with all that
 * is said of it.
 */
public final class Gang extends AbstractMap<RoleName, WorkerId>
    implements SortedMap<RoleName, WorkerId> {
  /** So many are looked through faster than they are searched. */
  private static final int FEW = 6;

  private final List<RoleName> roles;
  private final WorkerId[] workers;

  private Gang(List<RoleName> roles, WorkerId[] workers) {
    this.roles = roles;
    this.workers = workers;
  }

  /** One role, one worker. */
  public static Gang of(RoleName role, WorkerId worker) {
    return new Gang(List.of(role), new WorkerId[] {worker});
  }

  /**
   * Each role with the worker at its place. The gangs of jobs with the same roles may share an
   * immutable list of them.
   *
   * @param roles in their order
   * @param workers as many
   * @throws IllegalArgumentException if there are more of one, or the roles are in another order
   */
  public static Gang of(List<RoleName> roles, List<WorkerId> workers) {
    if (roles.size() != workers.size()) {
      throw new IllegalArgumentException(
          "gang: expected a worker for each role, found " + roles + " and " + workers);
    }
    for (int i = 1; i < roles.size(); i++) {
      if (roles.get(i - 1).compareTo(roles.get(i)) >= 0) {
        throw new IllegalArgumentException(
            "gang: expected roles in their order, each once, found " + roles);
      }
    }
    return new Gang(List.copyOf(roles), workers.toArray(WorkerId[]::new));
  }

  /**
   * The same as a gang; the same object if it is one.
   *
   * @param gang in the order of its roles
   */
  public static Gang copyOf(SortedMap<RoleName, WorkerId> gang) {
    if (gang instanceof Gang already) {
      return already;
    }
    Map<RoleName, WorkerId> inAnyOrder = gang;
    SortedMap<RoleName, WorkerId> sorted =
        gang.comparator() == null ? gang : new TreeMap<>(inAnyOrder);
    return new Gang(List.copyOf(sorted.keySet()), sorted.values().toArray(WorkerId[]::new));
  }

  @Override
  public int size() {
    return workers.length;
  }

  @Override
  public boolean containsKey(@Nullable Object role) {
    return index(role) >= 0;
  }

  @Override
  public @Nullable WorkerId get(@Nullable Object role) {
    int index = index(role);
    return index < 0 ? null : workers[index];
  }

  private int index(@Nullable Object role) {
    if (workers.length > FEW) {
      return role instanceof RoleName name ? Collections.binarySearch(roles, name) : -1;
    }
    for (int i = 0; i < workers.length; i++) {
      if (roles.get(i).equals(role)) {
        return i;
      }
    }
    return -1;
  }

  @Override
  public void forEach(BiConsumer<? super RoleName, ? super WorkerId> action) {
    for (int i = 0; i < workers.length; i++) {
      action.accept(roles.get(i), workers[i]);
    }
  }

  @Override
  public Collection<WorkerId> values() {
    return Collections.unmodifiableList(Arrays.asList(workers));
  }

  @Override
  public Set<Map.Entry<RoleName, WorkerId>> entrySet() {
    return new AbstractSet<>() {
      @Override
      public int size() {
        return workers.length;
      }

      @Override
      public Iterator<Map.Entry<RoleName, WorkerId>> iterator() {
        return new Entries();
      }
    };
  }

  /** In the order of the roles. */
  private final class Entries implements Iterator<Map.Entry<RoleName, WorkerId>> {
    private int next;

    @Override
    public boolean hasNext() {
      return next < workers.length;
    }

    @Override
    public Map.Entry<RoleName, WorkerId> next() {
      if (!hasNext()) {
        throw new NoSuchElementException("no more roles");
      }
      Map.Entry<RoleName, WorkerId> entry = Map.entry(roles.get(next), workers[next]);
      next++;
      return entry;
    }
  }

  @Override
  public @Nullable Comparator<? super RoleName> comparator() {
    return null; // their own order
  }

  @Override
  public RoleName firstKey() {
    return at(0);
  }

  @Override
  public RoleName lastKey() {
    return at(workers.length - 1);
  }

  private RoleName at(int index) {
    if (workers.length == 0) {
      throw new NoSuchElementException("no roles");
    }
    return roles.get(index);
  }

  private TreeMap<RoleName, WorkerId> tree() {
    return new TreeMap<>((SortedMap<RoleName, WorkerId>) this);
  }

  @Override
  public SortedMap<RoleName, WorkerId> subMap(RoleName from, RoleName to) {
    return Collections.unmodifiableSortedMap(tree().subMap(from, to));
  }

  @Override
  public SortedMap<RoleName, WorkerId> headMap(RoleName to) {
    return Collections.unmodifiableSortedMap(tree().headMap(to));
  }

  @Override
  public SortedMap<RoleName, WorkerId> tailMap(RoleName from) {
    return Collections.unmodifiableSortedMap(tree().tailMap(from));
  }
}
