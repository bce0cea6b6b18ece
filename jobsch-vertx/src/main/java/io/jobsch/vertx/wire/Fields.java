package io.jobsch.vertx.wire;

import io.jobsch.spec.SpecRules;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The members of a JSON object, each of which has to be there, of the right kind, and known. What
 * is not as it should be is said with its place.
 */
final class Fields {
  private final String place;
  private final JsonObject object;
  private final Set<String> read = new HashSet<>();

  Fields(String place, JsonObject object) {
    this.place = place;
    this.object = object;
  }

  /** Where the object is in its frame, as a JSON Pointer. */
  String place() {
    return place;
  }

  boolean has(String name) {
    return object.containsKey(name);
  }

  boolean isText(String name) {
    return object.getValue(name) instanceof String;
  }

  String text(String name) throws BadFrameException {
    if (value(name) instanceof String text) {
      return text;
    }
    throw wrong(name, "a string");
  }

  /** A name that is shown to people. */
  String name(String name, int longest) throws BadFrameException {
    String text = text(name);
    if (text.length() > longest || hasControl(text)) {
      throw wrong(name, "at most " + longest + " characters without control characters");
    }
    return text;
  }

  private static boolean hasControl(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (Character.isISOControl(text.charAt(i))) {
        return true;
      }
    }
    return false;
  }

  Optional<String> optionalText(String name) throws BadFrameException {
    return has(name) ? Optional.of(text(name)) : Optional.empty();
  }

  boolean flag(String name) throws BadFrameException {
    if (value(name) instanceof Boolean flag) {
      return flag;
    }
    throw wrong(name, "true or false");
  }

  /** A whole number that is not negative. */
  long number(String name) throws BadFrameException {
    long number = anyNumber(name);
    if (number < 0) {
      throw wrong(name, "a whole number of 0 or more");
    }
    return number;
  }

  long anyNumber(String name) throws BadFrameException {
    Object value = value(name);
    if (value instanceof Integer || value instanceof Long) {
      return ((Number) value).longValue();
    }
    throw wrong(name, "a whole number");
  }

  int smallNumber(String name) throws BadFrameException {
    long number = anyNumber(name);
    if (number != (int) number) {
      throw wrong(name, "a whole number of 32 bits");
    }
    return (int) number;
  }

  <E extends Enum<E>> E oneOf(String name, Class<E> words) throws BadFrameException {
    String text = text(name);
    for (E each : words.getEnumConstants()) {
      if (Words.of(each).equals(text)) {
        return each;
      }
    }
    throw wrong(name, "a word that is known here");
  }

  Fields object(String name) throws BadFrameException {
    if (value(name) instanceof JsonObject inner) {
      return new Fields(place + "/" + name, inner);
    }
    throw wrong(name, "an object");
  }

  /** One object at least, each with its number as its place. */
  List<Fields> objects(String name) throws BadFrameException {
    JsonArray list = list(name);
    List<Fields> all = new ArrayList<>(list.size());
    for (int i = 0; i < list.size(); i++) {
      if (!(list.getValue(i) instanceof JsonObject inner)) {
        throw wrong(name, "a list of objects");
      }
      all.add(new Fields(place + "/" + name + "/" + i, inner));
    }
    if (all.isEmpty()) {
      throw wrong(name, "a list that is not empty");
    }
    return all;
  }

  JsonArray list(String name) throws BadFrameException {
    if (value(name) instanceof JsonArray list) {
      return list;
    }
    throw wrong(name, "a list");
  }

  /** The names of all members, where they are free. */
  Set<String> names() {
    read.addAll(object.fieldNames());
    return object.fieldNames();
  }

  /** Checks that there is nothing else. */
  void end() throws BadFrameException {
    for (String name : object.fieldNames()) {
      if (!read.contains(name)) {
        throw new BadFrameException(at(name) + ": unknown field");
      }
    }
  }

  BadFrameException wrong(String name, String expected) {
    Object found = object.getValue(name);
    return new BadFrameException(
        at(name)
            + ": expected "
            + expected
            + ", found "
            + (found == null ? "nothing" : SpecRules.quoted(found.toString())));
  }

  private String at(String name) {
    return place + "/" + SpecRules.printable(name);
  }

  private Object value(String name) throws BadFrameException {
    read.add(name);
    Object value = object.getValue(name);
    if (value == null) {
      throw wrong(name, "a value");
    }
    return value;
  }
}
