package io.jobsch.engine;

import io.jobsch.plan.JobPlan;
import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * All that an engine knows as a list of values, field by field and in the order in which its
 * collections iterate: two states that differ in anything, be it an order, have different lists.
 * Fields are found by reflection, so that none is forgotten. It is made at every step of every
 * history: values are told apart by being equal or not, and nobody reads them unless they differ.
 */
final class StateDump {
  private static final ClassValue<List<Field>> FIELDS =
      new ClassValue<>() {
        @Override
        protected List<Field> computeValue(Class<?> type) {
          List<Field> fields = new ArrayList<>();
          for (Field field : type.getDeclaredFields()) {
            if (!Modifier.isStatic(field.getModifiers())) {
              field.setAccessible(true);
              fields.add(field);
            }
          }
          return fields;
        }
      };

  private static final ClassValue<Part> PARTS =
      new ClassValue<>() {
        @Override
        protected Part computeValue(Class<?> type) {
          return part(type);
        }
      };

  private final List<Object> found = new ArrayList<>(256);

  private StateDump() {}

  /** How the values of one class are listed. */
  @FunctionalInterface
  private interface Part {
    void list(StateDump dump, Object value);
  }

  static List<Object> of(State state) {
    StateDump dump = new StateDump();
    dump.value(state);
    return dump.found;
  }

  private void value(Object value) {
    PARTS.get(value.getClass()).list(this, value);
  }

  private static Part part(Class<?> type) {
    if (type == JobPlan.class) {
      return (dump, value) -> dump.found.add("plan"); // given from outside, and never changed
    } else if (type == JobQueue.class) {
      return (dump, value) -> dump.queue((JobQueue) value);
    } else if (type == KnownJobs.class) {
      return (dump, value) -> dump.value(((KnownJobs) value).running()); // the queue has the others
    } else if (type == QueuedJob.class) {
      return (dump, value) -> dump.job((QueuedJob) value);
    } else if (type == WorkerRun.Assignment.class) {
      return (dump, value) -> dump.assignment((WorkerRun.Assignment) value);
    } else if (List.of(WorkerClasses.class, WorkerClass.class, EndingJobs.class).contains(type)) {
      // it follows from the rest; the invariants look at what it leads to
      return (dump, value) -> dump.found.add("index");
    }
    return partOfOthers(type);
  }

  private static Part partOfOthers(Class<?> type) {
    if (type == Optional.class) {
      return (dump, value) ->
          ((Optional<?>) value).ifPresentOrElse(dump::value, () -> dump.found.add('-'));
    } else if (Map.class.isAssignableFrom(type)) {
      return (dump, value) -> dump.map((Map<?, ?>) value);
    } else if (Collection.class.isAssignableFrom(type)) {
      return (dump, value) -> dump.all((Collection<?>) value);
    } else if (type.isArray()) {
      return StateDump::array;
    } else if (isOurs(type)) {
      return StateDump::fields;
    }
    return (dump, value) -> dump.found.add(value);
  }

  private static boolean isOurs(Class<?> type) {
    return type.getPackage() == State.class.getPackage() && !type.isEnum() && !type.isRecord();
  }

  /** How it is indexed follows from the jobs, and from what has been looked at. */
  private void queue(JobQueue queue) {
    value(InOrder.of(queue));
    value(queue.demanded());
  }

  /** Next to whom it stands follows from the order of the jobs. */
  private void job(QueuedJob job) {
    found.add("job");
    found.add(job.id());
    found.add(job.sequence());
    found.add(job.priority());
    found.add(job.bound());
    found.add(job.submittedTicks());
    found.add(job.submittedAt());
    value(job.roleSet().roles());
  }

  private void assignment(WorkerRun.Assignment assignment) {
    found.add(assignment.role());
    found.add(assignment.job());
  }

  private void all(Collection<?> all) {
    found.add('[');
    all.forEach(this::value);
    found.add(']');
  }

  private void map(Map<?, ?> map) {
    found.add('{');
    map.forEach(
        (key, each) -> {
          value(key);
          value(each);
        });
    found.add('}');
  }

  private void array(Object array) {
    found.add('[');
    for (int i = 0; i < Array.getLength(array); i++) {
      value(Array.get(array, i));
    }
    found.add(']');
  }

  private void fields(Object value) {
    found.add(value.getClass().getSimpleName());
    for (Field field : FIELDS.get(value.getClass())) {
      try {
        found.add(field.getName());
        value(field.get(value));
      } catch (IllegalAccessException e) {
        throw new AssertionError(e);
      }
    }
  }
}
