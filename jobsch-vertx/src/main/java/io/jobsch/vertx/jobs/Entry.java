package io.jobsch.vertx.jobs;

/**
 * One line of an {@link EventLog}.
 *
 * @param number its place; numbers grow, and some are missing
 * @param happening what it says
 */
public record Entry(long number, Happening happening) {}
