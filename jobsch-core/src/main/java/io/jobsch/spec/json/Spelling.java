package io.jobsch.spec.json;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Guesses which of a few words was meant. What it costs does not grow with what was written. */
final class Spelling {
  private static final int LONGEST = 32;
  private static final int SHORTEST = 3;

  private Spelling() {}

  /** {@code "; did you mean 'word'?"}, or nothing where no word is near. */
  static String hint(String written, List<String> words) {
    return nearest(written, words).map(word -> "; did you mean '" + word + "'?").orElse("");
  }

  private static Optional<String> nearest(String written, List<String> words) {
    if (written.length() > LONGEST) {
      return Optional.empty();
    }
    String folded = written.toLowerCase(Locale.ROOT);
    return words.stream()
        .filter(word -> distance(folded, word) <= tolerance(word))
        .min(Comparator.comparingInt(word -> distance(folded, word)));
  }

  /** A word of three letters is another word with one of them changed. */
  private static int tolerance(String word) {
    return word.length() <= SHORTEST ? 0 : word.length() / 3;
  }

  /**
   * How many letters must be put in, taken out, changed, or swapped with their neighbour; none for
   * the beginning of a word.
   */
  private static int distance(String written, String word) {
    if (written.length() >= SHORTEST && word.startsWith(written)) {
      return 0;
    }
    int[] beforeLast = new int[0];
    int[] last = new int[word.length() + 1];
    Arrays.setAll(last, i -> i);
    for (int i = 1; i <= written.length(); i++) {
      int[] row = new int[word.length() + 1];
      row[0] = i;
      for (int j = 1; j <= word.length(); j++) {
        boolean same = written.charAt(i - 1) == word.charAt(j - 1);
        row[j] = Math.min(last[j - 1] + (same ? 0 : 1), 1 + Math.min(last[j], row[j - 1]));
        if (i > 1
            && j > 1
            && written.charAt(i - 1) == word.charAt(j - 2)
            && written.charAt(i - 2) == word.charAt(j - 1)) {
          row[j] = Math.min(row[j], beforeLast[j - 2] + 1);
        }
      }
      beforeLast = last;
      last = row;
    }
    return last[word.length()];
  }
}
