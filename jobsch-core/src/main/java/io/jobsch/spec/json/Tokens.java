package io.jobsch.spec.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import io.jobsch.spec.SpecRules;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * The tokens of one document, one after the other. Only this class knows the parser, whose own
 * limits are set so wide that ours speak first.
 */
final class Tokens {
  // Field names are neither shared nor interned: a table of them could be filled with collisions.
  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(Integer.MAX_VALUE)
                  .maxNumberLength(Integer.MAX_VALUE)
                  .maxStringLength(Integer.MAX_VALUE)
                  .maxNameLength(Integer.MAX_VALUE)
                  .build())
          .build();

  private final JsonParser parser;

  Tokens(char[] text) {
    try {
      this.parser = FACTORY.createParser(text, 0, text.length);
    } catch (IOException e) {
      throw failure(e);
    }
  }

  /** Goes to the next token; false at the end of the text. */
  boolean next() {
    try {
      return parser.nextToken() != null;
    } catch (IOException e) {
      throw failure(e);
    }
  }

  /** Within an object, goes to the next key; false at the end of the object. */
  boolean nextKey() {
    next();
    return parser.currentToken() == JsonToken.FIELD_NAME;
  }

  /** Within an array, goes to the next element; false at the end of the array. */
  boolean nextElement() {
    next();
    return parser.currentToken() != JsonToken.END_ARRAY;
  }

  /** Goes to the end of the value that begins here, whatever it holds. */
  void skip() {
    try {
      parser.finishToken();
      parser.skipChildren();
    } catch (IOException e) {
      throw failure(e);
    }
  }

  /** The index of the token's first character. */
  int offset() {
    return offset(parser.currentTokenLocation());
  }

  /** The index of the first character after the token, once it has been read or skipped. */
  int end() {
    return offset(parser.currentLocation());
  }

  boolean isObject() {
    return parser.currentToken() == JsonToken.START_OBJECT;
  }

  boolean isArray() {
    return parser.currentToken() == JsonToken.START_ARRAY;
  }

  boolean isString() {
    return parser.currentToken() == JsonToken.VALUE_STRING;
  }

  /** Whether it is a number that JSON has, which Infinity and NaN are not. */
  boolean isNumber() {
    return parser.currentToken().isNumeric() && Character.isDigit(lastOf(text()));
  }

  /** The key, the string, or the number as it is written. */
  String text() {
    try {
      return parser.getText();
    } catch (IOException e) {
      throw failure(e);
    }
  }

  /** What it is, for a message. */
  String found() {
    return switch (parser.currentToken()) {
      case START_OBJECT -> "an object";
      case START_ARRAY -> "a list";
      case VALUE_STRING -> SpecRules.quoted(text());
      default -> SpecRules.printable(text());
    };
  }

  private static char lastOf(String text) {
    return text.charAt(text.length() - 1);
  }

  private static int offset(JsonLocation location) {
    return (int) location.getCharOffset();
  }

  private static RuntimeException failure(IOException why) {
    return why instanceof JsonProcessingException syntax
        ? new NotJsonException(offset(syntax.getLocation()))
        : new UncheckedIOException("reading from memory", why);
  }
}
