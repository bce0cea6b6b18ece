package io.jobsch.process;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class TagTest {
  private static final Tag TAG = new Tag("0123456789abcdef");
  private static final Tag OTHER = new Tag("fedcba9876543210");

  @Test
  void no_two_are_alike() {
    assertThat(Tag.random()).isNotEqualTo(Tag.random());
    assertThat(Tag.random().variable()).matches("_JOBSCH_TAG_[0-9a-f]{16}");
  }

  @Test
  void is_found_wherever_it_stands_among_the_variables() {
    assertThat(in("_JOBSCH_TAG_0123456789abcdef=1\0A=b\0")).containsExactly(TAG);
    assertThat(in("A=b\0_JOBSCH_TAG_0123456789abcdef=1\0")).containsExactly(TAG);
    assertThat(in("A=b\0\0_JOBSCH_TAG_0123456789abcdef=")).containsExactly(TAG);
    assertThat(in("_JOBSCH_TAG_0123456789abcdef=1\0_JOBSCH_TAG_fedcba9876543210=1\0"))
        .containsExactlyInAnyOrder(TAG, OTHER);
  }

  @Test
  void is_not_found_where_it_is_only_mentioned() {
    assertThat(in("")).isEmpty();
    assertThat(in("\0\0")).isEmpty();
    assertThat(in("A=_JOBSCH_TAG_0123456789abcdef=1\0")).isEmpty();
    assertThat(in("A=\n_JOBSCH_TAG_0123456789abcdef=1\0")).isEmpty();
    assertThat(in("_JOBSCH_TAG_0123456789abcde=1\0")).isEmpty();
    assertThat(in("_JOBSCH_TAG_0123456789abcdef0=1\0")).isEmpty();
    assertThat(in("_JOBSCH_TAG_0123456789abcdef")).isEmpty();
    assertThat(in("_JOBSCH_TAG_")).isEmpty();
  }

  private static Iterable<Tag> in(String environment) {
    return Tag.allIn(environment.getBytes(UTF_8));
  }
}
