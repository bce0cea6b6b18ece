package io.jobsch.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FifoHomeTest {
  /** No system has as many. */
  private static final long DEAD = 1_999_999_999;

  @TempDir Path parent;

  @Test
  void what_a_killed_process_has_left_is_deleted_by_the_next() throws IOException {
    Path stale = home(DEAD);
    Files.createFile(stale.resolve("0"));
    Files.createFile(stale.resolve("lock"));

    FifoHome.openIn(parent).close();

    assertThat(stale).doesNotExist();
  }

  @Test
  void what_belongs_to_somebody_who_may_live_stays() throws IOException {
    Path withoutLock = home(DEAD);
    Path ofLiving = home(1);
    Files.createFile(ofLiving.resolve("lock"));
    Path stranger = Files.createDirectory(parent.resolve("jobsch-notes"));
    FifoHome ours = FifoHome.openIn(parent);

    FifoHome.openIn(parent).close();

    assertThat(withoutLock).exists();
    assertThat(ofLiving.resolve("lock")).exists();
    assertThat(stranger).exists();
    assertThat(ours.path()).exists();
    ours.close();
    assertThat(ours.path()).doesNotExist();
  }

  @Test
  void what_another_system_holds_that_counts_its_processes_for_itself_stays() throws Exception {
    Path held = home(DEAD);
    Path lock = Files.createFile(held.resolve("lock"));
    Process holder =
        new ProcessBuilder(
                Python.EXECUTABLE,
                "-c",
                "import fcntl, sys; f = open(sys.argv[1], 'w'); fcntl.lockf(f, fcntl.LOCK_EX);"
                    + " print('held', flush=True); sys.stdin.read()",
                lock.toString())
            .start();
    try (OutputStream stdin = holder.getOutputStream()) {
      assertThat(stdin).isNotNull();
      assertThat(holder.inputReader().readLine()).isEqualTo("held");

      FifoHome.openIn(parent).close();

      assertThat(lock).exists();
    }
    assertThat(holder.waitFor()).isZero();

    FifoHome.openIn(parent).close();

    assertThat(held).doesNotExist();
  }

  private Path home(long pid) throws IOException {
    return Files.createDirectory(parent.resolve("jobsch-" + pid + "-1"));
  }
}
