package io.jobsch.workers;

/**
 * Who an order is from and for. An order that finds another incarnation, or a newer epoch, is
 * stale.
 *
 * @param epoch that of the scheduler that sends it
 * @param worker who is to carry it out
 * @param incarnation the life of the worker that is meant
 */
public record Address(Epoch epoch, WorkerId worker, Incarnation incarnation) {}
