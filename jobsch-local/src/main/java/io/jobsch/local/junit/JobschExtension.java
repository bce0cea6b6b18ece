package io.jobsch.local.junit;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolutionException;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.platform.commons.support.AnnotationSupport;
import org.junit.platform.commons.support.HierarchyTraversalMode;

/**
 * Gives each test its schedulers, or what builds them, where {@link Jobsch} or the type of a
 * parameter asks for them. After the test, and all that is done after each, it closes them, and
 * fails the test if something was left behind: a job that was not over, a process that a command
 * left, a thread of jobsch's. If the test failed, whyever, it prints each job on the standard error
 * stream: its tree with all states, and the last lines that its commands wrote; of more than fifty
 * those that failed or were not over first, and how many others there are.
 *
 * <p>Processes are found by their environment, which only Linux shows. Threads belong to the whole
 * process, so they are looked for when the last scheduler of this extension's is closed: where
 * tests run in parallel, all that use jobsch should have their schedulers from here.
 */
public final class JobschExtension
    implements BeforeEachCallback, AfterEachCallback, ParameterResolver {
  private static final ExtensionContext.Namespace NAMESPACE =
      ExtensionContext.Namespace.create(JobschExtension.class);
  private static final int AS_NEEDED = 0;
  private static final String EXPECTED =
      ": expected a ManualScheduler, a LocalScheduler, a builder of one, or a Path, ";

  /** For JUnit. */
  public JobschExtension() {}

  @Override
  public void beforeEach(ExtensionContext context) throws IllegalAccessException {
    for (Object instance : context.getRequiredTestInstances().getAllInstances()) {
      for (Field field :
          AnnotationSupport.findAnnotatedFields(
              instance.getClass(), Jobsch.class, any -> true, HierarchyTraversalMode.TOP_DOWN)) {
        inject(context, instance, field);
      }
    }
  }

  private static void inject(ExtensionContext context, Object instance, Field field)
      throws IllegalAccessException {
    if (!Kit.has(field.getType())
        || Modifier.isStatic(field.getModifiers())
        || Modifier.isFinal(field.getModifiers())) {
      throw new ExtensionConfigurationException(
          "@Jobsch on " + field + EXPECTED + "that is neither static nor final");
    }
    field.setAccessible(true);
    Optional<Jobsch> annotation = AnnotationSupport.findAnnotation(field, Jobsch.class);
    field.set(instance, give(context, field.getType(), workers(context, annotation)));
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    Class<?> type = parameter.getParameter().getType();
    return Kit.isOurs(type) || parameter.isAnnotated(Jobsch.class);
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    Class<?> type = parameter.getParameter().getType();
    if (!Kit.has(type) || context.getTestMethod().isEmpty()) {
      throw new ParameterResolutionException(
          "@Jobsch on "
              + parameter.getParameter()
              + EXPECTED
              + "of a test, or of what is done before or after each");
    }
    return give(context, type, workers(context, parameter.findAnnotation(Jobsch.class)));
  }

  /** What is said of them there, or else by the nearest class around that says something. */
  private static int workers(ExtensionContext context, Optional<Jobsch> there) {
    Stream<Jobsch> around =
        Stream.iterate(
                Optional.of(context),
                Optional::isPresent,
                it -> it.flatMap(ExtensionContext::getParent))
            .map(it -> it.flatMap(ExtensionContext::getElement))
            .flatMap(it -> AnnotationSupport.findAnnotation(it, Jobsch.class).stream());
    return Stream.concat(there.stream(), around)
        .map(Jobsch::workers)
        .filter(it -> it != AS_NEEDED)
        .findFirst()
        .orElse(AS_NEEDED);
  }

  private static Object give(ExtensionContext context, Class<?> type, int workers) {
    return context
        .getStore(NAMESPACE)
        .getOrComputeIfAbsent(Kit.class, any -> new Kit(), Kit.class)
        .give(type, workers);
  }

  private static String name(ExtensionContext context) {
    return context.getRequiredTestClass().getSimpleName() + ": " + context.getDisplayName();
  }

  @Override
  public void afterEach(ExtensionContext context) {
    Optional.ofNullable(context.getStore(NAMESPACE).remove(Kit.class, Kit.class))
        .ifPresent(kit -> kit.close(name(context), context.getExecutionException(), System.err));
  }
}
