package io.jobsch.vertx;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Who may know whom of what goes over the network, and of the command line. */
@AnalyzeClasses(
    packages = {"io.jobsch.vertx", "io.jobsch.launcher"},
    importOptions = DoNotIncludeTests.class)
class VertxArchitectureTest {
  @ArchTest
  static final ArchRule imports_go_one_way =
      layeredArchitecture()
          .consideringOnlyDependenciesInLayers()
          .layer("config")
          .definedBy("io.jobsch.vertx.config..")
          .layer("wire")
          .definedBy("io.jobsch.vertx.wire..")
          .layer("jobs")
          .definedBy("io.jobsch.vertx.jobs..")
          .layer("bus")
          .definedBy("io.jobsch.vertx.bus..")
          .layer("gateway")
          .definedBy("io.jobsch.vertx.gateway..")
          .layer("http")
          .definedBy("io.jobsch.vertx.http..")
          .layer("client")
          .definedBy("io.jobsch.vertx.client..")
          .layer("worker")
          .definedBy("io.jobsch.vertx.worker..")
          .layer("verticles")
          .definedBy("io.jobsch.vertx")
          .layer("launcher")
          .definedBy("io.jobsch.launcher")
          .layer("views")
          .definedBy("io.jobsch.launcher.view..")
          .whereLayer("launcher")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("views")
          .mayOnlyBeAccessedByLayers("launcher")
          .whereLayer("verticles")
          .mayOnlyBeAccessedByLayers("launcher")
          .whereLayer("client")
          .mayOnlyBeAccessedByLayers("launcher")
          .whereLayer("worker")
          .mayOnlyBeAccessedByLayers("verticles", "launcher")
          .whereLayer("http")
          .mayOnlyBeAccessedByLayers("client", "worker", "verticles", "launcher")
          .whereLayer("gateway")
          .mayOnlyBeAccessedByLayers("http", "worker", "verticles", "launcher")
          .whereLayer("bus")
          .mayOnlyBeAccessedByLayers("gateway", "http", "worker", "verticles", "launcher")
          .whereLayer("wire")
          .mayOnlyBeAccessedByLayers("bus", "gateway", "worker", "verticles", "launcher")
          .whereLayer("jobs")
          .mayOnlyBeAccessedByLayers("bus", "http", "worker", "verticles", "launcher")
          .whereLayer("config")
          .mayOnlyBeAccessedByLayers("worker", "verticles");

  @ArchTest
  static final ArchRule packages_do_not_know_each_other_in_circles =
      slices().matching("io.jobsch.(**)").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule views_know_nothing_of_a_network =
      noClasses()
          .that()
          .resideInAPackage("io.jobsch.launcher.view..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.netty..", "java.net..");

  @ArchTest
  static final ArchRule nobody_starts_a_process_past_the_runners =
      noClasses()
          .that()
          .resideInAPackage("io.jobsch.vertx..")
          .should()
          .dependOnClassesThat()
          .haveFullyQualifiedName("java.lang.ProcessBuilder");
}
