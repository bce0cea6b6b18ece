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
 * All that an engine knows as a text, field by field and in the order in which its collections
 * iterate: two states that differ in anything, be it an order, have different texts. Fields are
 * found by reflection, so that none is forgotten.
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

  private final StringBuilder text = new StringBuilder();

  private StateDump() {}

  static String of(State state) {
    StateDump dump = new StateDump();
    dump.value(state);
    return dump.text.toString();
  }

  private void value(Object value) {
    if (value instanceof JobPlan) {
      text.append("plan"); // given from outside, and never changed
    } else if (value instanceof JobQueue queue) {
      queue(queue);
    } else if (value instanceof RunningJobs jobs) {
      value(jobs.all());
    } else if (value instanceof QueuedJob job) {
      job(job);
    } else if (value instanceof WorkerClasses
        || value instanceof WorkerClass
        || value instanceof EndingJobs) {
      text.append("index"); // it follows from the rest; the invariants look at what it leads to
    } else if (value instanceof Optional<?> optional) {
      optional.ifPresentOrElse(this::value, () -> text.append('-'));
    } else if (value instanceof Map<?, ?> map) {
      map(map);
    } else if (value instanceof Collection<?> all) {
      text.append('[');
      all.forEach(this::item);
      text.append(']');
    } else if (value.getClass().isArray()) {
      array(value);
    } else if (isOurs(value.getClass())) {
      fields(value);
    } else {
      text.append(value);
    }
  }

  /** How it is indexed follows from the jobs, and from what has been looked at. */
  private void queue(JobQueue queue) {
    value(InOrder.of(queue));
    value(queue.demanded());
  }

  /** Next to whom it stands follows from the order of the jobs. */
  private void job(QueuedJob job) {
    text.append("\njob ").append(job.id());
    text.append(" #").append(job.sequence()).append(" priority ").append(job.priority());
    text.append(" bound ").append(job.bound()).append(" roles ").append(job.roleSet().roles());
    text.append(" since ").append(job.submittedTicks()).append(' ').append(job.submittedAt());
  }

  private static boolean isOurs(Class<?> type) {
    return type.getPackage() == State.class.getPackage() && !type.isEnum() && !type.isRecord();
  }

  private void item(Object value) {
    value(value);
    text.append(", ");
  }

  private void map(Map<?, ?> map) {
    text.append('{');
    map.forEach(
        (key, each) -> {
          value(key);
          text.append('=');
          item(each);
        });
    text.append('}');
  }

  private void array(Object value) {
    text.append('[');
    for (int i = 0; i < Array.getLength(value); i++) {
      item(Array.get(value, i));
    }
    text.append(']');
  }

  private void fields(Object value) {
    text.append('\n').append(value.getClass().getSimpleName()).append('(');
    for (Field field : FIELDS.get(value.getClass())) {
      try {
        text.append(field.getName()).append('=');
        item(field.get(value));
      } catch (IllegalAccessException e) {
        throw new AssertionError(e);
      }
    }
    text.append(')');
  }
}
