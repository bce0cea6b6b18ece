package io.jobsch.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@Execution(ExecutionMode.CONCURRENT)
final class HelperProgramTest {
  /** The compiler that made what is shipped; another one makes other bytes of the same source. */
  private static final String COMPILER = "gcc (Debian 12.2.0-14+deb12u1) 12.2.0";

  private static final long OURSELVES = ProcessHandle.current().pid();

  private static final Path SOURCES = Path.of("src/main/c");

  @TempDir Path directory;

  @ParameterizedTest
  @ValueSource(strings = {"helper-x86_64", "helper-aarch64"})
  void what_is_shipped_fits_its_checksum(String name) throws HelperUnfit {
    assertThat(HelperProgram.load(name).bytes()).startsWith(0x7f, 'E', 'L', 'F');
  }

  @Test
  void what_is_shipped_was_made_of_the_sources_that_are_here() throws IOException {
    StringBuilder found = new StringBuilder();
    try (Stream<Path> sources = Files.list(SOURCES)) {
      for (Path source : sources.sorted().toList()) {
        found
            .append(HelperProgram.checksum(Files.readAllBytes(source)))
            .append("  ")
            .append(source.getFileName())
            .append('\n');
      }
    }

    assertThat(getClass().getResourceAsStream("helper-sources.sha256"))
        .as("run %s/build.sh", SOURCES)
        .hasContent(found.toString());
  }

  @Test
  void a_build_here_makes_what_is_shipped() throws Exception {
    Assumptions.assumeTrue(
        output("gcc", "--version").startsWith(COMPILER), "another compiler, or none");

    output(SOURCES.resolve("build.sh").toAbsolutePath().toString(), directory.toString());

    try (Stream<Path> made = Files.list(directory)) {
      List<Path> programs = made.filter(file -> !file.toString().endsWith(".sha256")).toList();
      assertThat(programs).isNotEmpty();
      for (Path program : programs) {
        assertThat(Files.readAllBytes(program))
            .as("%s: run %s/build.sh", program.getFileName(), SOURCES)
            .isEqualTo(HelperProgram.load(program.getFileName().toString()).bytes());
      }
    }
  }

  @Test
  void a_program_that_is_missing_or_changed_is_not_taken() {
    assertThatThrownBy(() -> HelperProgram.load("helper-vax"))
        .isInstanceOf(HelperUnfit.class)
        .hasMessageContaining("helper-vax is missing");
    assertThatThrownBy(() -> HelperProgram.load("changed-helper"))
        .isInstanceOf(HelperUnfit.class)
        .hasMessageContaining("changed-helper is not the program that its checksum is of");
  }

  @Test
  void a_directory_from_which_nothing_starts_is_passed_over() throws Exception {
    HelperProgram program = HelperProgram.ofThisSystem();
    Path absent = directory.resolve("absent");

    Process started = program.start(HelperMode.ALONE, List.of(absent, directory));

    started.getOutputStream().close();
    assertThat(started.waitFor()).isZero();
    assertThat(directory).isEmptyDirectory();
    assertThatThrownBy(() -> program.start(HelperMode.ALONE, List.of(absent)))
        .isInstanceOf(HelperUnfit.class)
        .hasMessageContaining(absent.toString());
  }

  @Test
  void what_a_process_that_is_dead_has_left_is_deleted_and_nothing_else() throws Exception {
    Process dead = new ProcessBuilder("true").start();
    dead.waitFor();
    Path left = Files.createFile(directory.resolve("jobsch-helper-" + dead.pid() + "-1"));
    Path ours = Files.createFile(directory.resolve("jobsch-helper-" + OURSELVES + "-1"));
    Path other = Files.createFile(directory.resolve("jobsch-helper-1-x"));

    HelperProgram.ofThisSystem()
        .start(HelperMode.ALONE, List.of(directory))
        .getOutputStream()
        .close();

    assertThat(left).doesNotExist();
    assertThat(ours).exists();
    assertThat(other).exists();
  }

  @ParameterizedTest
  @MethodSource("io.jobsch.process.HelperLossTest#moments")
  void nothing_is_left_of_a_jvm_that_is_killed_while_it_starts_helpers(long seed) throws Exception {
    Process victim =
        OtherJvm.of(StartsHelpers.class, List.of(directory.toString()))
            .redirectError(Redirect.INHERIT)
            .start();
    try {
      assertThat(victim.inputReader().readLine()).isEqualTo("ready");
      HelperLossTest.pause(seed);
    } finally {
      victim.destroyForcibly().waitFor();
    }

    HelperProgram.ofThisSystem()
        .start(HelperMode.ALONE, List.of(directory))
        .getOutputStream()
        .close();

    assertThat(directory).isEmptyDirectory();
  }

  /** To be killed: starts one helper after the other. Its argument is the directory. */
  static final class StartsHelpers {
    private StartsHelpers() {}

    public static void main(String[] args) throws Exception {
      HelperProgram program = HelperProgram.ofThisSystem();
      List<Path> directories = List.of(Path.of(args[0]));
      System.out.println("ready");
      while (true) {
        Process helper = program.start(HelperMode.ALONE, directories);
        helper.getOutputStream().close();
        helper.waitFor();
      }
    }
  }

  @Test
  void what_does_not_greet_is_unfit() {
    HelperProgram garbage = new HelperProgram("garbage", new byte[] {0x7f, 'E', 'L', 'F', 0, 1, 2});

    assertThatThrownBy(() -> HelperLink.open(garbage, HelperMode.ALONE, new Nobody()))
        .isInstanceOf(HelperUnfit.class);
  }

  private static String output(String... argv) throws IOException, InterruptedException {
    try {
      Process process = new ProcessBuilder(argv).redirectErrorStream(true).start();
      String said = new String(process.getInputStream().readAllBytes());
      assertThat(process.waitFor()).as(said).isZero();
      return said;
    } catch (IOException none) {
      return "";
    }
  }

  private record Nobody() implements HelperLink.Listener {
    @Override
    public void said(int type, int detail, int flags, long id, java.nio.ByteBuffer payload) {}

    @Override
    public void gone() {}
  }
}
