package io.jobsch.spec.json;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The fields that a node may have, in the order in which they are written. */
enum Field {
  TYPE("type"),
  NAME("name"),
  ROLE("role"),
  CWD("cwd"),
  ENV("env"),
  TIMEOUT("timeout"),
  PRIORITY("priority"),
  MAX_PARALLEL("max_parallel"),
  COMMAND("command"),
  WORK("work");

  private static final Map<String, Field> BY_KEY =
      Arrays.stream(values())
          .collect(Collectors.toUnmodifiableMap(Field::key, Function.identity()));

  private static final List<String> KEYS = Arrays.stream(values()).map(Field::key).toList();

  private final String key;

  Field(String key) {
    this.key = key;
  }

  String key() {
    return key;
  }

  static Optional<Field> of(String key) {
    return Optional.ofNullable(BY_KEY.get(key));
  }

  static List<String> keys() {
    return KEYS;
  }
}
