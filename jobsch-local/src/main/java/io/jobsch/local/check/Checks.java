package io.jobsch.local.check;

import io.jobsch.result.JobResult;
import io.jobsch.result.Reason;
import io.jobsch.spec.SpecRules;
import java.time.Duration;
import java.util.Optional;

/**
 * Compares, and says what is not as it should be.
 *
 * @param result the job that is shown then
 * @param where which part of it is looked at
 */
record Checks(JobResult result, String where) {
  void equal(String what, Object expected, Object found) {
    if (!expected.equals(found)) {
      throw failure(what, shown(expected), shown(found));
    }
  }

  void holds(String what, String part, String found) {
    if (!found.contains(part)) {
      throw failure(what, "something with " + Visible.quoted(part), Visible.quoted(found));
    }
  }

  void reason(Reason.Code code, Optional<Reason> found) {
    if (found.filter(reason -> reason.code() == code).isEmpty()) {
      throw failure("reason", code.toString(), said(found));
    }
  }

  void reason(String part, Optional<Reason> found) {
    if (found.filter(reason -> reason.toString().contains(part)).isEmpty()) {
      throw failure("reason", "something with " + Visible.quoted(part), said(found));
    }
  }

  private static String said(Optional<Reason> reason) {
    return reason.map(it -> it.code() + " (" + it + ")").orElse("none");
  }

  AssertionError failure(String what, String expected, String found) {
    return new AssertionError(
        where
            + ": "
            + what
            + ": expected "
            + expected
            + ", found "
            + found
            + "\n"
            + JobText.of(result));
  }

  private static String shown(Object value) {
    if (value instanceof Optional<?> it) {
      return it.map(Checks::shown).orElse("none");
    }
    if (value instanceof String it) {
      return Visible.quoted(it);
    }
    return value instanceof Duration it ? SpecRules.seconds(it) + " s" : value.toString();
  }
}
