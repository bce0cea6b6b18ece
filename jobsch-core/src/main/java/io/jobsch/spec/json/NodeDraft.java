package io.jobsch.spec.json;

import io.jobsch.spec.Attributes;
import io.jobsch.spec.Command;
import io.jobsch.spec.Execute;
import io.jobsch.spec.JobSpec;
import io.jobsch.spec.ParallelGroup;
import io.jobsch.spec.RoleName;
import io.jobsch.spec.SequenceGroup;
import io.jobsch.spec.SpecRules;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A node while it is read: its fields come in any order, its type perhaps last. Knows which fields
 * belong together, and not how any of them is read.
 */
final class NodeDraft {
  private final Place at;
  private final Problems problems;
  private final Map<Field, Place> seen = new EnumMap<>(Field.class);
  private Optional<NodeType> type = Optional.empty();
  private Optional<String> name = Optional.empty();
  private Optional<RoleName> role = Optional.empty();
  private Optional<String> cwd = Optional.empty();
  private Map<String, String> env = Map.of();
  private Optional<Duration> timeout = Optional.empty();
  private OptionalInt priority = OptionalInt.empty();
  private OptionalInt maxParallel = OptionalInt.empty();
  private Optional<Command> command = Optional.empty();
  private final List<JobSpec> work = new ArrayList<>();
  private Optional<Place> unplayed = Optional.empty();
  private Optional<JobSpec> spec = Optional.empty();

  NodeDraft(Place at, Problems problems) {
    this.at = at;
    this.problems = problems;
  }

  Place at() {
    return at;
  }

  /** Notes a field by the place of its key; false if it has been there before. */
  boolean begin(Field field, Place key) {
    if (seen.putIfAbsent(field, key) != null) {
      return false;
    }
    if (type.isPresent()) {
      problems.add(key, type.get().misplaced(field));
    }
    if (field == Field.PRIORITY && at.pointer().depth() > 0) {
      problems.add(key, SpecRules.PRIORITY_BELOW_THE_ROOT);
    }
    return true;
  }

  /** What had come before is looked at again; without a type there is nothing to find in it. */
  void type(Optional<NodeType> value) {
    type = value;
    if (value.isPresent()) {
      for (Map.Entry<Field, Place> each : seen.entrySet()) {
        problems.add(each.getValue(), value.get().misplaced(each.getKey()));
      }
    }
  }

  void name(Optional<String> value) {
    name = value;
  }

  void role(Optional<RoleName> value) {
    role = value;
  }

  void cwd(Optional<String> value) {
    cwd = value;
  }

  void env(Map<String, String> value) {
    env = value;
  }

  void timeout(Optional<Duration> value) {
    timeout = value;
  }

  void priority(OptionalInt value) {
    priority = value;
  }

  void maxParallel(OptionalInt value) {
    maxParallel = value;
  }

  void command(Optional<Command> value) {
    command = value;
  }

  void part(NodeDraft part) {
    part.spec.ifPresent(work::add);
    unplayed = unplayed.or(part::unplayed);
  }

  /** Every field has been read. */
  void end(RoleCount roles) {
    need(Field.TYPE);
    if (type.isPresent()) {
      need(type.get().needed());
    }
    if (type.equals(Optional.of(NodeType.EXECUTE))) {
      unplayed = Optional.of(at);
    }
    if (seen.containsKey(Field.ROLE)) {
      role.ifPresent(known -> unplayed.ifPresent(first -> roles.add(known, first)));
      unplayed = Optional.empty();
    }
    if (problems.none()) {
      spec = type.isPresent() ? Optional.of(built(type.get())) : Optional.empty();
    }
  }

  /** The first command, from here down, whose role is to be told by a node above. */
  Optional<Place> unplayed() {
    return unplayed;
  }

  /** The node; empty if a problem has been found, here or before. */
  Optional<JobSpec> spec() {
    return spec;
  }

  private void need(Field field) {
    if (!seen.containsKey(field)) {
      problems.add(at, "expected a field '" + field.key() + "', found none");
    }
  }

  /** Most nodes say nothing of themselves, and share that. */
  private Attributes attributes() {
    Attributes attributes = new Attributes(name, role, env, cwd, timeout, priority);
    return attributes.equals(Attributes.NONE) ? Attributes.NONE : attributes;
  }

  private JobSpec built(NodeType known) {
    Attributes attributes = attributes();
    return switch (known) {
      case EXECUTE -> new Execute(command.orElseThrow(), attributes);
      case SEQUENCE_GROUP -> new SequenceGroup(work, attributes);
      case PARALLEL_GROUP -> new ParallelGroup(work, maxParallel, attributes);
    };
  }
}
