package io.jobsch.spec.json;

import io.jobsch.spec.InvalidJobException;
import io.jobsch.spec.Pointer;
import io.jobsch.spec.Position;
import io.jobsch.spec.SpecProblem;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What has been found wrong with a document so far. Some things are known only later than their
 * place (that an object lacks a field, when it ends), so they are put in order at the end.
 */
final class Problems {
  private final List<Found> found = new ArrayList<>();

  void add(Place at, String message) {
    found.add(new Found(at, message));
  }

  void add(Place at, Optional<String> message) {
    if (message.isPresent()) {
      add(at, message.get());
    }
  }

  /** Adds what has been found wrong with a document that is the value at that place. */
  void addAll(Problems others, Pointer within) {
    for (Found each : others.found) {
      Pointer pointer = Pointer.parse(within.toString() + each.at.pointer());
      add(new Place(pointer, each.at.offset()), each.message);
    }
  }

  boolean none() {
    return found.isEmpty();
  }

  /** All of them, in the order of the text in which they were found. */
  InvalidJobException in(DocumentText text) {
    found.sort(Comparator.comparingInt(each -> each.at.offset()));
    Ruler ruler = text.ruler();
    List<SpecProblem> problems = new ArrayList<>(found.size());
    for (Found each : found) {
      Position position = ruler.position(each.at.offset());
      problems.add(new SpecProblem(each.at.pointer(), each.message, Optional.of(position)));
    }
    return new InvalidJobException(problems);
  }

  private record Found(Place at, String message) {}
}
