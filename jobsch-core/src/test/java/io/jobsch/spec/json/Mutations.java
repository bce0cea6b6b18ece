package io.jobsch.spec.json;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Documents that have been changed at random: byte by byte, or token by token. */
final class Mutations {
  private static final Pattern TOKEN =
      Pattern.compile("\"(?:[^\"\\\\]|\\\\.)*\"|[{}\\[\\],:]|[^\\s{}\\[\\],:\"]+");

  /** What a change puts in beside what the documents hold themselves. */
  private static final List<String> STRANGE =
      List.of(
          "null",
          "true",
          "0",
          "-1",
          "1.5",
          "1e400",
          "1e-400",
          "3e9",
          "NaN",
          "-Infinity",
          "\"\"",
          "\"\\u0000\"",
          "\"\\ud800\"",
          "\"\\ud83d\\ude00\"",
          "[]",
          "{}",
          "{",
          "}",
          "[",
          "]",
          ",",
          ":",
          "\"type\"",
          "\"comand\"",
          "\"work\"",
          "\"max_parallel\"",
          "\"priority\"",
          "\"execute\"",
          "'",
          "tru");

  private final Random random;
  private final List<String> documents;
  private final List<String> vocabulary = new ArrayList<>(STRANGE);

  Mutations(Random random, List<String> documents) {
    this.random = random;
    this.documents = documents;
    documents.forEach(document -> vocabulary.addAll(tokens(document)));
  }

  /** A document in which some bytes are changed, put in, taken out, repeated or cut off. */
  byte[] bytes() {
    byte[] document = pick(documents).getBytes(StandardCharsets.UTF_8);
    for (int changes = 1 + random.nextInt(4); changes > 0; changes--) {
      document = withChangedBytes(document);
    }
    return document;
  }

  private byte[] withChangedBytes(byte[] document) {
    int from = random.nextInt(document.length + 1);
    int to = Math.min(document.length, from + random.nextInt(8));
    ByteArrayOutputStream changed = new ByteArrayOutputStream();
    changed.write(document, 0, from);
    switch (random.nextInt(5)) {
      case 0 -> changed.write(document, to, document.length - to);
      case 1 -> {
        changed.write(random.nextInt(256));
        changed.write(document, from, document.length - from);
      }
      case 2 -> {
        changed.write(document, from, to - from);
        changed.write(document, from, document.length - from);
      }
      case 3 -> {
        byte[] rest = Arrays.copyOfRange(document, from, document.length);
        if (rest.length > 0) {
          rest[0] ^= (byte) (1 << random.nextInt(8));
        }
        changed.writeBytes(rest);
      }
      default ->
          changed.write(document, from, random.nextInt(10) == 0 ? 0 : document.length - from);
    }
    return changed.toByteArray();
  }

  /** A document in which some tokens are replaced, put in, taken out, repeated or swapped. */
  String tokens() {
    List<String> tokens = tokens(pick(documents));
    for (int changes = 1 + random.nextInt(3); changes > 0 && !tokens.isEmpty(); changes--) {
      change(tokens);
    }
    return String.join(" ", tokens);
  }

  private void change(List<String> tokens) {
    int at = random.nextInt(tokens.size());
    switch (random.nextInt(6)) {
      case 0 -> tokens.remove(at);
      case 1 -> tokens.add(at, pick(vocabulary));
      case 2 -> tokens.add(at, tokens.get(at));
      case 3 -> Collections.swap(tokens, at, random.nextInt(tokens.size()));
      // Mostly what leaves the document JSON: a key for a key, a value for a value.
      default -> tokens.set(at, like(tokens.get(at)));
    }
  }

  private String like(String token) {
    boolean mark = token.length() == 1 && "{}[],:".contains(token);
    return mark
        ? pick(vocabulary)
        : pick(vocabulary.stream().filter(each -> !"{}[],:'".contains(each)).toList());
  }

  private static List<String> tokens(String document) {
    List<String> tokens = new ArrayList<>();
    for (Matcher each = TOKEN.matcher(document); each.find(); ) {
      tokens.add(each.group());
    }
    return tokens;
  }

  private String pick(List<String> all) {
    return all.get(random.nextInt(all.size()));
  }
}
