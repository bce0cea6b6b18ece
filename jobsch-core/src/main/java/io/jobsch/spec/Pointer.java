package io.jobsch.spec;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A place in a job document: a JSON Pointer (RFC 6901). The root is {@code ""}, its second child
 * {@code /work/1}. Pointers share their beginnings, so that a document with many problems does not
 * cost the square of its size.
 */
public final class Pointer {
  /** The whole document. */
  public static final Pointer ROOT = new Pointer(null, "");

  private final @Nullable Pointer parent;
  private final String token;
  private final int depth;

  private Pointer(@Nullable Pointer parent, String token) {
    this.parent = parent;
    this.token = token;
    this.depth = parent == null ? 0 : parent.depth + 1;
  }

  /**
   * Reads a pointer as RFC 6901 writes it.
   *
   * @throws IllegalArgumentException if it is neither empty nor begins with a slash, or holds a
   *     tilde that is not followed by 0 or 1
   */
  public static Pointer parse(String text) {
    if (text.isEmpty()) {
      return ROOT;
    }
    if (text.charAt(0) != '/') {
      throw new IllegalArgumentException(
          "expected a JSON Pointer, empty or beginning with '/', found \"" + text + "\"");
    }
    Pointer pointer = ROOT;
    for (String token : text.substring(1).split("/", -1)) {
      pointer = pointer.child(unescaped(token, text));
    }
    return pointer;
  }

  private static String unescaped(String token, String text) {
    for (int i = token.indexOf('~'); i >= 0; i = token.indexOf('~', i + 1)) {
      char next = i + 1 < token.length() ? token.charAt(i + 1) : ' ';
      if (next != '0' && next != '1') {
        throw new IllegalArgumentException(
            "expected '~' to be followed by 0 or 1 in the JSON Pointer \"" + text + "\"");
      }
    }
    return token.replace("~1", "/").replace("~0", "~");
  }

  /** The member of this object with that name; the name is given unescaped. */
  public Pointer child(String name) {
    return new Pointer(this, name);
  }

  /** The element of this array at that index, counted from 0. */
  public Pointer child(int index) {
    return new Pointer(this, Integer.toString(index));
  }

  /** The object or array that holds this place; empty for the root. */
  public Optional<Pointer> parent() {
    return Optional.ofNullable(parent);
  }

  /** How many names and indices it takes to get here; 0 for the root. */
  public int depth() {
    return depth;
  }

  /** Whether the other place is this one or lies within it. */
  public boolean isPrefixOf(Pointer other) {
    Pointer at = other;
    while (at.depth > depth && at.parent != null) {
      at = at.parent;
    }
    return equals(at);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    if (!(other instanceof Pointer that) || that.depth != depth) {
      return false;
    }
    Pointer mine = this;
    Pointer theirs = that;
    while (mine.parent != null && theirs.parent != null) {
      if (!mine.token.equals(theirs.token)) {
        return false;
      }
      mine = mine.parent;
      theirs = theirs.parent;
    }
    return true;
  }

  @Override
  public int hashCode() {
    int hash = 1;
    for (Pointer at = this; at.parent != null; at = at.parent) {
      hash = 31 * hash + Objects.hashCode(at.token);
    }
    return hash;
  }

  /** The pointer as RFC 6901 writes it. */
  @Override
  public String toString() {
    Deque<String> tokens = new ArrayDeque<>();
    for (Pointer at = this; at.parent != null; at = at.parent) {
      tokens.push(at.token);
    }
    StringBuilder text = new StringBuilder();
    for (String each : tokens) {
      text.append('/').append(each.replace("~", "~0").replace("/", "~1"));
    }
    return text.toString();
  }
}
