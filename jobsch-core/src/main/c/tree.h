/*
 * All that descends from us, as /proc shows it, and how it is killed.
 *
 * We are a "child subreaper": whoever of our descendants loses its parent becomes our child. So when
 * we have no child left, nothing of the tree is left, whatever it has tried.
 */
#ifndef JOBSCH_TREE_H
#define JOBSCH_TREE_H

#include "sys.h"

struct process {
  int pid;
  int parent;
  int threads;
  /* As /proc writes it: R, S, D, T, Z and so on; ? if it hides. */
  char state;
  u64 start;
  char name[17];
};

/* Which of our own children are not of the tree; may be NULL. */
typedef bool (*tree_exception)(int pid);

/* Prepares for it; says whether it had the memory. */
bool tree_prepare(void);

/* Whether this system shows what is needed here, and lets us make use of it. */
bool tree_is_visible(void);

/* How many live, as far as one look can tell; what they are, for people, is added to a text. */
struct text;
int tree_describe(tree_exception exception, struct text *text);

/* Shows our own children, as one look finds them. */
void tree_each_child(void (*show)(void *argument, int pid));

/* How a kill goes on. */
struct killing {
  enum { KILL_NONE, KILL_ASK, KILL_FORCE } mode;
  bool asked;
  bool outrun;
  /* Our own child that leads a process group, while we have not buried it; or 0. */
  int leader;
  i64 grace_ends;
  i64 bound;
  i64 bound_ends;
  i64 next_look;
  i64 pause;
};

/* Begins it; or leaves one that has begun no more grace than that. */
void kill_begin(struct killing *killing, i64 now, i64 grace, i64 bound);

/* Something of the tree has ended: others may have lost their parent by that. */
void kill_hurry(struct killing *killing, i64 now);

/* Looks and signals, if it is time to. Says whether what is there now counts as unkillable. */
bool kill_step(struct killing *killing, i64 now, tree_exception exception);

/* Forgets it. */
void kill_end(struct killing *killing);

/* When kill_step has something to do again. */
i64 kill_due(const struct killing *killing);

#endif
