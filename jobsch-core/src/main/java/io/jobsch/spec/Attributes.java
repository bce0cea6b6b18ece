package io.jobsch.spec;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What every node of a job may say, command or group.
 *
 * @param name what people call it
 * @param role who plays it, and what is below it
 * @param env variables for it and what is below it, in the order in which they were written
 * @param cwd the directory in which it runs, relative to its worker's own
 * @param timeout how long it may take
 * @param priority how urgent the job is, for the root of a job alone: the higher is served first,
 *     and without one it is {@link SpecRules#DEFAULT_PRIORITY}
 */
public record Attributes(
    Optional<String> name,
    Optional<RoleName> role,
    Map<String, String> env,
    Optional<String> cwd,
    Optional<Duration> timeout,
    OptionalInt priority) {
  /** Says nothing. */
  public static final Attributes NONE =
      new Attributes(
          Optional.empty(),
          Optional.empty(),
          Map.of(),
          Optional.empty(),
          Optional.empty(),
          OptionalInt.empty());

  /** Checks every value; see {@link SpecRules}. */
  public Attributes {
    env = env.isEmpty() ? Map.of() : Collections.unmodifiableMap(new LinkedHashMap<>(env));
    name.ifPresent(value -> SpecRules.require("name", SpecRules.nonEmptyText(value)));
    env.forEach(
        (key, value) -> {
          SpecRules.require("env", SpecRules.environmentName(key));
          SpecRules.require("env", SpecRules.text(value));
        });
    cwd.ifPresent(value -> SpecRules.require("cwd", SpecRules.nonEmptyText(value)));
    timeout.ifPresent(value -> SpecRules.require("timeout", SpecRules.timeout(value)));
  }

  Attributes withName(String value) {
    return new Attributes(Optional.of(value), role, env, cwd, timeout, priority);
  }

  Attributes withRole(RoleName value) {
    return new Attributes(name, Optional.of(value), env, cwd, timeout, priority);
  }

  Attributes withEnv(String key, String value) {
    Map<String, String> more = new LinkedHashMap<>(env);
    more.put(key, value);
    return new Attributes(name, role, more, cwd, timeout, priority);
  }

  Attributes withCwd(String value) {
    return new Attributes(name, role, env, Optional.of(value), timeout, priority);
  }

  Attributes withTimeout(Duration value) {
    return new Attributes(name, role, env, cwd, Optional.of(value), priority);
  }

  Attributes withPriority(int value) {
    return new Attributes(name, role, env, cwd, timeout, OptionalInt.of(value));
  }
}
