package io.jobsch.spec.json;

import io.jobsch.spec.RoleName;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Which roles the commands of a document have. A group may name its role after its work, so a role
 * may become known later than the commands that have it.
 */
final class RoleCount {
  private final Map<RoleName, Place> firstCommands = new HashMap<>();

  /** That role is played by commands of which this is the first. */
  void add(RoleName role, Place firstCommand) {
    firstCommands.merge(
        role, firstCommand, (one, other) -> one.offset() < other.offset() ? one : other);
  }

  /** The first command whose role is one more than that many. */
  Optional<Place> beyond(int limit) {
    if (firstCommands.size() <= limit) {
      return Optional.empty();
    }
    return firstCommands.values().stream()
        .sorted(Comparator.comparingInt(Place::offset))
        .skip(limit)
        .findFirst();
  }
}
