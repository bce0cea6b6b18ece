package io.jobsch.vertx.config;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A configuration that names what it is of and where it is wrong. Every method throws a {@link
 * ConfigurationException} that says the key, what was expected there and what was found.
 */
public final class Configuration {
  private static final long MILLIS = 1000;

  /** A hundred years, in seconds. */
  private static final double LONGEST = 3_153_600_000.0;

  private final String owner;
  private final JsonObject json;

  private Configuration(String owner, JsonObject json) {
    this.owner = owner;
    this.json = json;
  }

  /**
   * What a verticle was deployed with.
   *
   * @param owner the verticle
   * @param keys those that it knows
   */
  public static Configuration of(Class<?> owner, JsonObject json, Set<String> keys) {
    Configuration configuration = new Configuration(owner.getSimpleName(), json);
    Set<String> unknown = new TreeSet<>(json.fieldNames());
    unknown.removeAll(keys);
    if (!unknown.isEmpty()) {
      throw configuration.wrong(
          String.join(", ", unknown),
          "there is no such key; it knows " + String.join(", ", new TreeSet<>(keys)));
    }
    return configuration;
  }

  /** A text. */
  public Optional<String> text(String key) {
    return value(key, String.class, "a text");
  }

  /** A text that has to be there. */
  public String required(String key) {
    return text(key).orElseThrow(() -> wrong(key, "expected a text, found nothing"));
  }

  /** A list of texts; empty if it is left out. */
  public List<String> texts(String key) {
    List<String> texts = new ArrayList<>();
    JsonArray all = value(key, JsonArray.class, "a list of texts").orElseGet(JsonArray::new);
    for (int i = 0; i < all.size(); i++) {
      if (!(all.getValue(i) instanceof String text)) {
        throw wrong(key + "/" + i, "expected a text, found " + shown(all.getValue(i)));
      }
      texts.add(text);
    }
    return texts;
  }

  /** A path. */
  public Optional<Path> path(String key) {
    return text(key).map(it -> checked(key, () -> Path.of(it)));
  }

  /** True or false. */
  public boolean flag(String key) {
    return value(key, Boolean.class, "true or false").orElse(false);
  }

  /** A whole number between two. */
  public int number(String key, int usual, int least, int most) {
    String expected = "a whole number from " + least + " to " + most;
    int number = value(key, Integer.class, expected).orElse(usual);
    if (number < least || number > most) {
      throw wrong(key, "expected " + expected + ", found " + number);
    }
    return number;
  }

  /** A time in seconds, fractions allowed. */
  public Duration seconds(String key, Duration usual) {
    return seconds(key).orElse(usual);
  }

  /** The same; empty if it is left out. */
  public Optional<Duration> seconds(String key) {
    String expected = "a number of seconds, 0 or more";
    Optional<Double> seconds = value(key, Number.class, expected).map(Number::doubleValue);
    if (seconds.filter(it -> !(it >= 0 && it <= LONGEST)).isPresent()) {
      throw wrong(key, "expected " + expected + ", found " + seconds.get());
    }
    return seconds.map(it -> Duration.ofMillis(Math.round(it * MILLIS)));
  }

  /** Something that is made of a text. */
  public <T> Optional<T> made(String key, Function<String, T> maker) {
    return text(key).map(it -> checked(key, () -> maker.apply(it)));
  }

  /** Something that is made of a key's value, and may find that it makes no sense. */
  public <T> T checked(String key, Supplier<T> maker) {
    try {
      return maker.get();
    } catch (IllegalArgumentException e) {
      throw wrong(key, String.valueOf(e.getMessage()));
    }
  }

  private <T> Optional<T> value(String key, Class<T> type, String expected) {
    if (!json.containsKey(key)) {
      return Optional.empty();
    }
    Object value = json.getValue(key);
    if (!type.isInstance(value)) {
      throw wrong(key, "expected " + expected + ", found " + shown(value));
    }
    return Optional.of(type.cast(value));
  }

  /** As it is written in JSON. */
  private static String shown(@Nullable Object value) {
    String list = new JsonArray().add(value).encode();
    return list.substring(1, list.length() - 1);
  }

  /** What is said of a value that makes no sense. */
  public ConfigurationException wrong(String key, String what) {
    return new ConfigurationException("configuration of " + owner + ": " + key + ": " + what);
  }
}
