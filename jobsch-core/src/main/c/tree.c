/* See tree.h. */
#include "tree.h"

#include "cgroup.h"
#include "text.h"

#define QUEUE_LENGTH (1 << 20)
#define SEEN_LENGTH (1 << 16)
#define SEEN_PROBES 64
#define PATH_SIZE 64
#define STAT_SIZE 512
#define FIRST_PAUSE 1000000
#define LONGEST_PAUSE 100000000
#define ROUNDS_OF_STOPPING 8
#define ROUNDS_ON_SIGHT 64

/* Who is still to be looked at, and who its parent was when we learned of it. */
struct entry {
  int pid;
  int parent;
};

struct seen {
  int pid;
  u64 start;
};

typedef void (*visitor)(struct killing *killing, const struct process *process, int pidfd);

static struct entry *queue;
static size_t queued;
static int ourselves;

/* Whom we have sent TERM; there is only one kill at a time in a process. */
static struct seen *seen;

bool tree_prepare(void) {
  ourselves = (int)SYS0(getpid);
  queue = pages_take(QUEUE_LENGTH * sizeof *queue);
  return queue != NULL;
}

/* Looking. */

static void push(int pid, int parent) {
  if (queued < QUEUE_LENGTH) {
    queue[queued++] = (struct entry){pid, parent};
  }
  /* What does not fit is found by a later look, when others are gone. */
}

/* Whose children a file of /proc lists, and which do not count. */
struct listing {
  int parent;
  tree_exception exception;
};

static void push_listed(void *argument, int pid) {
  const struct listing *listing = argument;
  if (listing->exception == NULL || !listing->exception(pid)) {
    push(pid, listing->parent);
  }
}

static const char own_children[] = "/proc/thread-self/children";

static bool push_own_children(tree_exception exception) {
  struct listing listing = {ourselves, exception};
  return sys_each_number(own_children, push_listed, &listing);
}

void tree_each_child(void (*show)(void *argument, int pid)) {
  sys_each_number(own_children, show, NULL);
}

static void push_children_of_thread(int pid, u64 thread) {
  char path[PATH_SIZE];
  struct text text = text_in(path, sizeof path);
  text_add(&text, "/proc/");
  text_add_number(&text, (u64)pid);
  text_add(&text, "/task/");
  text_add_number(&text, thread);
  text_add(&text, "/children");
  struct listing listing = {.parent = pid};
  sys_each_number(path, push_listed, &listing);
}

struct directory_entry {
  u64 inode;
  i64 offset;
  u16 size;
  u8 type;
  char name[];
};

static void push_children_of_threads(int pid) {
  char path[PATH_SIZE];
  struct text text = text_in(path, sizeof path);
  text_add(&text, "/proc/");
  text_add_number(&text, (u64)pid);
  text_add(&text, "/task");
  int fd = (int)sys_open(path, O_RDONLY | O_DIRECTORY);
  if (fd < 0) {
    return;
  }
  char buffer[4096] __attribute__((aligned(8)));
  long got;
  while ((got = SYS3(getdents64, fd, buffer, sizeof buffer)) > 0) {
    for (long at = 0; at < got;) {
      struct directory_entry *entry = (struct directory_entry *)(buffer + at);
      u64 thread = 0;
      for (const char *c = entry->name; *c >= '0' && *c <= '9'; c++) {
        thread = thread * 10 + (u64)(*c - '0');
      }
      if (thread > 0) {
        push_children_of_thread(pid, thread);
      }
      at += entry->size;
    }
  }
  sys_close(fd);
}

static const char *skip_field(const char *at) {
  while (*at != 0 && *at != ' ') {
    at++;
  }
  return *at == ' ' ? at + 1 : at;
}

static u64 number_at(const char *at) {
  u64 number = 0;
  for (; *at >= '0' && *at <= '9'; at++) {
    number = number * 10 + (u64)(*at - '0');
  }
  return number;
}

/* proc(5): "pid (name) state ppid ..."; the name may hold anything, parentheses, too. */
static bool parse_stat(char *stat, long length, struct process *process) {
  long open = 0;
  long close = length - 1;
  while (open < length && stat[open] != '(') {
    open++;
  }
  while (close > open && stat[close] != ')') {
    close--;
  }
  if (close <= open || close + 3 >= length) {
    return false;
  }
  struct text name = text_in(process->name, sizeof process->name);
  text_add_bytes(&name, stat + open + 1, (size_t)(close - open - 1));
  const char *field = stat + close + 2;
  process->state = *field;
  field = skip_field(field);
  process->parent = (int)number_at(field);
  for (int i = 4; i < 20; i++) {
    field = skip_field(field);
  }
  process->threads = (int)number_at(field);
  field = skip_field(skip_field(field));
  process->start = number_at(field);
  return true;
}

static bool find(int pid, struct process *process) {
  char path[PATH_SIZE];
  struct text text = text_in(path, sizeof path);
  text_add(&text, "/proc/");
  text_add_number(&text, (u64)pid);
  text_add(&text, "/stat");
  int fd = (int)sys_open(path, O_RDONLY);
  if (fd < 0) {
    return false;
  }
  char stat[STAT_SIZE];
  long got = sys_read(fd, stat, sizeof stat - 1);
  sys_close(fd);
  if (got <= 0) {
    return false;
  }
  stat[got] = 0;
  process->pid = pid;
  return parse_stat(stat, got, process);
}

static bool is_dead(const struct process *process) {
  /* One whose first thread has ended shows as a zombie, too, while others run on. */
  return (process->state == 'Z' || process->state == 'X') && process->threads <= 1;
}

/* Adds the children of one that was found; takes them back if it is gone, as its number may be
 * another's by now. */
static void push_children_of(const struct process *process) {
  size_t before = queued;
  if (process->threads <= 1) {
    push_children_of_thread(process->pid, (u64)process->pid);
  } else {
    push_children_of_threads(process->pid);
  }
  struct process again;
  if (queued > before && (!find(process->pid, &again) || again.start != process->start)) {
    queued = before;
  }
}

/*
 * One look: shows each that lives to the visitor, parents first, with a descriptor through which
 * surely that one is signalled, or -1. Gives their number, or -1 if nothing could be seen.
 */
static int walk(tree_exception exception, struct killing *killing, visitor visit) {
  int count = 0;
  queued = 0;
  if (!push_own_children(exception)) {
    return -1;
  }
  for (size_t i = 0; i < queued; i++) {
    struct entry next = queue[i];
    /* First the descriptor, then the look: if what we see is of the tree, so is what we hold, or it
     * is dead. */
    int pidfd = (int)SYS2(pidfd_open, next.pid, 0);
    struct process process = {.pid = next.pid, .parent = next.parent, .threads = 1, .state = '?'};
    bool visible = find(next.pid, &process);
    bool ours = visible ? process.parent == next.parent || process.parent == ourselves
                        : next.parent == ourselves && pidfd >= 0;
    if (ours && !is_dead(&process)) {
      count++;
      visit(killing, &process, pidfd);
      push_children_of(&process);
    }
    if (pidfd >= 0) {
      sys_close(pidfd);
    }
  }
  return count;
}

bool tree_is_visible(void) {
  int pidfd = (int)SYS2(pidfd_open, ourselves, 0);
  if (pidfd < 0) {
    return false;
  }
  bool visible = SYS4(pidfd_send_signal, pidfd, 0, 0, 0) == 0;
  sys_close(pidfd);
  struct process process;
  queued = 0;
  return visible && find(ourselves, &process) && push_own_children(NULL);
}

static struct text *description;

static void describe(struct killing *killing, const struct process *process, int pidfd) {
  (void)killing;
  (void)pidfd;
  if (description->length > 0) {
    text_add(description, "\n");
  }
  text_add(description, "pid ");
  text_add_number(description, (u64)process->pid);
  text_add(description, " (");
  text_add_bytes(description, &process->state, 1);
  text_add(description, ") ");
  text_add(description, process->name[0] != 0 ? process->name : "(hidden)");
}

int tree_describe(tree_exception exception, struct text *text) {
  description = text;
  return walk(exception, NULL, describe);
}

/* Killing. */

static void send(const struct process *process, int pidfd, int signal) {
  if (pidfd >= 0) {
    SYS4(pidfd_send_signal, pidfd, signal, 0, 0);
  } else if (process->parent == ourselves) {
    /* A child of ours keeps its number until we bury it. */
    SYS2(kill, process->pid, signal);
  }
}

static bool is_stopped(const struct process *process) { return process->state == 'T'; }

/* Whether it is new; a table that is full knows nobody, and some get TERM once more. */
static bool note(const struct process *process) {
  if (seen == NULL) {
    return true;
  }
  for (u32 probe = 0; probe < SEEN_PROBES; probe++) {
    struct seen *at = &seen[((u32)process->pid + probe) % SEEN_LENGTH];
    if (at->pid == process->pid && at->start == process->start) {
      return false;
    }
    if (at->pid == 0) {
      *at = (struct seen){process->pid, process->start};
      return true;
    }
  }
  return true;
}

static bool is_noted(const struct process *process) {
  for (u32 probe = 0; seen != NULL && probe < SEEN_PROBES; probe++) {
    struct seen *at = &seen[((u32)process->pid + probe) % SEEN_LENGTH];
    if (at->pid == process->pid && at->start == process->start) {
      return true;
    }
    if (at->pid == 0) {
      return false;
    }
  }
  return false;
}

/*
 * What one starts after its TERM may be its way to end in peace; what has lost its parent since is
 * nobody's. One that is stopped cannot react until it goes on.
 */
static void ask(struct killing *killing, const struct process *process, int pidfd) {
  if ((!killing->asked || process->parent == ourselves) && note(process)) {
    send(process, pidfd, SIGTERM);
  }
  if (is_stopped(process) && is_noted(process)) {
    send(process, pidfd, SIGCONT);
  }
}

static int running;

static void stop(struct killing *killing, const struct process *process, int pidfd) {
  (void)killing;
  if (!is_stopped(process) && process->state != 't') {
    running++;
    send(process, pidfd, SIGSTOP);
  }
}

static void end(struct killing *killing, const struct process *process, int pidfd) {
  (void)killing;
  send(process, pidfd, SIGKILL);
}

/*
 * What is stopped can neither fork on nor replace its killed siblings. Its process group is
 * signalled as one: nothing can be forked into it unseen meanwhile.
 */
static void force(struct killing *killing, tree_exception exception) {
  /* What has not left it, as may who is root, is dead with that. */
  cgroup_kill_kept();
  for (int round = 0; round < ROUNDS_OF_STOPPING && !killing->outrun; round++) {
    if (killing->leader > 0) {
      SYS2(kill, -killing->leader, SIGSTOP);
    }
    running = 0;
    walk(exception, killing, stop);
    if (running == 0) {
      break;
    }
    SYS0(sched_yield);
    if (round == ROUNDS_OF_STOPPING - 1) {
      killing->outrun = true;
    }
  }
  for (int round = 0; round < (killing->outrun ? ROUNDS_ON_SIGHT : 1); round++) {
    if (killing->leader > 0) {
      SYS2(kill, -killing->leader, SIGKILL);
    }
    if (walk(exception, killing, end) <= 0) {
      break;
    }
  }
}

void kill_begin(struct killing *killing, i64 now, i64 grace, i64 bound) {
  i64 ends = later(now, grace);
  if (killing->mode == KILL_NONE) {
    *killing = (struct killing){.mode = KILL_ASK,
                                .leader = killing->leader,
                                .grace_ends = ends,
                                .bound = bound,
                                .next_look = now,
                                .pause = FIRST_PAUSE};
    seen = pages_take(SEEN_LENGTH * sizeof *seen);
  } else if (ends < killing->grace_ends) {
    killing->grace_ends = ends;
  }
}

void kill_hurry(struct killing *killing, i64 now) {
  if (killing->mode != KILL_NONE) {
    killing->pause = FIRST_PAUSE;
    if (killing->next_look > now + FIRST_PAUSE) {
      killing->next_look = now + FIRST_PAUSE;
    }
  }
}

bool kill_step(struct killing *killing, i64 now, tree_exception exception) {
  if (killing->mode == KILL_ASK && now >= killing->grace_ends) {
    killing->mode = KILL_FORCE;
    killing->next_look = now;
    killing->pause = FIRST_PAUSE;
    killing->bound_ends = later(now, killing->bound);
  } else if (killing->mode == KILL_FORCE && now >= killing->bound_ends) {
    return true;
  }
  if (killing->mode == KILL_NONE || now < killing->next_look) {
    return false;
  }
  if (killing->mode == KILL_ASK) {
    walk(exception, killing, ask);
    killing->asked = true;
  } else {
    force(killing, exception);
  }
  killing->next_look = later(now, killing->pause);
  killing->pause = killing->pause * 2 < LONGEST_PAUSE ? killing->pause * 2 : LONGEST_PAUSE;
  return false;
}

void kill_end(struct killing *killing) {
  if (seen != NULL) {
    pages_give_back(seen, SEEN_LENGTH * sizeof *seen);
    seen = NULL;
  }
  *killing = (struct killing){.mode = KILL_NONE};
}

i64 kill_due(const struct killing *killing) {
  switch (killing->mode) {
    case KILL_ASK:
      return killing->next_look < killing->grace_ends ? killing->next_look : killing->grace_ends;
    case KILL_FORCE:
      return killing->next_look < killing->bound_ends ? killing->next_look : killing->bound_ends;
    default:
      return INT64_MAX;
  }
}
