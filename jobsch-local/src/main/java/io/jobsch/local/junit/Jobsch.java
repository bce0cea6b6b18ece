package io.jobsch.local.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Gives a test a scheduler: on a field or a parameter of type {@code ManualScheduler} or {@code
 * LocalScheduler}; on one of type {@code ManualSchedulerBuilder} or {@code LocalSchedulerBuilder},
 * where a test has settings of its own, a builder of what it starts itself; on a {@code Path}, the
 * directory in which that test's {@code LocalScheduler} runs its commands. On a class, its tests
 * may have such parameters without it.
 *
 * <p>Each test has its own, one of each type at most. See {@link JobschExtension} for what becomes
 * of the schedulers, also of those that were built.
 */
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.FIELD, ElementType.PARAMETER, ElementType.TYPE, ElementType.ANNOTATION_TYPE})
@ExtendWith(JobschExtension.class)
public @interface Jobsch {
  /**
   * So many workers, called {@code w1}, {@code w2} and so on. Unless told, as many as the class
   * says, or one around it; where none says it, as many as jobs need.
   */
  int workers() default 0;
}
