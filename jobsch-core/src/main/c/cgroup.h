/*
 * Cgroups of version 2, where they may be made: one for each helper, below the one that it runs in,
 * and in that one for each keeper, for what its commands start. All that is in one is killed by one
 * write, whatever it does meanwhile.
 *
 * They tell, too, what is to be killed when helper and keepers are dead: all that is in one, unless
 * it is marked. So whoever comes next kills that, and removes them.
 */
#ifndef JOBSCH_CGROUP_H
#define JOBSCH_CGROUP_H

#include "sys.h"

/* Makes the helper's own, and tidies up after dead helpers; gives NULL, or why it cannot be. */
const char *cgroup_prepare(void);

/* Kills what dead helpers were to kill, and removes their cgroups; waits for that, but not long.
 * Somebody else may be doing that: for that helper's, given by its pid, it waits, too. */
void cgroup_sweep(const char *helper);

/* Open as long as the helper or one of its keepers lives, which shows others that it does; or -1. */
int cgroup_lock(void);

/* Makes one for another keeper, and gives its number; 0 if it cannot. */
u32 cgroup_make(void);

bool cgroup_kill(u32 number);

/* Removes it, if nobody is in it. */
void cgroup_remove(u32 number);

/* Removes all in which nobody is, and that no keeper has. */
void cgroup_tidy(bool (*is_kept)(u32 number));

/* The helper goes, and all keepers have gone: kills what nobody has killed, and removes all. */
void cgroup_leave(void);

/* For a keeper: the following are about that one. None of them does anything if it is 0. */
void cgroup_keep(u32 number, int lock);

/* What in it may be killed by whoever finds it; or is to live on. */
void cgroup_mark(bool lives_on);

void cgroup_kill_kept(void);

/* Fit for another command again, if it was killed. */
void cgroup_renew(void);

bool cgroup_kept_is_empty(void);

/* Removes it; if the helper is dead, also the helper's. */
void cgroup_leave_kept(int helper);

/* A function in a new process in it, as spawn_on_stack does; or not in it, where it has gone. */
long cgroup_spawn(void *stack, size_t size, int (*function)(void *), void *argument);

#endif
