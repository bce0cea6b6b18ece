package io.jobsch.spec.json;

import static io.jobsch.spec.Jobs.exec;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The bytes and the lines of a document, before and below its JSON. */
class SpecReaderTextTest {
  private static final String TRUE = "{\"type\": \"execute\", \"command\": [\"true\"]}";

  @Test
  void a_byte_order_mark_is_passed_over() {
    assertThat(new SpecReader().read("\uFEFF" + TRUE)).isEqualTo(exec("true"));
    assertThat(new SpecReader().read(("\uFEFF" + TRUE).getBytes(StandardCharsets.UTF_8)))
        .isEqualTo(exec("true"));
    assertThat(Refusals.of("\uFEFF{}"))
        .containsExactly("1:1 : expected a field 'type', found none");
  }

  @Test
  void a_second_byte_order_mark_is_not_json() {
    assertThat(Refusals.of("\uFEFF\uFEFF" + TRUE))
        .containsExactly("1:1 : not JSON at line 1, column 1: did not expect \"\\ufeff\"");
  }

  @ParameterizedTest
  @CsvSource({
    "ff, ff", // never occurs
    "c0 80, c0", // NUL in two bytes
    "ed a0 80, ed", // half a surrogate pair
    "f4 90 80 80, f4", // beyond Unicode
    "80, 80", // continues nothing
    "e2 82, e2", // is not continued
  })
  void bytes_that_are_not_utf_8_are_refused_where_they_are(String hex, String reported) {
    ByteArrayOutputStream document = new ByteArrayOutputStream();
    document.writeBytes("{\"type\":\r\n \"ü😀".getBytes(StandardCharsets.UTF_8));
    for (String each : hex.split(" ")) {
      document.write(Integer.parseInt(each, 16));
    }
    document.writeBytes("\"}".getBytes(StandardCharsets.UTF_8));

    assertThat(Refusals.of(document.toByteArray()))
        .containsExactly(
            "2:6 : not JSON at line 2, column 6: expected UTF-8, found the byte 0x" + reported);
  }

  @Test
  void a_character_that_breaks_off_at_the_end_is_refused() {
    assertThat(Refusals.of(new byte[] {'{', (byte) 0xf0, (byte) 0x9f, (byte) 0x98}))
        .containsExactly("1:2 : not JSON at line 1, column 2: expected UTF-8, found the byte 0xf0");
  }

  @Test
  void half_a_surrogate_pair_in_the_text_is_refused_where_it_is() {
    assertThat(
            Refusals.of(
                "{\"type\": \"execute\", \"command\": [\"\ud800\"], \"env\": {\"\udc00\": \"\"}}"))
        .containsExactly(
            "1:33 /command/0: expected a string of Unicode characters,"
                + " found half a surrogate pair at character 1",
            "1:47 /env/\\udc00: expected a string of Unicode characters,"
                + " found half a surrogate pair at character 1");
  }

  @ParameterizedTest
  @CsvSource({"'\\n', 3:1", "'\\r\\n', 3:1", "'\\r', 3:1", "'\\n\\r', 5:1"})
  void lines_end_as_they_do_anywhere(String end, String position) {
    String lineEnd = end.replace("\\n", "\n").replace("\\r", "\r");
    assertThat(
            Refusals.of(
                "{\"type\": \"execute\","
                    + lineEnd
                    + "\"command\":[\"a\"],"
                    + lineEnd
                    + "\"x\":1}"))
        .containsExactly(position + " /x: unknown field \"x\"");
  }

  @Test
  void nothing_is_no_job() {
    assertThat(Refusals.of("")).containsExactly("1:1 : expected a job, found an empty document");
    assertThat(Refusals.of(" \n\t\r "))
        .containsExactly("1:1 : expected a job, found an empty document");
    assertThat(Refusals.of(new byte[0]))
        .containsExactly("1:1 : expected a job, found an empty document");
  }
}
