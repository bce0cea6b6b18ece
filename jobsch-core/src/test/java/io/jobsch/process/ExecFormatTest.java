package io.jobsch.process;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class ExecFormatTest {
  private static final byte[] OURS = elf(2, 1, 0x3e);

  @Test
  void programs_of_this_machine_and_scripts_are_not_foreign() {
    assertThat(foreign(OURS)).isFalse();
    assertThat(foreign(elf(1, 1, 3))).as("of its 32-bit forebear").isFalse();
    assertThat(foreign("#!/bin/sh\necho".getBytes(ISO_8859_1))).isFalse();
    assertThat(foreign("echo grüße".getBytes(ISO_8859_1))).isFalse();
    assertThat(foreign(new byte[0])).isFalse();
    assertThat(foreign("tail -n+3 $0 | tar x\nexit\n\0\0".getBytes(ISO_8859_1)))
        .as("a script with an archive behind it")
        .isFalse();
  }

  @Test
  void programs_of_other_machines_and_pictures_are_foreign() {
    assertThat(foreign(elf(2, 1, 0xb7))).isTrue();
    assertThat(foreign(elf(2, 2, 0x3e))).isTrue();
    assertThat(foreign(new byte[] {0x7f, 'E', 'L', 'F'})).isTrue();
    assertThat(foreign("\u0089PNG\0\0\n".getBytes(ISO_8859_1))).isTrue();
  }

  private static boolean foreign(byte[] head) {
    return ExecFormat.isForeign(head, OURS);
  }

  private static byte[] elf(int bits, int byteOrder, int machine) {
    byte[] head = new byte[64];
    byte[] magic = {0x7f, 'E', 'L', 'F', (byte) bits, (byte) byteOrder};
    System.arraycopy(magic, 0, head, 0, magic.length);
    head[18] = (byte) machine;
    return head;
  }
}
