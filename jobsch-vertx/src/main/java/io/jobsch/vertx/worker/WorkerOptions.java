package io.jobsch.vertx.worker;

import io.jobsch.local.LocalCrew;
import io.jobsch.process.KillPolicy;
import io.jobsch.spi.RoleSuitability;
import io.jobsch.workers.RolePattern;
import io.jobsch.workers.WorkerId;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a worker is, however it reaches its scheduler.
 *
 * @param name unique among the workers of a scheduler
 * @param slots how many workers it is: more than 1 are called {@code name/1}, {@code name/2} and so
 *     on, and share the directory
 * @param directory where they run their commands; there has to be one
 * @param patterns of the roles that they suit; none for every role
 * @param suitability decides which roles they suit, among those of the patterns; empty for what a
 *     file {@code suits_role.py} in the directory says, if there is one
 * @param killing how they kill
 * @param secrets variables of this process that no command gets to see
 * @param drainTimeout how long they may finish what their jobs want of them when they are to go
 */
public record WorkerOptions(
    String name,
    int slots,
    Path directory,
    List<RolePattern> patterns,
    Optional<RoleSuitability> suitability,
    KillPolicy killing,
    Set<String> secrets,
    Duration drainTimeout) {
  /** So many workers in one process at most. */
  public static final int MOST_SLOTS = 10_000;

  private static final Duration DRAIN_TIMEOUT = Duration.ofMinutes(1);
  private static final int LONGEST_NAME = 100;

  /** Checks name and number, and copies the patterns. */
  public WorkerOptions {
    if (name.isBlank()
        || name.length() > LONGEST_NAME
        || name.chars().anyMatch(Character::isISOControl)) {
      throw new IllegalArgumentException(
          "name: expected 1 to "
              + LONGEST_NAME
              + " characters, not all blank and without control characters");
    }
    if (slots < 1 || slots > MOST_SLOTS) {
      throw new IllegalArgumentException("slots: expected 1 to " + MOST_SLOTS + ", found " + slots);
    }
    if (drainTimeout.isNegative()) {
      throw new IllegalArgumentException(
          "drain timeout: expected 0 or more, found " + drainTimeout);
    }
    patterns = List.copyOf(patterns);
    secrets = Set.copyOf(secrets);
    directory = directory.toAbsolutePath().normalize();
  }

  /** One worker that suits every role, with a minute to finish when it is to go. */
  public static WorkerOptions named(String name, Path directory) {
    return new WorkerOptions(
        name,
        1,
        directory,
        List.of(),
        Optional.empty(),
        KillPolicy.DEFAULT,
        LocalCrew.SECRETS,
        DRAIN_TIMEOUT);
  }

  /** The same as so many workers. */
  public WorkerOptions withSlots(int number) {
    return new WorkerOptions(
        name, number, directory, patterns, suitability, killing, secrets, drainTimeout);
  }

  /** The same for roles of these patterns. */
  public WorkerOptions withPatterns(List<RolePattern> ofRoles) {
    return new WorkerOptions(
        name, slots, directory, ofRoles, suitability, killing, secrets, drainTimeout);
  }

  /** The same for roles that are accepted by this. */
  public WorkerOptions withSuitability(RoleSuitability predicate) {
    return new WorkerOptions(
        name, slots, directory, patterns, Optional.of(predicate), killing, secrets, drainTimeout);
  }

  /** The same with another way to kill. */
  public WorkerOptions withKilling(KillPolicy policy) {
    return new WorkerOptions(
        name, slots, directory, patterns, suitability, policy, secrets, drainTimeout);
  }

  /** The same with more variables that no command gets to see. */
  public WorkerOptions withSecrets(Set<String> variables) {
    return new WorkerOptions(
        name, slots, directory, patterns, suitability, killing, variables, drainTimeout);
  }

  /** The same with another time to finish. */
  public WorkerOptions withDrainTimeout(Duration longest) {
    return new WorkerOptions(
        name, slots, directory, patterns, suitability, killing, secrets, longest);
  }

  /** The names of its workers. */
  List<WorkerId> ids() {
    if (slots == 1) {
      return List.of(new WorkerId(name));
    }
    List<WorkerId> ids = new ArrayList<>();
    for (int slot = 1; slot <= slots; slot++) {
      ids.add(new WorkerId(name + "/" + slot));
    }
    return ids;
  }
}
