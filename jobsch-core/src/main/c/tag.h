/*
 * Tags: the variable that the JVM adds to the environment of each command, as the last one. What a
 * command starts inherits it, unless it clears its environment.
 */
#ifndef JOBSCH_TAG_H
#define JOBSCH_TAG_H

#include "wire.h"

#define TAG_NAME "_JOBSCH_TAG_"
/* With 16 digits that make it unique, and "=1". */
#define TAG_LENGTH 30
#define TAGS_SEARCHED 256

/* Ended by a NUL; empty if there is none. */
struct tag {
  char text[TAG_LENGTH + 1];
};

/* Of a START that is whole. */
struct tag tag_of(const struct start_frame *start);

struct tag_search {
  u32 count;
  struct tag tags[TAGS_SEARCHED];
};

/* Those that are too many are not searched for. */
void tag_search_add(struct tag_search *search, const struct tag *tag);

/* Whether a process has one of them in its environment. */
bool tag_search_matches(const struct tag_search *search, int pid);

#endif
