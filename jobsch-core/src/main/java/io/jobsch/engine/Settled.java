package io.jobsch.engine;

import java.util.Optional;

/**
 * That a pass found nobody of a set of jobs who could start, and as of when: while all this is the
 * same, none can, and what was reserved stays reserved. Time alone lets jobs end later, so that
 * they fit less; only where a running job exceeds its bound may others be counted on than before.
 *
 * @param pass the number of the pass
 * @param where the neighbourhood of their workers
 * @param changes what had happened there
 * @param population see {@link WorkerClasses#population}
 * @param demandVersion see {@link JobQueue#demandVersion}; it matters to the choice between classes
 * @param until when the next bound of a running job runs out
 * @param reservation what is reserved for the first of them, if anything is
 */
record Settled(
    long pass,
    Neighbourhood where,
    long changes,
    long population,
    long demandVersion,
    long until,
    Optional<Reservation> reservation) {}
