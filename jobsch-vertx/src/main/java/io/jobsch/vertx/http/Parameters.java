package io.jobsch.vertx.http;

import io.jobsch.spec.SpecRules;
import io.vertx.core.MultiMap;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The parameters of a request's query, and none that is not known. Each is given once, but for
 * those that may have several values.
 */
final class Parameters {
  private static final Parameters NONE = new Parameters(MultiMap.caseInsensitiveMultiMap());

  private final MultiMap values;

  private Parameters(MultiMap values) {
    this.values = values;
  }

  /**
   * Those of a request.
   *
   * @throws Refused if there is another one
   */
  static Parameters of(RoutingContext ctx, String... known) {
    if (ctx.request().query() == null) {
      return NONE;
    }
    MultiMap values = ctx.queryParams();
    Set<String> names = new TreeSet<>(List.of(known));
    for (String name : values.names()) {
      if (!names.contains(name)) {
        throw Problems.badRequest(
                "there is no parameter "
                    + SpecRules.quoted(name)
                    + " here; "
                    + (names.isEmpty() ? "there is none" : "there are " + String.join(", ", names)))
            .refused();
      }
    }
    return new Parameters(values);
  }

  /**
   * The value of one.
   *
   * @throws Refused if there are several
   */
  Optional<String> text(String name) {
    if (values.getAll(name).size() > 1) {
      throw Problems.badParameter(name, "expected one value, found several").refused();
    }
    return Optional.ofNullable(values.get(name));
  }

  boolean flag(String name) {
    return text(name)
        .map(
            value ->
                switch (value) {
                  case "true", "" -> true;
                  case "false" -> false;
                  default ->
                      throw Problems.badParameter(
                              name, "expected true or false, found " + SpecRules.quoted(value))
                          .refused();
                })
        .orElse(false);
  }

  Optional<Long> wholeNumber(String name, long least, long most) {
    return text(name).map(value -> wholeNumber(name, value, least, most));
  }

  private static long wholeNumber(String name, String value, long least, long most) {
    try {
      long number = Long.parseLong(value);
      if (number >= least && number <= most) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Said below, for both.
    }
    throw Problems.badParameter(
            name,
            "expected a whole number from "
                + least
                + " to "
                + most
                + ", found "
                + SpecRules.quoted(value))
        .refused();
  }

  /** One of some values, as they print. */
  <T> Optional<T> oneOf(String name, List<T> allowed) {
    return text(name).map(value -> oneOf(name, value, allowed));
  }

  /** Some of some values, as they print: with commas between them, or each by itself. */
  <T> Set<T> someOf(String name, List<T> allowed) {
    return values.getAll(name).stream()
        .flatMap(each -> Stream.of(each.split(",", -1)))
        .map(value -> oneOf(name, value, allowed))
        .collect(Collectors.toSet());
  }

  private static <T> T oneOf(String name, String value, List<T> allowed) {
    return allowed.stream()
        .filter(each -> each.toString().equals(value))
        .findFirst()
        .orElseThrow(
            () ->
                Problems.badParameter(
                        name,
                        "expected one of "
                            + String.join(", ", allowed.stream().map(Object::toString).toList())
                            + ", found "
                            + SpecRules.quoted(value))
                    .refused());
  }
}
