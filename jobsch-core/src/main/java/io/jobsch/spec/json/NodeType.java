package io.jobsch.spec.json;

import io.jobsch.spec.Execute;
import io.jobsch.spec.ParallelGroup;
import io.jobsch.spec.SequenceGroup;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The kinds of node, and what each has that not every node has. */
enum NodeType {
  EXECUTE(Execute.TYPE, "an", Field.COMMAND, EnumSet.of(Field.COMMAND)),
  SEQUENCE_GROUP(SequenceGroup.TYPE, "a", Field.WORK, EnumSet.of(Field.WORK)),
  PARALLEL_GROUP(ParallelGroup.TYPE, "a", Field.WORK, EnumSet.of(Field.WORK, Field.MAX_PARALLEL));

  private static final Set<Field> NOT_SHARED =
      EnumSet.of(Field.COMMAND, Field.WORK, Field.MAX_PARALLEL);

  private static final List<String> WORDS = Arrays.stream(values()).map(each -> each.word).toList();

  private final String word;
  private final String article;
  private final Field needed;
  private final Set<Field> own;

  NodeType(String word, String article, Field needed, Set<Field> own) {
    this.word = word;
    this.article = article;
    this.needed = needed;
    this.own = own;
  }

  static Optional<NodeType> of(String word) {
    return Arrays.stream(values()).filter(each -> each.word.equals(word)).findFirst();
  }

  /** What a document calls them. */
  static List<String> words() {
    return WORDS;
  }

  /** Said of anything that is found instead of one of them. */
  static String expected(String found) {
    int last = WORDS.size() - 1;
    return "expected \""
        + String.join("\", \"", WORDS.subList(0, last))
        + "\" or \""
        + WORDS.get(last)
        + "\", found "
        + found;
  }

  /** Beside its type, the one field without which it is nothing. */
  Field needed() {
    return needed;
  }

  /** What is wrong with a field that exists, but not here. */
  Optional<String> misplaced(Field field) {
    return NOT_SHARED.contains(field) && !own.contains(field)
        ? Optional.of(article + " " + word + " has no '" + field.key() + "'")
        : Optional.empty();
  }
}
