package io.jobsch.engine;

/**
 * What a pass had to do with: while all this is the same, another one starts nobody. Many steps
 * change nothing of it, since a worker only says that it has begun.
 *
 * @param queueChanges see {@link JobQueue#changes}
 * @param workerChanges see {@link WorkerClasses#changes}
 * @param until when the first bound runs out of those that it took into account
 */
record Rest(long queueChanges, long workerChanges, long until) {}
