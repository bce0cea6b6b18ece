/* See tag.h. */
#include "tag.h"

#include "text.h"

#define PATH_SIZE 64
#define CHUNK (16u << 10)
#define SIZE (TAG_LENGTH + 1)

struct tag tag_of(const struct start_frame *start) {
  struct tag tag = {""};
  const char *last = (const char *)start + start->header.length - SIZE;
  if (start->header.length >= sizeof *start + SIZE &&
      memcmp(last, TAG_NAME, sizeof TAG_NAME - 1) == 0) {
    memcpy(tag.text, last, SIZE);
  }
  return tag;
}

void tag_search_add(struct tag_search *search, const struct tag *tag) {
  if (tag->text[0] != 0 && search->count < TAGS_SEARCHED) {
    search->tags[search->count++] = *tag;
  }
}

static bool is_one(const struct tag_search *search, const char *at) {
  if (memcmp(at, TAG_NAME, sizeof TAG_NAME - 1) != 0) {
    return false;
  }
  for (u32 i = 0; i < search->count; i++) {
    if (memcmp(at, search->tags[i].text, SIZE) == 0) {
      return true;
    }
  }
  return false;
}

bool tag_search_matches(const struct tag_search *search, int pid) {
  char path[PATH_SIZE];
  struct text text = text_in(path, sizeof path);
  text_add(&text, "/proc/");
  text_add_number(&text, (u64)pid);
  text_add(&text, "/environ");
  int fd = (int)sys_open(path, O_RDONLY);
  if (fd < 0) {
    return false;
  }
  /* What of a chunk may be the beginning of a tag is looked at again with the next one. */
  static char buffer[SIZE + CHUNK];
  size_t length = 0;
  bool found = false;
  long got;
  while (!found && (got = sys_read(fd, buffer + length, CHUNK)) > 0) {
    length += (size_t)got;
    size_t at = 0;
    for (; !found && at + SIZE <= length; at++) {
      found = is_one(search, buffer + at);
    }
    memmove(buffer, buffer + at, length - at);
    length -= at;
  }
  sys_close(fd);
  return found;
}
