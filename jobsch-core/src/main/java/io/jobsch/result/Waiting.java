package io.jobsch.result;

/**
 * Why a job has not started.
 *
 * @param why in words for people
 * @param hopeless whether it can start only when other workers connect: no set of those that are
 *     connected can play its roles, and there is none that has yet to tell which it suits
 */
public record Waiting(String why, boolean hopeless) {
  @Override
  public String toString() {
    return why;
  }
}
