package io.jobsch.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The script {@code ./jobsch} in a checkout of nothing: its Java and its Maven are scripts that
 * note how they were called.
 */
class ScriptTest {
  /** All that the script may need of a system, but for flock. */
  private static final List<String> TOOLS =
      List.of("cat", "find", "ln", "mkdir", "mv", "ps", "readlink", "rm", "sed", "sleep", "touch");

  private static final String FAKE_JAVA =
      """
      #!/bin/sh
      for word; do
        case $word in
          -XX:ArchiveClassesAtExit=*)
            cat >/dev/null
            echo "$0" >>"$NOTES/archived"
            [ -e "$NOTES/no-archive" ] || echo archive >"${word#*=}"
            exit ;;
        esac
      done
      for word; do printf '<%s>\\n' "$word"; done
      cat
      """;

  private static final String FAKE_MAVEN =
      """
      #!/bin/sh
      cat >/dev/null
      if [ "$1" = -v ]; then
        [ ! -e "$NOTES/offline" ] || { echo 'cannot fetch'; exit 1; }
        exit 0
      fi
      echo "$JAVA_HOME" >>"$NOTES/built"
      while [ -e "$NOTES/hold" ]; do sleep 0.05; done
      for word; do
        case $word in -Djobsch.jar=*) jar=${word#*=} ;; esac
      done
      echo half >"$jar"
      if [ -e "$NOTES/broken" ]; then echo 'ERROR: a semicolon is missing'; exit 1; fi
      echo whole >"$jar"
      """;

  @TempDir Path scratch;
  private Path notes;
  private Path home;
  private Path java17;
  private Path tools;

  @BeforeEach
  void checkout() throws IOException {
    notes = Files.createDirectory(scratch.resolve("notes"));
    home = Files.createDirectory(scratch.resolve("check out"));
    script(home.resolve("jobsch"), Files.readString(Path.of("..", "jobsch")));
    script(home.resolve("mvnw"), FAKE_MAVEN);
    source("pom.xml");
    source("bom.xml");
    source("jobsch-vertx/pom.xml");
    source("jobsch-vertx/src/main/A.java");
    Files.createDirectory(home.resolve("jobsch-vertx/target"));
    java17 = java("java 17", "17.0.9");
    tools = Files.createDirectory(scratch.resolve("tools"));
    for (String tool : TOOLS) {
      give(tool);
    }
  }

  private void give(String tool) throws IOException {
    script(tools.resolve(tool), "#!/bin/sh\nexec " + which(tool) + " \"$@\"\n");
  }

  private static Path which(String tool) {
    return Stream.of(System.getenv("PATH").split(":"))
        .map(directory -> Path.of(directory, tool))
        .filter(Files::isExecutable)
        .findFirst()
        .orElseThrow(() -> new AssertionError("this test needs " + tool));
  }

  private static void script(Path file, String text) throws IOException {
    Files.writeString(file, text);
    assertThat(file.toFile().setExecutable(true)).isTrue();
  }

  private void source(String name) throws IOException {
    Path file = home.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, "source");
    for (Path each = file; !each.equals(home); each = each.getParent()) {
      date(each, Instant.now().minusSeconds(100));
    }
  }

  private static void date(Path file, Instant time) throws IOException {
    Files.setLastModifiedTime(file, FileTime.from(time));
  }

  private Path java(String name, String version) throws IOException {
    Path java = Files.createDirectories(scratch.resolve(name).resolve("bin")).getParent();
    script(java.resolve("bin/java"), FAKE_JAVA);
    script(java.resolve("bin/javac"), "");
    Files.writeString(
        java.resolve("release"), "IMPLEMENTOR=\"x\"\nJAVA_VERSION=\"" + version + "\"\n");
    return java;
  }

  private Child.Start jobsch(String... words) {
    List<String> argv = new ArrayList<>(List.of(home.resolve("jobsch").toString()));
    argv.addAll(List.of(words));
    return start(argv);
  }

  private Child.Start start(List<String> argv) {
    return Child.program(scratch, argv)
        .with("JAVA_HOME", java17.toString())
        .with("PATH", tools.toString())
        .with("NOTES", notes.toString());
  }

  private void note(String what) throws IOException {
    Files.writeString(notes.resolve(what), "");
  }

  private List<String> noted(String what) throws IOException {
    Path file = notes.resolve(what);
    return Files.exists(file) ? Files.readAllLines(file) : List.of();
  }

  private Path jar() {
    return home.resolve("jobsch-vertx/target/jobsch.jar");
  }

  /** What Java was given after the jar. */
  private static List<String> words(Child run) {
    String all = run.out();
    return List.of(all.substring(all.indexOf("<-jar>\n")).split("(?<=>)\n", -1));
  }

  private static void succeeds(Child run) {
    assertThat(run.exitCode()).as(run.err()).isZero();
  }

  private void runs(String message) {
    try (Child run = jobsch("--version").go()) {
      succeeds(run);
      assertThat(run.err()).isEqualTo(message);
    }
  }

  @Test
  void the_first_run_builds_and_the_second_does_not() throws IOException {
    runs("jobsch: building (first run) ...\n");
    runs("");

    assertThat(noted("built")).containsExactly(java17.toString());
    assertThat(jar()).hasContent("whole");
    assertThat(jar().resolveSibling("jobsch.jar.new")).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"pom.xml", "bom.xml", "jobsch-vertx/pom.xml", "jobsch-vertx/src/main/A.java"})
  void it_builds_again_when_a_source_is_newer(String source) throws IOException {
    runs("jobsch: building (first run) ...\n");
    date(jar(), Instant.now().minusSeconds(50));
    date(home.resolve(source), Instant.now().minusSeconds(10));

    runs("jobsch: building (sources have changed) ...\n");
    runs("");
  }

  @Test
  void it_builds_again_when_a_source_is_gone() throws IOException {
    runs("jobsch: building (first run) ...\n");
    date(jar(), Instant.now().minusSeconds(50));
    Files.delete(home.resolve("jobsch-vertx/src/main/A.java"));

    runs("jobsch: building (sources have changed) ...\n");
  }

  @Test
  void what_changes_during_the_build_is_built_next_time() throws Exception {
    note("hold");
    try (Child run = jobsch("run").go()) {
      await().atMost(Child.PATIENCE).until(() -> !noted("built").isEmpty());
      Path source = home.resolve("jobsch-vertx/src/main/A.java");
      date(source, Instant.now());
      Files.delete(notes.resolve("hold"));
      succeeds(run);
    }

    runs("jobsch: building (sources have changed) ...\n");
  }

  @Test
  void words_arrive_as_they_were_given() throws IOException {
    try (Child run = jobsch("run", "a b", "", "*", "'\"$HOME\\", "two\nlines", "-").go()) {
      succeeds(run);
      assertThat(words(run))
          .containsExactly(
              "<-jar>",
              "<" + jar() + ">",
              "<run>",
              "<a b>",
              "<>",
              "<*>",
              "<'\"$HOME\\>",
              "<two\nlines>",
              "<->",
              "");
    }
  }

  @Test
  void stdin_is_left_to_the_program_though_it_had_to_be_built() {
    try (Child run = jobsch("run", "-").fed("{\"type\": ...}").go()) {
      succeeds(run);
      assertThat(run.out()).endsWith("<->\n{\"type\": ...}");
    }
  }

  @Test
  void it_is_found_through_symlinks_and_from_anywhere() throws IOException {
    Path elsewhere = Files.createDirectory(scratch.resolve("else where"));
    Files.createSymbolicLink(elsewhere.resolve("direct"), home.resolve("jobsch"));
    Files.createSymbolicLink(elsewhere.resolve("js"), Path.of("direct"));
    try (Child run = start(List.of("./js", "x")).in(elsewhere).go()) {
      succeeds(run);
      assertThat(words(run)).startsWith("<-jar>", "<" + jar().toRealPath() + ">", "<x>");
    }
  }

  @Test
  void options_for_java_are_words_and_what_is_a_terminal_is_told() {
    try (Child run = jobsch("x").with("JOBSCH_JAVA_OPTS", "-Xmx1g  -Dstar=*").go()) {
      succeeds(run);
      assertThat(run.out())
          .contains(
              "<-Xmx1g>\n<-Dstar=*>\n<-Djobsch.stdout.terminal=false>\n"
                  + "<-Djobsch.stderr.terminal=false>\n");
    }
  }

  @Test
  void without_java_it_says_what_to_install() {
    try (Child run = jobsch("run", "x").without("JAVA_HOME").go()) {
      assertThat(run.exitCode()).isEqualTo(2);
      assertThat(run.out()).isEmpty();
      assertThat(run.err())
          .startsWith("jobsch: needs Java 17 or newer, found none in JAVA_HOME or PATH.\n")
          .contains("Install a JDK")
          .hasLineCount(2);
    }
  }

  @Test
  void an_old_java_is_named() throws IOException {
    Path old = java("old", "11.0.2");
    try (Child run = jobsch("x").with("JAVA_HOME", old.toString()).go()) {
      assertThat(run.exitCode()).isEqualTo(2);
      assertThat(run.err())
          .startsWith("jobsch: needs Java 17 or newer, found Java 11.0.2 in " + old + ".\n");
    }
  }

  @Test
  void the_java_in_path_serves_where_java_home_does_not() throws IOException {
    Path old = java("old", "1.8.0_392");
    Files.createSymbolicLink(tools.resolve("java"), java17.resolve("bin/java"));
    try (Child run = jobsch("x").with("JAVA_HOME", old.toString()).go()) {
      succeeds(run);
      assertThat(noted("built")).containsExactly(java17.toString());
    }
  }

  @Test
  void a_java_that_does_not_tell_its_version_in_a_file_is_asked() throws IOException {
    Path shim = scratch.resolve("shim");
    Files.createDirectories(shim.resolve("bin"));
    script(
        shim.resolve("bin/java"),
        "#!/bin/sh\necho '    java.home = " + java17 + "' >&2\necho '    java.version = 21' >&2\n");
    try (Child run = jobsch("x").with("JAVA_HOME", shim.toString()).go()) {
      succeeds(run);
      assertThat(noted("built")).containsExactly(java17.toString());
    }
  }

  @Test
  void a_build_that_fails_shows_why_and_leaves_the_old_jar_alone() throws IOException {
    runs("jobsch: building (first run) ...\n");
    date(jar(), Instant.now().minusSeconds(50));
    date(home.resolve("pom.xml"), Instant.now());
    note("broken");
    try (Child run = jobsch("x").go()) {
      assertThat(run.exitCode()).isEqualTo(2);
      assertThat(run.out()).isEmpty();
      assertThat(run.err())
          .isEqualTo(
              """
              jobsch: building (sources have changed) ...
              ERROR: a semicolon is missing
              jobsch: the build failed (above).
              """);
    }
    assertThat(jar()).hasContent("whole");
    assertThat(jar().resolveSibling("jobsch.jar.new")).doesNotExist();
  }

  @Test
  void a_runtime_without_a_compiler_is_not_enough_to_build() throws IOException {
    Files.delete(java17.resolve("bin/javac"));
    try (Child run = jobsch("x").go()) {
      assertThat(run.exitCode()).isEqualTo(2);
      assertThat(run.err()).contains("is a Java without a compiler");
    }
  }

  @Test
  void an_installed_maven_serves_where_the_wrapper_cannot_fetch_its_own() throws IOException {
    note("offline");
    script(
        tools.resolve("mvn"),
        "#!/bin/sh\n[ \"$1\" != -v ] || { echo 'Apache Maven 3.8.7'; exit; }\n"
            + "rm \"$NOTES/offline\"; exec ./mvnw \"$@\"\n");

    runs("jobsch: building (first run) ...\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"3.8.6", "3.6.3", "2.2.1"})
  void an_old_maven_does_not_serve(String version) throws IOException {
    note("offline");
    script(tools.resolve("mvn"), "#!/bin/sh\necho 'Apache Maven " + version + "'\n");
    try (Child run = jobsch("x").go()) {
      assertThat(run.exitCode()).isEqualTo(2);
      assertThat(run.err())
          .contains("cannot fetch\n", "there is no mvn 3.8.7 or newer", "Connect to the network");
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void who_comes_second_waits_and_finds_the_work_done(boolean flock) throws Exception {
    allow(flock);
    note("hold");
    try (Child first = jobsch("x").go()) {
      await().atMost(Child.PATIENCE).until(() -> !noted("built").isEmpty());
      try (Child second = jobsch("y").go()) {
        second.awaitErr("jobsch: waiting for another one that is building");
        Files.delete(notes.resolve("hold"));
        succeeds(first);
        succeeds(second);
      }
    }
    assertThat(noted("built")).hasSize(1);
    assertThat(home.resolve(".jobsch/build.pid")).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void a_lock_whose_holder_was_killed_holds_up_nobody(boolean flock) throws Exception {
    allow(flock);
    note("hold");
    try (Child first = jobsch("x").go()) {
      await().atMost(Child.PATIENCE).until(() -> !noted("built").isEmpty());
      List<ProcessHandle> maven = first.process().descendants().toList();
      first.signal("KILL");
      maven.forEach(ProcessHandle::destroyForcibly);
      await().atMost(Child.PATIENCE).until(() -> maven.stream().noneMatch(ProcessHandle::isAlive));
    }
    Files.delete(notes.resolve("hold"));

    runs("jobsch: building (first run) ...\n");
  }

  /** The holder was killed, and so were all who were about to take its lock away. */
  @Test
  void a_lock_that_nobody_lived_to_take_away_holds_up_nobody() throws Exception {
    Path state = Files.createDirectories(home.resolve(".jobsch"));
    String dead = Long.toString(whoIsDead());
    for (String link :
        List.of("build.pid", "build.pid-" + dead, "build.pid-" + dead + "-" + dead)) {
      Files.createSymbolicLink(state.resolve(link), Path.of(dead));
    }

    runs("jobsch: building (first run) ...\n");

    try (Stream<Path> left = Files.list(state)) {
      assertThat(left).noneMatch(it -> it.getFileName().toString().startsWith("build.pid"));
    }
  }

  private static long whoIsDead() throws Exception {
    Process process = new ProcessBuilder("true").start();
    process.waitFor();
    return process.pid();
  }

  @Test
  void a_build_that_outlives_who_began_it_is_waited_for() throws Exception {
    allow(true);
    note("hold");
    try (Child first = jobsch("x").go()) {
      await().atMost(Child.PATIENCE).until(() -> !noted("built").isEmpty());
      List<ProcessHandle> maven = first.process().descendants().toList();
      first.signal("KILL").exitCode();
      try (Child second = jobsch("y").go()) {
        second.awaitErr("jobsch: waiting for another one that is building");
        assertThat(maven).anyMatch(ProcessHandle::isAlive);
        assertThat(noted("built")).hasSize(1);
        Files.delete(notes.resolve("hold"));
        succeeds(second);
      }
    }
  }

  private void allow(boolean flock) throws IOException {
    if (flock) {
      give("flock");
    }
  }

  @Test
  void each_java_starts_from_an_archive_of_its_own() throws IOException {
    Path java21 = java("java 21", "21.0.1");
    runs("jobsch: building (first run) ...\n");
    try (Child older = jobsch("x").go();
        Child newer = jobsch("x").with("JAVA_HOME", java21.toString()).go();
        Child again = jobsch("x").with("JAVA_HOME", java21.toString()).go()) {
      Stream.of(older, newer, again).forEach(ScriptTest::succeeds);
      assertThat(older.out()).contains("<-XX:SharedArchiveFile=" + archive("17.0.9") + ">");
      assertThat(newer.out()).contains("<-XX:SharedArchiveFile=" + archive("21.0.1") + ">");
      assertThat(again.out()).contains("<-XX:SharedArchiveFile=" + archive("21.0.1") + ">");
    }
    assertThat(noted("archived")).hasSize(2);
    assertThat(noted("built")).hasSize(1);
  }

  private Path archive(String version) {
    return jar().resolveSibling("jobsch-" + version + ".jsa");
  }

  @Test
  void servers_and_those_who_ask_them_start_from_an_archive_of_their_own() throws IOException {
    runs("jobsch: building (first run) ...\n");
    try (Child server = jobsch("server").go();
        Child again = jobsch("server", "--port", "0").go();
        Child client = jobsch("submit", "job.json").go()) {
      Path archive = archive("server-17.0.9");
      for (Child each : List.of(server, again, client)) {
        succeeds(each);
        assertThat(each.out()).contains("<-XX:SharedArchiveFile=" + archive + ">");
      }
    }
    assertThat(noted("archived")).hasSize(2);
  }

  @Test
  void a_new_jar_has_a_new_archive() throws IOException {
    runs("jobsch: building (first run) ...\n");
    date(jar(), Instant.now().minusSeconds(50));
    date(home.resolve("pom.xml"), Instant.now());

    runs("jobsch: building (sources have changed) ...\n");
    assertThat(noted("archived")).hasSize(2);
  }

  @Test
  void a_jar_that_somebody_else_built_has_one_too() throws IOException {
    runs("jobsch: building (first run) ...\n");
    Files.writeString(jar(), "from Maven");

    runs("");
    assertThat(noted("built")).hasSize(1);
    assertThat(noted("archived")).hasSize(2);
  }

  @Test
  void a_java_that_makes_no_archive_is_not_asked_again() throws IOException {
    note("no-archive");
    runs("jobsch: building (first run) ...\n");
    try (Child run = jobsch("x").go()) {
      succeeds(run);
      assertThat(run.out()).doesNotContain("SharedArchiveFile");
    }
    assertThat(noted("archived")).hasSize(1);
  }

  @Test
  void a_jar_without_sources_is_run_as_it_is() throws IOException {
    Path installed = Files.createDirectory(scratch.resolve("installed"));
    Files.copy(home.resolve("jobsch"), installed.resolve("jobsch"));
    Files.writeString(installed.resolve("jobsch.jar"), "released");
    try (Child run = start(List.of(installed.resolve("jobsch").toString(), "x")).go()) {
      succeeds(run);
      assertThat(run.err()).isEmpty();
      assertThat(words(run)).startsWith("<-jar>", "<" + installed.resolve("jobsch.jar") + ">");
    }
    assertThat(noted("built")).isEmpty();
  }
}
