package io.jobsch.plan;

import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The variables that a node inherits and those that it sets itself. Nodes that set none share their
 * parent's, so that a large tree costs what its document costs.
 */
public final class Environment {
  /** No variables. */
  public static final Environment EMPTY = new Environment(null, Map.of());

  private final @Nullable Environment parent;
  private final Map<String, String> own;

  private Environment(@Nullable Environment parent, Map<String, String> own) {
    this.parent = parent;
    this.own = own;
  }

  /** These and, key by key, the nearer ones. */
  Environment with(Map<String, String> nearer) {
    return nearer.isEmpty() ? this : new Environment(this, nearer);
  }

  /** All of them; where one is set more than once, the nearest holds. */
  public Map<String, String> merged() {
    if (parent == null) {
      return own;
    }
    Deque<Environment> outermostFirst = new ArrayDeque<>();
    for (Optional<Environment> at = Optional.of(this); at.isPresent(); ) {
      outermostFirst.push(at.get());
      at = Optional.ofNullable(at.get().parent);
    }
    Map<String, String> all = new LinkedHashMap<>();
    outermostFirst.forEach(each -> all.putAll(each.own));
    return Collections.unmodifiableMap(all);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Environment that && merged().equals(that.merged());
  }

  @Override
  public int hashCode() {
    return merged().hashCode();
  }

  @Override
  public String toString() {
    return merged().toString();
  }
}
