package io.jobsch.runtime;

import io.jobsch.spi.Journal;
import io.jobsch.spi.OutputStore;
import io.jobsch.spi.Timers;
import io.jobsch.spi.WorkerTransport;

/**
 * All that a scheduler needs from where it runs.
 *
 * @param journal keeps its facts
 * @param transport reaches its workers
 * @param timers tells it the time
 * @param outputs keeps what commands write
 */
public record Host(
    Journal journal, WorkerTransport transport, Timers timers, OutputStore outputs) {}
