package io.jobsch.local;

/**
 * Where the bytes of a store can be.
 *
 * @param heap the beginnings of streams, while they are small
 * @param spool the rest
 */
record Room(HeapShare heap, Spool spool) {}
