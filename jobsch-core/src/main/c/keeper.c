/* See keeper.h. */
#include "keeper.h"

#include "cgroup.h"
#include "text.h"
#include "tree.h"

/* Where a keeper has its descriptors; whatever else it inherited is closed. */
#define CONTROL_FD 3
#define TO_JVM_FD 4
#define OUT_FD 5
#define ERR_FD 6
#define LOCK_FD 7
#define FIRST_UNUSED_FD 8

#define POINTERS_AT_HAND 1024
#define STACK_SIZE (32 << 10)
#define PATH_LIMIT 4096
#define HEAD_SIZE 256

enum phase {
  IDLE,
  /* Its own process has not ended, or it is being killed and that is not over. */
  RUNNING,
  /* Its end was told; something that it started lives on. */
  LEFT
};

static struct {
  enum phase phase;
  u64 id;
  /* The command's own process; 0 when it was buried. */
  int leader;
  u8 status;
  i32 value;
  bool has_timeout;
  i64 deadline;
  i64 grace;
  i64 bound;
  u8 cause;
  struct killing killing;
} attempt;

/* The helper is gone. */
static bool orphaned;
static int helper;
static int signals;

_Noreturn static void leave(int code) {
  cgroup_leave_kept(helper);
  sys_exit(code);
}

/* Telling. */

static void send_frame(struct header *header) {
  /* There is always room: no more than a few frames are told about one command. If there is none, or
   * nobody to read them, the helper is gone or out of order, which its silence will show. */
  if (!orphaned) {
    SYS(sendto, CONTROL_FD, header, header->length, MSG_DONTWAIT | MSG_NOSIGNAL, 0, 0);
  }
}

static void tell_end(u8 kind, u16 flags, u8 stage, i32 value, const char *text) {
  static struct ended_message message;
  struct text copy = text_in(message.text, sizeof message.text);
  text_add(&copy, text);
  message.frame = (struct ended_frame){
      .header = {.length = (u32)(sizeof message.frame + copy.length),
                 .type = FRAME_ENDED,
                 .detail = kind,
                 .flags = flags,
                 .id = attempt.id},
      .cause = attempt.cause,
      .status = attempt.status,
      .stage = stage,
      .value = value,
  };
  send_frame(&message.frame.header);
}

static void tell(u8 type, i64 number) {
  struct number_frame frame = {
      .header = {.length = sizeof frame, .type = type, .id = attempt.id}, .number = number};
  send_frame(&frame.header);
}

/* Starting. */

struct launch {
  const char *cwd;
  /* With room for one more before it, and ended by NULL, as are the variables. */
  const char **arguments;
  const char **variables;
  u8 stage;
  int error;
};

bool start_is_whole(const struct start_frame *start) {
  if (start->header.length < sizeof *start || start->argument_count == 0 ||
      start->argument_count > LONGEST_FRAME || start->variable_count > LONGEST_FRAME) {
    return false;
  }
  const char *at = (const char *)(start + 1);
  const char *end = (const char *)start + start->header.length;
  u64 texts = 1 + (u64)start->argument_count + start->variable_count;
  for (; at < end; at++) {
    if (*at == 0) {
      texts--;
      if (texts == 0) {
        return at + 1 == end;
      }
    }
  }
  return false;
}

static const char *after_nul(const char *at) { return at + strlen(at) + 1; }

static const char *search_path(const char **variables) {
  for (; *variables != NULL; variables++) {
    if (memcmp(*variables, "PATH=", 5) == 0) {
      return *variables + 5;
    }
  }
  return "/bin:/usr/bin";
}

/*
 * Whether the shell may try a file that the kernel does not know how to execute: it may be a script
 * without a first line that says so. With a picture or a program of another machine the shell would
 * do whatever it happens to read there.
 */
static bool may_be_a_script(const char *path) {
  int fd = (int)sys_open(path, O_RDONLY);
  if (fd < 0) {
    return false;
  }
  u8 head[HEAD_SIZE];
  long got = sys_read(fd, head, sizeof head);
  sys_close(fd);
  if (got < 0 || (got >= 4 && memcmp(head, "\177ELF", 4) == 0)) {
    return false;
  }
  for (long i = 0; i < got && head[i] != '\n'; i++) {
    if (head[i] == 0) {
      return false;
    }
  }
  return true;
}

static int try_program(struct launch *launch, const char *path) {
  int error = (int)-SYS3(execve, path, launch->arguments, launch->variables);
  if (error != ENOEXEC || !may_be_a_script(path)) {
    return error;
  }
  const char **with_shell = launch->arguments - 1;
  const char *name = launch->arguments[0];
  with_shell[0] = "/bin/sh";
  with_shell[1] = path;
  error = (int)-SYS3(execve, with_shell[0], with_shell, launch->variables);
  launch->arguments[0] = name;
  return error;
}

static bool is_elsewhere(int error) {
  return error == ENOENT || error == ENOTDIR || error == EACCES || error == ESTALE ||
         error == ENODEV || error == ETIMEDOUT || error == ENAMETOOLONG || error == ELOOP;
}

static bool has_slash(const char *name) {
  for (; *name != 0; name++) {
    if (*name == '/') {
      return true;
    }
  }
  return false;
}

/* Becomes the program, as execvp would in the command's own environment; gives the error. */
static int become(struct launch *launch) {
  const char *name = launch->arguments[0];
  if (*name == 0) {
    return ENOENT;
  }
  if (has_slash(name)) {
    return try_program(launch, name);
  }
  int result = ENOENT;
  for (const char *at = search_path(launch->variables);; at++) {
    size_t length = 0;
    while (at[length] != 0 && at[length] != ':') {
      length++;
    }
    static char path[PATH_LIMIT];
    if (length + 1 + strlen(name) < sizeof path) {
      struct text text = text_in(path, sizeof path);
      text_add_bytes(&text, at, length);
      text_add(&text, length > 0 ? "/" : "./");
      text_add(&text, name);
      int error = try_program(launch, path);
      if (!is_elsewhere(error)) {
        return error;
      }
      result = error == EACCES ? EACCES : result;
    }
    at += length;
    if (*at == 0) {
      return result;
    }
  }
}

/* Runs in the new process, which shares the keeper's memory until it is another program. */
static int in_child(void *argument) {
  struct launch *launch = argument;
  SYS0(setsid);
  SYS3(dup3, OUT_FD, STDOUT, 0);
  SYS3(dup3, ERR_FD, STDERR, 0);
  int error = (int)-SYS1(chdir, launch->cwd);
  launch->stage = STAGE_CWD;
  if (error == 0) {
    sigmask none = 0;
    SYS4(rt_sigprocmask, SIG_SETMASK, &none, 0, sizeof none);
    launch->stage = STAGE_EXEC;
    error = become(launch);
  }
  launch->error = error;
  return 127;
}

static void run(struct launch *launch) {
  cgroup_renew();
  static u8 stack[STACK_SIZE] __attribute__((aligned(16)));
  long pid = cgroup_spawn(stack, sizeof stack, in_child, launch);
  if (pid < 0) {
    launch->stage = STAGE_FORK;
    launch->error = (int)-pid;
  } else if (launch->error == 0) {
    attempt.leader = (int)pid;
  }
  /* One that failed has ended by now, and is buried with the others. */
}

static void start(const struct start_frame *start) {
  static const char *at_hand[POINTERS_AT_HAND];
  size_t count = (size_t)start->argument_count + start->variable_count + 3;
  size_t size = count * sizeof(char *);
  const char **pointers = count <= POINTERS_AT_HAND ? at_hand : pages_take(size);

  attempt.phase = RUNNING;
  attempt.id = start->header.id;
  attempt.leader = 0;
  attempt.status = STATUS_UNKNOWN;
  attempt.value = 0;
  attempt.has_timeout = start->timeout >= 0;
  attempt.grace = start->grace < 0 ? 0 : start->grace;
  attempt.bound = start->bound < 0 ? 0 : start->bound;
  attempt.cause = 0;
  attempt.killing = (struct killing){.mode = KILL_NONE};

  struct launch launch = {.stage = STAGE_FORK, .error = ENOMEM};
  if (pointers != NULL) {
    const char *text = (const char *)(start + 1);
    launch.error = 0;
    launch.cwd = text;
    launch.arguments = pointers + 1;
    for (u32 i = 0; i < start->argument_count; i++) {
      launch.arguments[i] = text = after_nul(text);
    }
    launch.arguments[start->argument_count] = NULL;
    launch.variables = launch.arguments + start->argument_count + 1;
    for (u32 i = 0; i < start->variable_count; i++) {
      launch.variables[i] = text = after_nul(text);
    }
    launch.variables[start->variable_count] = NULL;
    run(&launch);
    if (pointers != at_hand) {
      pages_give_back(pointers, size);
    }
  }
  sys_close(OUT_FD);
  sys_close(ERR_FD);
  i64 now = now_nanos();
  attempt.deadline = attempt.has_timeout ? later(now, start->timeout) : INT64_MAX;
  attempt.killing.leader = attempt.leader;
  if (launch.error == 0) {
    tell(FRAME_STARTED, attempt.leader);
  } else {
    attempt.phase = IDLE;
    SYS4(wait4, -1, 0, __WALL, 0);
    tell_end(ENDED_FAILED, NOTHING_LEFT, launch.stage, launch.error, "");
  }
}

/* Ending. */

static void leader_ended(int wait_status) {
  int signal = wait_status & 0x7f;
  attempt.leader = 0;
  attempt.killing.leader = 0;
  attempt.status = signal == 0 ? STATUS_CODE : STATUS_SIGNAL;
  attempt.value = signal == 0 ? (wait_status >> 8) & 0xff : signal;
}

/* Buries who has ended; says whether nobody is left. */
static bool bury(void) {
  bool any = false;
  for (;;) {
    int status = 0;
    long pid = SYS4(wait4, -1, &status, WNOHANG | __WALL, 0);
    if (pid > 0) {
      any = true;
      if (pid == attempt.leader) {
        leader_ended(status);
      }
    } else if (pid != -EINTR) {
      if (any) {
        kill_hurry(&attempt.killing, now_nanos());
      }
      return pid == -ECHILD;
    }
  }
}

/* What a command without a timeout has left behind is nobody's to kill. */
static void live_on(bool lives_on) {
  static bool marked;
  if (lives_on != marked) {
    cgroup_mark(lives_on);
    marked = lives_on;
  }
}

static void look_for_ends(void) {
  if (attempt.phase == IDLE) {
    bury();
    return;
  }
  bool nobody_left = bury();
  if (nobody_left && attempt.killing.mode != KILL_NONE && !cgroup_kept_is_empty()) {
    /* Nobody tells us when it is, and mostly it is soon. */
    nobody_left = false;
    kill_hurry(&attempt.killing, now_nanos());
  }
  bool by_itself = attempt.phase == RUNNING && attempt.leader == 0 &&
                   attempt.killing.mode == KILL_NONE;
  if (by_itself) {
    live_on(!nobody_left && !attempt.has_timeout);
    tell_end(ENDED_EXITED, nobody_left ? NOTHING_LEFT : 0, 0, attempt.value, "");
  } else if (nobody_left && attempt.phase == RUNNING) {
    tell_end(ENDED_KILLED, NOTHING_LEFT, 0, attempt.value, "");
  } else if (nobody_left) {
    live_on(false);
    tell(FRAME_CLEAN, 0);
  }
  if (nobody_left) {
    kill_end(&attempt.killing);
    attempt.phase = IDLE;
  } else if (by_itself) {
    attempt.phase = LEFT;
  }
}

static void begin_kill(u8 cause, i64 grace) {
  if (attempt.killing.mode == KILL_NONE) {
    attempt.cause = cause;
  }
  kill_begin(&attempt.killing, now_nanos(), grace < 0 ? attempt.grace : grace, attempt.bound);
}

static void give_up_killing(void) {
  static char survivors[ENDING_TEXT];
  struct text text = text_in(survivors, sizeof survivors);
  tree_describe(NULL, &text);
  if (text.length == 0) {
    text_add(&text, "pid ? (?) (hidden)");
  }
  kill_end(&attempt.killing);
  attempt.killing.leader = attempt.leader;
  attempt.has_timeout = false;
  attempt.deadline = INT64_MAX;
  if (attempt.phase == RUNNING) {
    attempt.phase = LEFT;
    tell_end(ENDED_SURVIVED, 0, 0, 0, survivors);
  } else {
    static struct {
      struct header header;
      char text[ENDING_TEXT];
    } message;
    memcpy(message.text, survivors, text.length);
    message.header = (struct header){
        .length = (u32)(sizeof message.header + text.length), .type = FRAME_LEFT, .id = attempt.id};
    send_frame(&message.header);
  }
  if (orphaned) {
    leave(1);
  }
}

static void helper_is_gone(void) {
  orphaned = true;
  if (attempt.phase == RUNNING || attempt.killing.mode != KILL_NONE ||
      (attempt.phase == LEFT && attempt.has_timeout)) {
    begin_kill(CAUSE_SHUTDOWN, 0);
  } else {
    /* Without a timeout, what a command left behind lives on. */
    leave(0);
  }
}

/* Listening. */

static void take(const struct header *header, size_t length) {
  if (length < sizeof *header || header->length != length) {
    sys_exit(3);
  }
  const struct number_frame *number = (const struct number_frame *)header;
  switch (header->type) {
    case FRAME_START:
      start((const struct start_frame *)header);
      break;
    case FRAME_KILL:
      /* It may have ended before this came. */
      if (attempt.phase == RUNNING && attempt.id == header->id) {
        begin_kill(header->detail, number->number);
      }
      break;
    case FRAME_END_LEFTOVERS:
      if (attempt.phase == LEFT && attempt.has_timeout && attempt.id == header->id) {
        begin_kill(CAUSE_SHUTDOWN, number->number);
      }
      break;
    default:
      sys_exit(3);
  }
}

/* The descriptors that came with a START become those that the next command gets. */
static void take_descriptors(struct msghdr *message) {
  struct cmsghdr *control = message->control;
  if (message->control_length < sizeof *control + 2 * sizeof(int) ||
      control->level != SOL_SOCKET || control->type != SCM_RIGHTS ||
      (message->flags & MSG_CTRUNC) != 0) {
    return;
  }
  int *fds = (int *)(control + 1);
  int out = fds[0];
  int err = fds[1];
  /* They may be where the others belong. */
  if (out != OUT_FD || err != ERR_FD) {
    int spare = (int)SYS3(fcntl, err, F_DUPFD_CLOEXEC, FIRST_UNUSED_FD);
    if (out != OUT_FD) {
      SYS3(dup3, out, OUT_FD, O_CLOEXEC);
    }
    SYS3(dup3, spare, ERR_FD, O_CLOEXEC);
    sys_close(spare);
    if (out >= FIRST_UNUSED_FD) {
      sys_close(out);
    }
    if (err >= FIRST_UNUSED_FD) {
      sys_close(err);
    }
  }
}

static void receive(void) {
  static u8 buffer[LONGEST_PASSED] __attribute__((aligned(8)));
  u8 control[64] __attribute__((aligned(8)));
  struct iovec part = {buffer, sizeof buffer};
  struct msghdr message = {.parts = &part,
                           .part_count = 1,
                           .control = control,
                           .control_length = sizeof control};
  long got = SYS3(recvmsg, CONTROL_FD, &message, MSG_DONTWAIT | MSG_CMSG_CLOEXEC);
  if (got > 0 && (message.flags & MSG_TRUNC) == 0) {
    take_descriptors(&message);
    take((const struct header *)buffer, (size_t)got);
  } else if (!is_transient(got)) {
    helper_is_gone();
  }
}

static void wait_for_news(void) {
  i64 due = attempt.killing.mode == KILL_NONE ? attempt.deadline : kill_due(&attempt.killing);
  i64 wait = due - now_nanos();
  struct kernel_time timeout = {0, 0};
  if (wait > 0) {
    timeout = (struct kernel_time){wait / 1000000000, wait % 1000000000};
  }
  struct pollfd sources[] = {
      {.fd = signals, .events = POLLIN},
      {.fd = orphaned ? -1 : CONTROL_FD, .events = POLLIN},
  };
  bool forever = attempt.phase == IDLE || due == INT64_MAX;
  if (SYS5(ppoll, sources, 2, forever ? NULL : &timeout, 0, sizeof(sigmask)) <= 0) {
    return;
  }
  if (sources[0].revents != 0) {
    u8 which[128 * 8];
    sys_read(signals, which, sizeof which);
  }
  /* An end that is there already comes before an order to bring it about. */
  look_for_ends();
  if (sources[1].revents != 0) {
    receive();
  }
}

/* All at once to numbers where nothing is, then to where they belong. */
static void move_descriptors(const struct keeper_means *means) {
  int lock = cgroup_lock();
  int fds[] = {means->control, means->to_jvm, means->out, means->err, lock};
  int count = lock >= 0 ? 5 : 4;
  int last = means->last;
  for (int i = 0; i < count; i++) {
    fds[i] = (int)SYS3(fcntl, fds[i], F_DUPFD_CLOEXEC, FIRST_UNUSED_FD);
    if (fds[i] < 0) {
      sys_exit(4);
    }
    last = fds[i] > last ? fds[i] : last;
  }
  for (int i = 0; i < count; i++) {
    if (SYS3(dup3, fds[i], CONTROL_FD + i, O_CLOEXEC) < 0) {
      sys_exit(4);
    }
  }
  sys_close_from(CONTROL_FD + count, last);
  cgroup_keep(means->cgroup, lock >= 0 ? LOCK_FD : -1);
}

_Noreturn void keeper_run(const struct keeper_means *means, const struct start_frame *first) {
  helper = means->helper;
  sigmask all = ALL_SIGNALS;
  SYS4(rt_sigprocmask, SIG_SETMASK, &all, 0, sizeof all);
  move_descriptors(means);
  SYS5(prctl, PR_SET_NAME, "jobsch-keeper", 0, 0, 0);
  sigmask children = SIGNAL_BIT(SIGCHLD);
  signals = (int)SYS4(signalfd4, -1, &children, sizeof children, O_CLOEXEC | O_NONBLOCK);
  if (signals < 0 || !tree_prepare() || SYS5(prctl, PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0) != 0) {
    leave(4);
  }
  start(first);
  for (;;) {
    wait_for_news();
    i64 now = now_nanos();
    if (attempt.phase != IDLE && attempt.killing.mode == KILL_NONE && now >= attempt.deadline) {
      look_for_ends();
      attempt.deadline = INT64_MAX;
      if (attempt.phase != IDLE) {
        begin_kill(CAUSE_TIMEOUT, -1);
      }
    }
    if (attempt.killing.mode != KILL_NONE) {
      if (kill_step(&attempt.killing, now_nanos(), NULL)) {
        give_up_killing();
      } else {
        look_for_ends();
      }
    }
    if (orphaned && attempt.phase == IDLE) {
      leave(0);
    }
  }
}
