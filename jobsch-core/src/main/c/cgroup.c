/* See cgroup.h. */
#include "cgroup.h"

#include <linux/stat.h>

#include "text.h"

#define PATH_SIZE 8192
#define FILE_SIZE (1u << 20)
#define NAMES_SIZE 2048
#define DEEPEST 32
#define PREFIX "jobsch-"
#define MODE 0755
/* The mark of one whose processes are to live on: the sticky bit, which means nothing there. */
#define MARK 01000
#define LOCK_EX_ 2
#define LOCK_NB_ 4
#define IS_DIRECTORY 4
#define PAUSE 1000000
#define SHORT_PATIENCE 20000000
#define LONG_PATIENCE 2000000000
#define ATTEMPTS 8

/* The one that we run in; the helper's own, below it, and its name there. */
static char base[PATH_SIZE];
static char home[PATH_SIZE];
static char reason[PATH_SIZE];
static int lock = -1;
static u32 made;

static u32 kept;
static int kept_fd = -1;
static bool kept_was_killed;

static struct text path_of(char *buffer, const char *directory, const char *entry) {
  struct text path = text_in(buffer, PATH_SIZE);
  text_add(&path, directory);
  text_add(&path, "/");
  text_add(&path, entry);
  return path;
}

/* A path in one of the helper's own; valid until the next. */
static const char *path_in(u32 number, const char *file) {
  static char buffer[PATH_SIZE];
  struct text path = path_of(buffer, home, "");
  text_add_number(&path, number);
  text_add(&path, file);
  return buffer;
}

static void pause_shortly(void) {
  struct kernel_time time = {0, PAUSE};
  SYS2(nanosleep, &time, 0);
}

static bool write_one(const char *path) {
  int fd = (int)sys_open(path, O_WRONLY);
  if (fd < 0) {
    return false;
  }
  long put = sys_write(fd, "1", 1);
  sys_close(fd);
  return put == 1;
}

static long remove_directory(const char *path) {
  return SYS3(unlinkat, AT_FDCWD, path, AT_REMOVEDIR);
}

static bool is_marked(const char *path) {
  struct statx status = {0};
  return SYS5(statx, AT_FDCWD, path, 0, STATX_MODE, &status) == 0 &&
         (status.stx_mode & MARK) != 0;
}

/* Directories. */

static void cut(struct text *path, size_t length) {
  path->length = length;
  path->at[length] = 0;
}

struct entry {
  u64 inode;
  i64 offset;
  u16 size;
  u8 type;
  char name[];
};

typedef void (*visitor)(struct text *path, int depth, void *argument);

/* Shows the path of each directory in one to the visitor; that may be longer after it. */
static void each_directory(struct text *path, int depth, visitor visit, void *argument) {
  int fd = (int)sys_open(path->at, O_RDONLY | O_DIRECTORY);
  if (fd < 0) {
    return;
  }
  char buffer[NAMES_SIZE] __attribute__((aligned(8)));
  size_t length = path->length;
  long got;
  while ((got = SYS3(getdents64, fd, buffer, sizeof buffer)) > 0) {
    for (long at = 0; at < got;) {
      struct entry *entry = (struct entry *)(buffer + at);
      at += entry->size;
      if (entry->type != IS_DIRECTORY || entry->name[0] == '.') {
        continue;
      }
      text_add(path, "/");
      text_add(path, entry->name);
      visit(path, depth, argument);
      cut(path, length);
    }
  }
  sys_close(fd);
}

/* With what commands have made in it. */
static void remove_tree(struct text *path, int depth, void *argument) {
  (void)argument;
  long error = remove_directory(path->at);
  if ((error == -EBUSY || error == -ENOTEMPTY) && depth < DEEPEST) {
    each_directory(path, depth + 1, remove_tree, NULL);
    remove_directory(path->at);
  }
}

/* A process in a list, while its number may become another's. */
struct listed {
  const char *list;
  int pid;
  bool found;
};

static void compare(void *argument, int pid) {
  struct listed *listed = argument;
  listed->found |= pid == listed->pid;
}

static void kill_listed(void *argument, int pid) {
  struct listed listed = {.list = argument, .pid = pid};
  int pidfd = (int)SYS2(pidfd_open, pid, 0);
  if (pidfd < 0) {
    return;
  }
  sys_each_number(listed.list, compare, &listed);
  if (listed.found) {
    SYS4(pidfd_send_signal, pidfd, SIGKILL, 0, 0);
  }
  sys_close(pidfd);
}

/* What cgroup.kill passes over: processes whose first thread has ended. */
static void kill_rest(struct text *path, int depth, void *argument) {
  size_t length = path->length;
  text_add(path, "/cgroup.procs");
  sys_each_number(path->at, kill_listed, path->at);
  cut(path, length);
  if (depth < DEEPEST) {
    each_directory(path, depth + 1, kill_rest, argument);
  }
}

static void kill_unless_marked(struct text *path, int depth, void *argument) {
  bool *any = argument;
  if (is_marked(path->at)) {
    return;
  }
  *any = true;
  size_t length = path->length;
  text_add(path, "/cgroup.kill");
  write_one(path->at);
  cut(path, length);
  kill_rest(path, depth, NULL);
}

/* One whose helper and keepers are gone, or soon will be. */
static void clear(struct text *path, i64 until) {
  for (;;) {
    bool any = false;
    each_directory(path, 0, kill_unless_marked, &any);
    each_directory(path, 0, remove_tree, NULL);
    if (remove_directory(path->at) == 0 || !any || now_nanos() >= until) {
      return;
    }
    pause_shortly();
  }
}

struct sweep {
  i64 patience;
  /* How the name of that one begins for which it is waited; or NULL. */
  const char *awaited;
};

static bool begins_with(const char *text, const char *beginning) {
  return memcmp(text, beginning, strlen(beginning)) == 0;
}

/* Whether it is nobody's, or becomes that; false if it vanishes. */
static bool take_lock(int fd, const char *path, i64 until) {
  while (SYS2(flock, fd, LOCK_EX_ | LOCK_NB_) != 0) {
    if (now_nanos() >= until || SYS4(faccessat, AT_FDCWD, path, 0, 0) != 0) {
      return false;
    }
    pause_shortly();
  }
  return true;
}

static void clear_if_stale(struct text *path, int depth, void *argument) {
  (void)depth;
  const struct sweep *sweep = argument;
  const char *found = path->at + strlen(base) + 1;
  if (!begins_with(found, PREFIX) || (lock >= 0 && strcmp(path->at, home) == 0)) {
    return;
  }
  bool awaited = sweep->awaited != NULL && begins_with(found, sweep->awaited);
  i64 now = now_nanos();
  int fd = (int)sys_open(path->at, O_RDONLY | O_DIRECTORY);
  if (fd >= 0 && take_lock(fd, path->at, awaited ? now + sweep->patience : now)) {
    clear(path, now + sweep->patience);
  }
  if (fd >= 0) {
    sys_close(fd);
  }
}

static void clear_all_stale(struct sweep sweep) {
  static char buffer[PATH_SIZE];
  struct text path = text_in(buffer, sizeof buffer);
  text_add(&path, base);
  each_directory(&path, 0, clear_if_stale, &sweep);
}

/* Where we are. */

static char *read_file(const char *path) {
  char *content = pages_take(FILE_SIZE);
  int fd = (int)sys_open(path, O_RDONLY);
  long got = 1;
  for (size_t at = 0; content != NULL && fd >= 0 && got > 0 && at + 1 < FILE_SIZE;) {
    got = sys_read(fd, content + at, FILE_SIZE - 1 - at);
    at += got > 0 ? (size_t)got : 0;
  }
  if (fd >= 0) {
    sys_close(fd);
  }
  return content;
}

/* Ends the line that begins there, and gives the one after it; NULL if there is none. */
static char *next_line(char *line) {
  while (*line != 0 && *line != '\n') {
    line++;
  }
  if (*line == 0) {
    return NULL;
  }
  *line = 0;
  return line + 1;
}

static char *next_word(char *word) {
  while (*word != 0 && *word != ' ') {
    word++;
  }
  if (*word == ' ') {
    *word++ = 0;
  }
  return word;
}

/* Which cgroup we are in, as seen from where they are mounted. */
static const char *own_cgroup(char *memberships) {
  for (char *line = memberships; line != NULL && *line != 0;) {
    char *next = next_line(line);
    if (memcmp(line, "0::/", 4) == 0) {
      return line + 3;
    }
    line = next;
  }
  return NULL;
}

static bool find_base(char *mounts, const char *own) {
  for (char *line = mounts; line != NULL && *line != 0;) {
    char *next = next_line(line);
    char *directory = next_word(line);
    char *type = next_word(directory);
    next_word(type);
    if (strcmp(type, "cgroup2") == 0) {
      struct text path = text_in(base, sizeof base);
      text_add(&path, directory);
      text_add(&path, own[1] == 0 ? "" : own);
      int fd = (int)sys_open(base, O_RDONLY | O_DIRECTORY);
      if (fd >= 0) {
        sys_close(fd);
        return true;
      }
    }
    line = next;
  }
  return false;
}

static const char *find_place(void) {
  char *memberships = read_file("/proc/self/cgroup");
  char *mounts = read_file("/proc/mounts");
  const char *own = memberships == NULL ? NULL : own_cgroup(memberships);
  const char *problem = NULL;
  if (own == NULL || mounts == NULL) {
    problem = "this process is in no cgroup of version 2";
  } else if (!find_base(mounts, own)) {
    problem = "cgroups of version 2 are not mounted here";
  }
  pages_give_back(memberships, FILE_SIZE);
  pages_give_back(mounts, FILE_SIZE);
  return problem;
}

static const char *because(const char *what, long error) {
  struct text text = text_in(reason, sizeof reason);
  text_add(&text, what);
  text_add(&text, base);
  text_add(&text, ": error ");
  text_add_number(&text, (u64)-error);
  return reason;
}

/* Somebody who tidies up may take it for a stale one before it is locked; then it is made again. */
static long make_home(void) {
  long error = -EEXIST;
  for (int tried = 0; tried < ATTEMPTS; tried++) {
    struct text path = path_of(home, base, PREFIX);
    text_add_number(&path, (u64)SYS0(getpid));
    text_add(&path, "-");
    text_add_number(&path, (u64)now_nanos());
    error = SYS3(mkdirat, AT_FDCWD, home, MODE);
    if (error == -EEXIST) {
      continue;
    }
    if (error != 0) {
      return error;
    }
    lock = (int)sys_open(home, O_RDONLY | O_DIRECTORY);
    if (lock >= 0 && SYS2(flock, lock, LOCK_EX_ | LOCK_NB_) == 0) {
      return 0;
    }
    error = -ENOENT;
    if (lock >= 0) {
      sys_close(lock);
      lock = -1;
    }
    remove_directory(home);
  }
  return error;
}

static long spawn_into(int cgroup, void *stack, size_t size, int (*function)(void *),
                       void *argument) {
  struct clone_args how = {.flags = CLONE_VM | CLONE_VFORK | CLONE_INTO_CGROUP,
                           .exit_signal = SIGCHLD,
                           .stack = (u64)(unsigned long)stack,
                           .stack_size = size,
                           .cgroup = (u64)cgroup};
  return spawn_as(&how, sizeof how, function, argument);
}

static int do_nothing(void *argument) {
  (void)argument;
  return 0;
}

/* Whether a process can be started in one, lives there, and could be killed. */
static long try_it(void) {
  static u8 stack[4096] __attribute__((aligned(16)));
  u32 number = cgroup_make();
  if (number == 0) {
    return -ENOENT;
  }
  int fd = (int)sys_open(path_in(number, ""), O_RDONLY | O_DIRECTORY);
  long pid = fd < 0 ? fd : spawn_into(fd, stack, sizeof stack, do_nothing, NULL);
  int status = 0;
  if (pid > 0) {
    SYS4(wait4, pid, &status, __WALL, 0);
  }
  if (fd >= 0) {
    sys_close(fd);
  }
  bool killed = cgroup_kill(number);
  cgroup_remove(number);
  return pid < 0 ? pid : status != 0 ? -EPERM : killed ? 0 : -ENOSYS;
}

const char *cgroup_prepare(void) {
  const char *problem = find_place();
  if (problem != NULL) {
    return problem;
  }
  long error = make_home();
  if (error != 0) {
    return because("no cgroup can be made in ", error);
  }
  error = try_it();
  if (error != 0) {
    cgroup_leave();
    return because("nothing can be started or killed in a cgroup in ", error);
  }
  clear_all_stale((struct sweep){SHORT_PATIENCE, NULL});
  return NULL;
}

void cgroup_sweep(const char *helper) {
  char beginning[64];
  struct text text = text_in(beginning, sizeof beginning);
  text_add(&text, PREFIX);
  text_add(&text, helper);
  text_add(&text, "-");
  if (find_place() == NULL) {
    clear_all_stale((struct sweep){LONG_PATIENCE, beginning});
  }
}

int cgroup_lock(void) { return lock; }

/* The helper's. */

u32 cgroup_make(void) {
  bool is_there = lock >= 0 && SYS3(mkdirat, AT_FDCWD, path_in(made + 1, ""), MODE) == 0;
  return is_there ? ++made : 0;
}

bool cgroup_kill(u32 number) { return number != 0 && write_one(path_in(number, "/cgroup.kill")); }

void cgroup_remove(u32 number) {
  if (number == 0) {
    return;
  }
  static char buffer[PATH_SIZE];
  struct text path = text_in(buffer, sizeof buffer);
  text_add(&path, path_in(number, ""));
  remove_tree(&path, 0, NULL);
}

static void remove_unless_kept(struct text *path, int depth, void *argument) {
  bool (**is_kept)(u32) = argument;
  u32 number = 0;
  for (const char *c = path->at + strlen(home) + 1; *c != 0; c++) {
    number = number * 10 + (u32)(*c - '0');
  }
  if (!(*is_kept)(number)) {
    remove_tree(path, depth, NULL);
  }
}

void cgroup_tidy(bool (*is_kept)(u32 number)) {
  if (lock >= 0) {
    static char buffer[PATH_SIZE];
    struct text path = text_in(buffer, sizeof buffer);
    text_add(&path, home);
    each_directory(&path, 0, remove_unless_kept, &is_kept);
  }
}

void cgroup_leave(void) {
  if (lock >= 0) {
    static char buffer[PATH_SIZE];
    struct text path = text_in(buffer, sizeof buffer);
    text_add(&path, home);
    clear(&path, now_nanos() + SHORT_PATIENCE);
    sys_close(lock);
    lock = -1;
  }
}

/* A keeper's. */

static void open_kept(void) { kept_fd = (int)sys_open(path_in(kept, ""), O_RDONLY | O_DIRECTORY); }

void cgroup_keep(u32 number, int lock_fd) {
  lock = lock_fd;
  kept = number;
  if (kept != 0) {
    open_kept();
  }
}

/*
 * Linux kills what is started into a cgroup that has been killed more often than the one of its
 * parent (seen on 6.18), so after a kill it is made anew.
 */
void cgroup_renew(void) {
  if (!kept_was_killed) {
    return;
  }
  kept_was_killed = false;
  sys_close(kept_fd);
  cgroup_remove(kept);
  SYS3(mkdirat, AT_FDCWD, path_in(kept, ""), MODE);
  open_kept();
}

void cgroup_mark(bool lives_on) {
  if (kept != 0) {
    SYS3(fchmodat, AT_FDCWD, path_in(kept, ""), MODE | (lives_on ? MARK : 0));
  }
}

void cgroup_kill_kept(void) { kept_was_killed |= cgroup_kill(kept); }

bool cgroup_kept_is_empty(void) {
  if (kept == 0) {
    return true;
  }
  char events[256] = "";
  int fd = (int)sys_open(path_in(kept, "/cgroup.events"), O_RDONLY);
  if (fd < 0) {
    return true;
  }
  sys_read(fd, events, sizeof events - 1);
  sys_close(fd);
  return memcmp(events, "populated 1", 11) != 0;
}

void cgroup_leave_kept(int helper) {
  if (kept == 0) {
    return;
  }
  cgroup_remove(kept);
  /* The helper's end is seen a moment before it counts as dead. */
  for (i64 until = now_nanos() + SHORT_PATIENCE; now_nanos() < until; pause_shortly()) {
    if (SYS0(getppid) != helper) {
      remove_directory(home);
      return;
    }
  }
}

long cgroup_spawn(void *stack, size_t size, int (*function)(void *), void *argument) {
  if (kept_fd >= 0) {
    long pid = spawn_into(kept_fd, stack, size, function, argument);
    /* Somebody has removed it, or a command has made it unfit; the keeper itself is fence enough. */
    if (pid >= 0 || pid == -EAGAIN || pid == -ENOMEM) {
      return pid;
    }
  }
  return spawn_on_stack(CLONE_VM | CLONE_VFORK | SIGCHLD, (u8 *)stack + size, function, argument);
}
