/* Small texts in buffers of a fixed size: what does not fit is cut off, and always ends in a NUL. */
#ifndef JOBSCH_TEXT_H
#define JOBSCH_TEXT_H

#include "sys.h"

struct text {
  char *at;
  size_t size;
  size_t length;
};

static inline struct text text_in(char *buffer, size_t size) {
  buffer[0] = 0;
  return (struct text){buffer, size, 0};
}

static inline void text_add_bytes(struct text *text, const char *from, size_t count) {
  for (size_t i = 0; i < count && text->length + 1 < text->size; i++) {
    text->at[text->length++] = from[i];
  }
  text->at[text->length] = 0;
}

static inline void text_add(struct text *text, const char *more) {
  text_add_bytes(text, more, strlen(more));
}

static inline void text_add_number(struct text *text, u64 number) {
  char digits[20];
  size_t count = 0;
  do {
    digits[sizeof digits - ++count] = (char)('0' + number % 10);
    number /= 10;
  } while (number > 0);
  text_add_bytes(text, digits + sizeof digits - count, count);
}

#endif
