package io.jobsch.local.manual;

import java.util.regex.Pattern;

/** A pattern over any text: {@code *} stands for any characters, {@code ?} for one. */
final class Glob {
  private final Pattern pattern;

  Glob(String glob) {
    StringBuilder regex = new StringBuilder();
    glob.codePoints().forEach(each -> regex.append(part(each)));
    pattern = Pattern.compile(regex.toString(), Pattern.DOTALL);
  }

  private static String part(int codePoint) {
    return switch (codePoint) {
      case '*' -> ".*";
      case '?' -> ".";
      default -> Pattern.quote(Character.toString(codePoint));
    };
  }

  boolean matches(String text) {
    return pattern.matcher(text).matches();
  }
}
