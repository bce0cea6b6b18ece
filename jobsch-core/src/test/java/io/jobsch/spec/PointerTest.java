package io.jobsch.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PointerTest {
  /** The pointers of RFC 6901, section 5, and the names that they lead through. */
  @ParameterizedTest
  @CsvSource({
    "/foo, foo",
    "/foo/0, foo 0",
    "/, ''",
    "/a~1b, a/b",
    "/c%d, c%d",
    "/e^f, e^f",
    "/g|h, g|h",
    "/i\\j, i\\j",
    "/m~0n, m~n",
    "/~01, ~1",
    "/~10, /0",
    "/~0~1~00, ~/~0",
    "/work/1/env/, work 1 env ''"
  })
  void is_written_and_read_as_the_standard_says(String text, String names) {
    Pointer pointer = Pointer.ROOT;
    for (String name : names.split(" ")) {
      pointer = pointer.child(name.equals("''") ? "" : name);
    }
    assertThat(pointer).hasToString(text);
    assertThat(Pointer.parse(text)).isEqualTo(pointer).hasSameHashCodeAs(pointer);
  }

  @Test
  void the_root_is_nothing() {
    assertThat(Pointer.ROOT).hasToString("");
    assertThat(Pointer.parse("")).isEqualTo(Pointer.ROOT);
    assertThat(Pointer.ROOT.parent()).isEmpty();
    assertThat(Pointer.ROOT.depth()).isZero();
  }

  @Test
  void knows_what_holds_it() {
    Pointer pointer = Pointer.ROOT.child("work").child(1);
    assertThat(pointer.parent()).contains(Pointer.ROOT.child("work"));
    assertThat(pointer.depth()).isEqualTo(2);
  }

  @Test
  void is_equal_to_what_leads_to_the_same_place() {
    Pointer pointer = Pointer.parse("/work/1");
    assertThat(Pointer.ROOT.child("work").child(1))
        .isEqualTo(pointer)
        .isEqualTo(Pointer.ROOT.child("work").child("1"));
    assertThat(pointer)
        .isNotEqualTo(Pointer.parse("/work/2"))
        .isNotEqualTo(Pointer.parse("/parts/1"))
        .isNotEqualTo(Pointer.parse("/work"))
        .isNotEqualTo(Pointer.parse("/work/1/"))
        .isNotEqualTo(Pointer.ROOT)
        .isNotEqualTo("/work/1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "a/b", " /a", "/~", "/a~", "/~2", "/a/~x/b", "/~0~", "~0"})
  void refuses_what_is_no_pointer(String text) {
    assertThatThrownBy(() -> Pointer.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("JSON Pointer")
        .hasMessageContaining('"' + text + '"');
  }
}
