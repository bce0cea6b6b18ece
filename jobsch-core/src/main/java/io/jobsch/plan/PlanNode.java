package io.jobsch.plan;

import io.jobsch.spec.Command;
import io.jobsch.spec.Pointer;
import io.jobsch.spec.RoleName;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** A node of a job that is ready to run: nothing about it is left to be inherited. */
public sealed interface PlanNode {
  /** Its place in {@link JobPlan#nodes}: a parent comes before its children, in reading order. */
  int index();

  /** The index of the group that it is a part of; {@link JobPlan#NO_PARENT} for the root. */
  int parent();

  /** Its name: where it stands in the job document. */
  Pointer pointer();

  /** What people call it. */
  Optional<String> name();

  /** How long it may take. */
  Optional<Duration> timeout();

  /**
   * A command.
   *
   * @param index see {@link PlanNode#index}
   * @param parent see {@link PlanNode#parent}
   * @param pointer see {@link PlanNode#pointer}
   * @param name see {@link PlanNode#name}
   * @param role who plays it
   * @param command what is run
   * @param environment the job's variables for it
   * @param cwd the directory in which it runs, relative to its worker's own
   * @param timeout see {@link PlanNode#timeout}
   */
  record CommandNode(
      int index,
      int parent,
      Pointer pointer,
      Optional<String> name,
      RoleName role,
      Command command,
      Environment environment,
      Optional<String> cwd,
      Optional<Duration> timeout)
      implements PlanNode {}

  /**
   * A group.
   *
   * @param index see {@link PlanNode#index}
   * @param parent see {@link PlanNode#parent}
   * @param pointer see {@link PlanNode#pointer}
   * @param name see {@link PlanNode#name}
   * @param type what it is called in a job document
   * @param atOnce how many of its parts run at the same time: 1 for a sequence
   * @param stopsAtFailure whether its parts after one that did not succeed are skipped
   * @param children the indices of its parts, in their order
   * @param timeout see {@link PlanNode#timeout}
   */
  record GroupNode(
      int index,
      int parent,
      Pointer pointer,
      Optional<String> name,
      String type,
      int atOnce,
      boolean stopsAtFailure,
      List<Integer> children,
      Optional<Duration> timeout)
      implements PlanNode {}
}
