package io.jobsch.spec.json;

import io.jobsch.spec.JobSpec;
import io.jobsch.spec.Pointer;
import io.jobsch.spec.RoleName;
import io.jobsch.spec.SpecLimits;
import io.jobsch.spec.SpecRules;
import io.jobsch.spec.SpecSize;
import java.util.Optional;

/**
 * Reads the nodes of one document. Recursive, which is safe: what lies deeper than the limit is
 * passed over unread.
 */
final class NodeReader {
  private final Tokens tokens;
  private final Problems problems;
  private final SpecLimits limits;
  private final Values values;
  private final RoleCount roles = new RoleCount();
  private int nodes;
  private boolean saidTooDeep;

  private NodeReader(Tokens tokens, Problems problems, SpecLimits limits) {
    this.tokens = tokens;
    this.problems = problems;
    this.limits = limits;
    this.values = new Values(tokens, problems, limits);
  }

  /** Reads a job, which begins at the current token; empty if any problem was found. */
  static Optional<JobSpec> job(Tokens tokens, Problems problems, SpecLimits limits) {
    NodeReader reader = new NodeReader(tokens, problems, limits);
    try {
      return reader.root();
    } finally {
      reader.checkRoles(); // also of what was read before the text ceased to be JSON
    }
  }

  private Optional<JobSpec> root() {
    NodeDraft root = node(Pointer.ROOT, 1);
    if (root.unplayed().isPresent()) {
      roles.add(RoleName.DEFAULT, root.unplayed().get());
    }
    return root.spec();
  }

  /** Reports the command whose role is one too many, among those whose role is known by now. */
  private void checkRoles() {
    Optional<Place> command = roles.beyond(limits.roles());
    if (command.isPresent()) {
      problems.add(command.get(), SpecSize.tooManyRoles(limits));
    }
  }

  private NodeDraft node(Pointer pointer, int depth) {
    NodeDraft draft = new NodeDraft(values.at(pointer), problems);
    if (!tokens.isObject()) {
      values.unexpected(draft.at(), "expected an object with a 'type', found " + tokens.found());
      return draft;
    }
    nodes++;
    if (nodes == limits.nodes() + 1L) {
      problems.add(draft.at(), SpecSize.tooManyNodes(limits));
    }
    if (depth > limits.depth()) {
      if (!saidTooDeep) {
        problems.add(draft.at(), SpecSize.tooDeep(limits));
      }
      saidTooDeep = true;
      tokens.skip();
      return draft;
    }
    while (tokens.nextKey()) {
      field(draft, depth);
    }
    draft.end(roles);
    return draft;
  }

  private void field(NodeDraft draft, int depth) {
    String key = tokens.text();
    Place at = values.at(draft.at().pointer().child(key));
    tokens.next();
    Optional<Field> field = Field.of(key);
    if (field.isEmpty()) {
      values.unexpected(
          at, "unknown field " + SpecRules.quoted(key) + Spelling.hint(key, Field.keys()));
    } else if (draft.begin(field.get(), at)) {
      value(draft, field.get(), values.at(at.pointer()), depth);
    } else {
      values.unexpected(at, "expected each field once, found another '" + key + "'");
    }
  }

  private void value(NodeDraft draft, Field field, Place at, int depth) {
    switch (field) {
      case TYPE -> draft.type(values.type(at));
      case NAME -> draft.name(values.nonEmptyText(at));
      case ROLE -> draft.role(values.nonEmptyText(at).map(RoleName::new));
      case CWD -> draft.cwd(values.nonEmptyText(at));
      case ENV -> draft.env(values.env(at));
      case TIMEOUT -> draft.timeout(values.timeout(at));
      case PRIORITY -> draft.priority(values.priority(at));
      case MAX_PARALLEL -> draft.maxParallel(values.maxParallel(at));
      case COMMAND -> draft.command(values.command(at));
      case WORK -> work(draft, at, depth);
    }
  }

  private void work(NodeDraft draft, Place at, int depth) {
    if (!tokens.isArray()) {
      values.unexpected(at, "expected a list of nodes, found " + tokens.found());
      return;
    }
    int count = 0;
    for (; tokens.nextElement(); count++) {
      draft.part(node(at.pointer().child(count), depth + 1));
    }
    problems.add(at, SpecRules.parts(count));
  }
}
