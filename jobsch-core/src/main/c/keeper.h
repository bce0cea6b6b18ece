/*
 * A keeper: a process that starts one command after the other, and is the one to which all that
 * came of the current command falls when it loses its parent. There is one for each command that
 * runs or has left something behind, as under one keeper two could not be told apart.
 */
#ifndef JOBSCH_KEEPER_H
#define JOBSCH_KEEPER_H

#include "wire.h"

/*
 * Becomes a keeper, in a process that was just forked. Its first command is in memory already.
 *
 * control: to the helper. Its end is the helper's end: the keeper then kills what it keeps, and
 *   goes.
 * to_jvm: held open and never written to, so that the JVM sees the end when all keepers are gone.
 * last: no descriptor is beyond that.
 * cgroup: the number of the one that is for what its commands start; 0 if there is none.
 */
struct keeper_means {
  int helper;
  int control;
  int to_jvm;
  int out;
  int err;
  int last;
  u32 cgroup;
};

_Noreturn void keeper_run(const struct keeper_means *means, const struct start_frame *first);

/* Whether a START holds as many texts as it says. */
bool start_is_whole(const struct start_frame *start);

#endif
