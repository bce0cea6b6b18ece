package io.jobsch;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import io.jobsch.engine.Deadline;
import io.jobsch.engine.Effect;
import io.jobsch.engine.Engine;
import io.jobsch.engine.Event;
import io.jobsch.result.Output;
import java.io.PrintStream;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZonedDateTime;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.NullMarked;

/** What each package may not know. The sentence that opens it says what it is. */
@AnalyzeClasses(packages = "io.jobsch", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {
  private static final String SPEC = "io.jobsch.spec..";
  private static final String PLAN = "io.jobsch.plan..";
  private static final String WORKERS = "io.jobsch.workers..";
  private static final String RESULT = "io.jobsch.result..";
  private static final String ENGINE = "io.jobsch.engine..";
  private static final String SPI = "io.jobsch.spi..";
  private static final String RUNTIME = "io.jobsch.runtime..";
  private static final String FACE = "io.jobsch";
  private static final String PROCESS = "io.jobsch.process..";
  private static final String AGENT = "io.jobsch.agent..";
  private static final String JOURNAL = "io.jobsch.journal..";
  private static final String JSON = "io.jobsch..json..";
  private static final String[] PURE = {SPEC, PLAN, WORKERS, RESULT, ENGINE};

  // Who may know whom.

  @ArchTest static final ArchRule spec_knows_nobody = knows(SPEC);

  @ArchTest static final ArchRule plan_knows_the_spec = knows(PLAN, SPEC);

  @ArchTest static final ArchRule workers_know_the_plan = knows(WORKERS, PLAN, SPEC);

  @ArchTest static final ArchRule result_knows_workers = knows(RESULT, WORKERS, PLAN, SPEC);

  @ArchTest static final ArchRule engine_knows_results = knows(ENGINE, RESULT, WORKERS, PLAN, SPEC);

  @ArchTest
  static final ArchRule spi_knows_the_engine = knows(SPI, ENGINE, RESULT, WORKERS, PLAN, SPEC);

  @ArchTest
  static final ArchRule runtime_knows_the_spi =
      knows(RUNTIME, SPI, ENGINE, RESULT, WORKERS, PLAN, SPEC);

  @ArchTest
  static final ArchRule the_face_knows_what_is_below_it =
      knows(FACE, RUNTIME, SPI, ENGINE, RESULT, WORKERS, PLAN, SPEC);

  @ArchTest
  static final ArchRule process_knows_no_job_and_no_scheduler = knows(PROCESS, WORKERS, PLAN, SPEC);

  @ArchTest
  static final ArchRule agent_knows_processes_and_no_engine =
      knows(AGENT, PROCESS, SPI, RESULT, WORKERS, PLAN, SPEC);

  @ArchTest
  static final ArchRule journal_knows_facts =
      knows(JOURNAL, SPI, ENGINE, RESULT, WORKERS, PLAN, SPEC);

  @ArchTest
  static final ArchRule only_those_who_host_know_how_a_worker_works =
      noClasses()
          .that()
          .resideOutsideOfPackages(AGENT, PROCESS)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(AGENT, PROCESS)
          .allowEmptyShould(true);

  @ArchTest
  static final ArchRule packages_do_not_know_each_other_in_circles =
      slices().matching("io.jobsch.(**)").should().beFreeOfCycles().allowEmptyShould(true);

  // Who may touch what.

  @ArchTest
  static final ArchRule only_packages_named_json_know_jackson =
      noClasses()
          .that()
          .resideOutsideOfPackage(JSON)
          .should()
          .dependOnClassesThat()
          .resideInAPackage("com.fasterxml..");

  @ArchTest
  static final ArchRule only_process_touches_processes =
      noClasses()
          .that()
          .resideOutsideOfPackage(PROCESS)
          .should()
          .dependOnClassesThat(
              type(Process.class).or(type(ProcessBuilder.class)).or(type(ProcessHandle.class)))
          .orShould()
          .callMethod(Runtime.class, "exec", String[].class);

  @ArchTest
  static final ArchRule what_decides_touches_no_world =
      noClasses()
          .that(resideInAnyPackage(PURE).and(outside(JSON)).and(notOutput()))
          .should()
          .dependOnClassesThat(
              resideInAnyPackage(
                      "java.io..", "java.net..", "java.nio.file..", "java.nio.channels..")
                  .and(
                      describe(
                          "are more than what serialized values need",
                          it -> !it.isEquivalentTo(java.io.Serializable.class))));

  @ArchTest
  static final ArchRule what_is_written_is_streams_and_nothing_else =
      noClasses()
          .that(type(Output.class).or(describe("are part of it", ArchitectureTest::isOutput)))
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("java.net..", "java.nio.file..", "java.nio.channels..");

  @ArchTest
  static final ArchRule what_decides_starts_no_thread =
      noClasses()
          .that()
          .resideInAnyPackage(PURE)
          .should()
          .dependOnClassesThat(
              resideInAPackage("java.util.concurrent..")
                  .or(type(Thread.class))
                  .or(type(ThreadLocal.class)));

  @ArchTest
  static final ArchRule what_decides_draws_no_chance =
      noClasses()
          .that()
          .resideInAnyPackage(PURE)
          .should()
          .dependOnClassesThat(
              describe(
                  "draw chance",
                  it ->
                      it.isAssignableTo(Random.class)
                          || it.getName().equals("java.util.UUID")
                          || it.getPackageName().startsWith("java.util.random")))
          .orShould()
          .callMethod(Math.class, "random");

  @ArchTest
  static final ArchRule what_decides_reads_no_clock =
      noClasses()
          .that()
          .resideInAnyPackage(PURE)
          .should()
          .callMethodWhere(
              described(
                  "it reads a clock",
                  it ->
                      it.getOwner().isEquivalentTo(System.class)
                              && List.of("nanoTime", "currentTimeMillis").contains(it.getName())
                          || isDate(it.getOwner()) && it.getName().equals("now")))
          .orShould()
          .dependOnClassesThat()
          .areAssignableTo(Clock.class);

  /**
   * Their order differs from run to run, or may: what they hold must not decide anything. The jobs
   * that run are only looked up, and sorted when all of them are asked for.
   */
  @ArchTest
  static final ArchRule what_decides_iterates_in_a_fixed_order =
      noClasses()
          .that()
          .resideInAnyPackage(ENGINE, WORKERS)
          .should()
          .dependOnClassesThat(type(HashMap.class).or(type(HashSet.class)))
          .orShould()
          .callMethodWhere(
              described(
                  "its result iterates in an order that differs from run to run",
                  it ->
                      (it.getOwner().isEquivalentTo(Map.class)
                              || it.getOwner().isEquivalentTo(Set.class))
                          && List.of("of", "copyOf", "ofEntries").contains(it.getName())));

  @ArchTest
  static final ArchRule nobody_writes_past_the_log =
      noClasses()
          .should()
          .accessField(System.class, "out")
          .orShould()
          .accessField(System.class, "err")
          .orShould()
          .callMethod(Throwable.class, "printStackTrace")
          .orShould()
          .callMethod(Throwable.class, "printStackTrace", PrintStream.class);

  // What every package says of itself.

  @ArchTest
  static void every_package_says_what_it_is_and_where_null_may_be(JavaClasses all) {
    SortedSet<String> silent = new TreeSet<>();
    for (JavaClass each : all) {
      if (!each.getPackage().isAnnotatedWith(NullMarked.class)) {
        silent.add(each.getPackageName());
      }
    }
    assertThat(silent).as("packages without package-info and @NullMarked").isEmpty();
  }

  /** The rules above would hold of no classes too. */
  @ArchTest
  static void the_rules_are_about_the_classes_that_there_are(JavaClasses all) {
    assertThat(all.stream().map(JavaClass::getName))
        .contains(
            Engine.class.getName(),
            Event.class.getName(),
            Effect.class.getName(),
            Deadline.class.getName(),
            Output.class.getName());
  }

  private static ArchRule knows(String one, String... others) {
    String[] known = new String[others.length + 1];
    known[0] = one;
    System.arraycopy(others, 0, known, 1, others.length);
    return classes()
        .that()
        .resideInAPackage(one)
        .should()
        .onlyDependOnClassesThat(resideInAnyPackage(known).or(outside("io.jobsch..")))
        .allowEmptyShould(true);
  }

  private static DescribedPredicate<JavaClass> outside(String packages) {
    return DescribedPredicate.not(resideInAPackage(packages));
  }

  private static DescribedPredicate<JavaClass> notOutput() {
    return DescribedPredicate.not(describe("are Output", ArchitectureTest::isOutput));
  }

  private static boolean isOutput(JavaClass type) {
    return type.getName().equals(Output.class.getName())
        || type.getName().startsWith(Output.class.getName() + "$");
  }

  private static boolean isDate(JavaClass type) {
    return List.of(Instant.class, LocalDateTime.class, ZonedDateTime.class).stream()
        .anyMatch(type::isEquivalentTo);
  }

  private static DescribedPredicate<com.tngtech.archunit.core.domain.JavaMethodCall> described(
      String what, java.util.function.Predicate<AccessTarget> targets) {
    return describe(what, call -> targets.test(call.getTarget()));
  }
}
