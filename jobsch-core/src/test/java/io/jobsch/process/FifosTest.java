package io.jobsch.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FifosTest {
  private final Fifos fifos = new Fifos();
  private final Set<Path> taken = new HashSet<>();

  @AfterEach
  void close() throws IOException {
    for (Path pipe : taken) {
      Files.deleteIfExists(pipe);
    }
    fifos.close();
  }

  @Test
  void gives_a_new_pipe_each_time_more_than_it_makes_at_once() throws IOException {
    for (int i = 0; i < 200; i++) {
      assertThat(taken.add(fifos.take())).isTrue();
    }
    for (Path pipe : taken) {
      assertThat(Files.readAttributes(pipe, BasicFileAttributes.class).isOther()).isTrue();
    }
  }

  @Test
  void only_we_may_enter_its_directory() throws IOException {
    Path pipe = take();

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(pipe.getParent())))
        .isEqualTo("rwx------");
  }

  @Test
  void leaves_nothing_behind() throws IOException {
    Path pipe = take();
    Files.delete(pipe);

    fifos.close();

    assertThat(pipe.getParent()).doesNotExist();
  }

  @Test
  void survives_that_its_files_are_tidied_away() throws IOException {
    Path home = take().getParent();
    try (Stream<Path> files = Files.list(home)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    assertThat(take()).exists();
    for (Path pipe : taken) {
      Files.deleteIfExists(pipe);
    }
    fifos.close();
    assertThat(take()).exists();
  }

  @Test
  void a_helper_that_is_ended_by_a_signal_is_run_once_more(@TempDir Path directory)
      throws IOException {
    Path marker = directory.resolve("marker");
    String cutShortOnce =
        "[ -e " + marker + " ] || { : > " + marker + "; mkfifo $1; kill -s TERM $$; }";
    Fifos interrupted = new Fifos(script(directory, cutShortOnce + "; exec mkfifo \"$@\""));
    try (interrupted) {
      Path pipe = interrupted.take();

      assertThat(marker).exists();
      assertThat(Files.readAttributes(pipe, BasicFileAttributes.class).isOther()).isTrue();
      interrupted.close();
      assertThat(pipe.getParent()).doesNotExist();
    }
  }

  @Test
  void leaves_nothing_behind_after_a_failure_either(@TempDir Path directory) throws IOException {
    Path log = directory.resolve("log");
    Fifos failing =
        new Fifos(script(directory, "mkfifo $1; echo $1 >> " + log + "; kill -s TERM $$"));
    try (failing) {
      assertThatThrownBy(failing::take).isInstanceOf(IOException.class).hasMessageContaining("143");
    }

    List<String> made = Files.readAllLines(log);
    assertThat(made).hasSize(2).doesNotHaveDuplicates();
    assertThat(Path.of(made.get(0)).getParent()).doesNotExist();
  }

  private static String script(Path directory, String text) throws IOException {
    Path script = Files.writeString(directory.resolve("mkfifo.sh"), "#!/bin/sh\n" + text + "\n");
    assertThat(script.toFile().setExecutable(true)).isTrue();
    return script.toString();
  }

  private Path take() throws IOException {
    Path pipe = fifos.take();
    taken.add(pipe);
    return pipe;
  }
}
