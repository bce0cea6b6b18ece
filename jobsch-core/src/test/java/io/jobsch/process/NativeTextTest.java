package io.jobsch.process;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class NativeTextTest {
  @Test
  void takes_what_the_locale_has() {
    assertThatCode(() -> check(UTF_8, "grüße \uD83D\uDE00", "世界")).doesNotThrowAnyException();
    assertThatCode(() -> check(US_ASCII, "plain", "plain")).doesNotThrowAnyException();
  }

  @Test
  void refuses_what_would_arrive_as_something_else() {
    assertThatThrownBy(() -> check(US_ASCII, "grüße", "plain"))
        .hasMessageContainingAll("argument 1", "US-ASCII", "LC_ALL");
    assertThatThrownBy(() -> check(US_ASCII, "plain", "世界"))
        .hasMessageContainingAll("the variable NAME", "US-ASCII");
  }

  @Test
  void what_the_jdk_could_not_read_in_our_own_environment_is_no_reason_to_refuse() {
    assertThatCode(() -> check(US_ASCII, "plain", "na\uFFFDve")).doesNotThrowAnyException();
  }

  private static void check(Charset charset, String argument, String value) throws CannotStart {
    NativeText.check(
        new CommandLaunch(
            List.of("echo", argument),
            Map.of("NAME", value),
            Path.of("/"),
            Optional.empty(),
            KillPolicy.DEFAULT),
        charset);
  }
}
