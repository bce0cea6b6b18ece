/*
 * The helper: starts commands for one JVM, passes their output on, and sees to it that nothing of
 * them is left, also when the JVM is stopped or dead.
 *
 * It reads orders from its standard input, and answers through a pipe of its own: it says on its
 * standard output which, and the JVM opens that through /proc. The pipe that the JDK makes would not
 * do: the JDK reads it empty and closes it as soon as the helper ends, and would not see that keepers
 * are still killing.
 *
 * One process, one loop. Each command has a keeper, which is a process, too: see keeper.h. When the
 * orders end, or the helper is killed, the keepers notice that, and kill what they keep.
 *
 * If a keeper is killed, what it kept falls to the helper, which kills it.
 */
#include "cgroup.h"
#include "keeper.h"
#include "tag.h"
#include "text.h"
#include "tree.h"

#define BUCKETS 1024
#define LEASES 1024
#define EVENTS 64
#define CHUNK (64u << 10)
#define SLAB (64u << 10)
#define IDLE_KEEPERS 32
#define SPARED 256
#define SPARED_TAGS 64
#define IN_SIZE (128u << 10)
#define OUT_SIZE (512u << 10)
/* With so much that the JVM has not taken yet, no more output is read. */
#define OUT_LIMIT (256u << 10)
#define TO_JVM_PIPE (256 << 10)
#define HANDSHAKE "jobsch-helper 1 "
#define HANDSHAKE_SIZE 1024

enum source_kind { FROM_JVM, TO_JVM, SIGNALS, KEEPER, STREAM };

/* What a descriptor that we wait for belongs to. */
struct source {
  u8 kind;
  /* Given back at the end of the round; what is still said of it is of no interest. */
  bool gone;
  int fd;
};

struct keeper {
  struct source source;
  int pid;
  bool idle;
  /* It is to kill what it keeps, sooner or later. */
  bool has_duty;
  /* That holds of what its command leaves behind, too. */
  bool has_timeout;
  /* Runs now; NULL when its end was told, or there never was one. */
  struct command *command;
  /* Of the command that it has now, or had last. */
  u64 id;
  i64 bound;
  /* Of the same, see wire.h. */
  struct tag tag;
  /* For what its commands start; 0 if there is none. */
  u32 cgroup;
  struct keeper *next;
};

struct stream {
  struct source source;
  u8 index;
  bool waited_for;
  /* How much the JVM takes at present. */
  i64 credit;
  /* How much is still to be told after the end of the command; -1 before it. */
  i64 left;
  struct command *command;
};

struct command {
  struct command *next;
  u64 id;
  u32 lease;
  bool ended;
  /* Its keeper is gone, and what it kept is being killed. */
  bool losing;
  struct keeper *keeper;
  struct stream streams[2];
};

struct lease {
  u32 id;
  i64 ends;
  /* It is over: what is started under it now is killed, too. */
  bool over;
};

struct buffer {
  u8 *at;
  size_t size;
  size_t start;
  size_t end;
};

static struct command *commands[BUCKETS];
static struct keeper *keepers;
static int idle_keepers;
static struct lease leases[LEASES];
/* None is beyond that. */
static int leases_used;
static int spared[SPARED];
static int spared_count;
/* Of commands without a timeout whose keepers are dead; the oldest goes when there are too many. */
static struct tag spared_tags[SPARED_TAGS];
static unsigned spared_tag_count;
static struct buffer in;
static struct buffer out;
static struct source from_jvm = {.kind = FROM_JVM, .fd = STDIN};
static struct source to_jvm = {.kind = TO_JVM};
static struct source signals = {.kind = SIGNALS};
static int epoll;
static int ourselves;
static int last_fd;
static bool waits_to_write;
static bool greeted;
static bool closing;
static bool said_goodbye;
/* The JVM is gone, or wants no more of us: we wait for the keepers, and go. */
static bool leaving;
static i64 closing_grace;
static int to_jvm_reader;

/* What is left of commands whose keepers are gone. */
static struct killing orphans;
static int empty_looks;

/* Memory. */

/* For either of the two. */
struct slot {
  struct slot *next;
  union {
    struct command command;
    struct keeper keeper;
  } content;
};

static struct slot *unused;
/* Events of this round may still point into these. */
static struct slot *given_back;

static void *slot_take(void) {
  if (unused == NULL) {
    struct slot *slab = pages_take(SLAB);
    if (slab == NULL) {
      return NULL;
    }
    for (size_t i = 0; i < SLAB / sizeof *slab; i++) {
      slab[i].next = unused;
      unused = &slab[i];
    }
  }
  struct slot *slot = unused;
  unused = slot->next;
  return &slot->content;
}

static void slot_give_back(void *content) {
  struct slot *slot = (struct slot *)((u8 *)content - offsetof(struct slot, content));
  slot->next = given_back;
  given_back = slot;
}

static void slots_reuse(void) {
  while (given_back != NULL) {
    struct slot *slot = given_back;
    given_back = slot->next;
    slot->next = unused;
    unused = slot;
  }
}

static bool reserve(struct buffer *buffer, size_t room) {
  if (buffer->size - buffer->end >= room) {
    return true;
  }
  size_t used = buffer->end - buffer->start;
  if (buffer->size - used < room) {
    size_t size = buffer->size;
    while (size - used < room) {
      size *= 2;
    }
    u8 *larger = pages_take(size);
    if (larger == NULL) {
      return false;
    }
    memcpy(larger, buffer->at + buffer->start, used);
    pages_give_back(buffer->at, buffer->size);
    buffer->at = larger;
    buffer->size = size;
  } else {
    memmove(buffer->at, buffer->at + buffer->start, used);
  }
  buffer->start = 0;
  buffer->end = used;
  return true;
}

/* Gives back what a large frame took. */
static void shrink(struct buffer *buffer, size_t usual) {
  if (buffer->start < buffer->end) {
    return;
  }
  buffer->start = 0;
  buffer->end = 0;
  if (buffer->size > usual) {
    u8 *smaller = pages_take(usual);
    if (smaller != NULL) {
      pages_give_back(buffer->at, buffer->size);
      buffer->at = smaller;
      buffer->size = usual;
    }
  }
}

/* Waiting. */

static void note_fd(int fd) { last_fd = fd > last_fd ? fd : last_fd; }

static bool wait_for(struct source *source, u32 events) {
  struct epoll_event event = {.events = events, .data = (u64)(unsigned long)source};
  return SYS4(epoll_ctl, epoll, EPOLL_CTL_ADD, source->fd, &event) == 0;
}

/* Before it is closed: a keeper that was forked just now may still hold it for a moment. */
static void wait_no_more(struct source *source) {
  struct epoll_event event = {.events = 0, .data = 0};
  SYS4(epoll_ctl, epoll, EPOLL_CTL_DEL, source->fd, &event);
}

/* To the JVM. */

/* Frames of any length follow each other; numbers are copied, as they may lie anywhere. */
static void tell(const struct header *frame) {
  if (!reserve(&out, frame->length)) {
    sys_exit(5);
  }
  memcpy(out.at + out.end, frame, frame->length);
  out.end += frame->length;
}

static void tell_failure(u64 id, u8 stage, int error) {
  struct ended_frame frame = {.header = {.length = sizeof frame,
                                         .type = FRAME_ENDED,
                                         .detail = ENDED_FAILED,
                                         .id = id},
                              .stage = stage,
                              .value = error};
  tell(&frame.header);
}

static size_t untold(void) { return out.end - out.start; }

/* Streams. */

static void stream_wait(struct stream *stream) {
  if (!stream->waited_for && stream->source.fd >= 0) {
    stream->waited_for = wait_for(&stream->source, EPOLLIN);
  }
}

static void stream_wait_no_more(struct stream *stream) {
  if (stream->waited_for) {
    wait_no_more(&stream->source);
    stream->waited_for = false;
  }
}

static void command_forget_if_done(struct command *command);

static void stream_close(struct stream *stream) {
  if (stream->source.fd >= 0) {
    stream_wait_no_more(stream);
    sys_close(stream->source.fd);
    stream->source.fd = -1;
  }
  command_forget_if_done(stream->command);
}

/* All that was to be told of it is told. */
static void stream_tell_end(struct stream *stream) {
  struct header frame = {.length = sizeof frame,
                         .type = FRAME_OUTPUT,
                         .detail = stream->index,
                         .id = stream->command->id};
  tell(&frame);
  stream->left = 0;
  stream_wait(stream);
}

/* What the command left behind writes on, and nobody wants it; but it must not be held up. */
static void stream_drain(struct stream *stream) {
  static u8 dropped[CHUNK];
  long got = sys_read(stream->source.fd, dropped, sizeof dropped);
  if (got == 0 || (got < 0 && !is_transient(got))) {
    stream_close(stream);
  }
}

static void stream_pass_on(struct stream *stream) {
  i64 most = stream->credit < CHUNK ? stream->credit : CHUNK;
  if (stream->left >= 0 && stream->left < most) {
    most = stream->left;
  }
  if (most == 0 || untold() > OUT_LIMIT) {
    /* Until there is credit, or the JVM has taken something. */
    stream_wait_no_more(stream);
    return;
  }
  struct header frame = {.type = FRAME_OUTPUT,
                         .detail = stream->index,
                         .id = stream->command->id};
  if (!reserve(&out, sizeof frame + (size_t)most)) {
    sys_exit(5);
  }
  long got = sys_read(stream->source.fd, out.at + out.end + sizeof frame, (size_t)most);
  if (got > 0) {
    frame.length = (u32)(sizeof frame + (size_t)got);
    memcpy(out.at + out.end, &frame, sizeof frame);
    out.end += frame.length;
    stream->credit -= got;
    stream->left -= stream->left > 0 ? got : 0;
  }
  bool over = got == 0 || (got < 0 && !is_transient(got));
  /* After the command's end all that it wrote is there; what is missing, somebody else has taken. */
  if (stream->command->ended && (over || got < 0 || stream->left == 0)) {
    stream_tell_end(stream);
  }
  if (over) {
    stream_close(stream);
  }
}

static void stream_ready(struct stream *stream) {
  if (stream->left == 0) {
    stream_drain(stream);
  } else {
    stream_pass_on(stream);
  }
}

/* The command has ended: what it wrote itself is in the pipe. Says whether any of it is untold. */
static bool stream_command_ended(struct stream *stream) {
  stream->left = 0;
  if (stream->source.fd < 0) {
    return false;
  }
  int waiting = 0;
  if (SYS3(ioctl, stream->source.fd, FIONREAD, &waiting) == 0 && waiting > 0) {
    stream->left = waiting;
  }
  stream_wait(stream);
  return stream->left > 0;
}

/* Commands. */

static struct command **bucket(u64 id) { return &commands[id % BUCKETS]; }

static struct command *command_find(u64 id) {
  struct command *command = *bucket(id);
  while (command != NULL && command->id != id) {
    command = command->next;
  }
  return command;
}

static void command_forget(struct command *command) {
  struct command **at = bucket(command->id);
  while (*at != command) {
    at = &(*at)->next;
  }
  *at = command->next;
  command->streams[0].source.gone = true;
  command->streams[1].source.gone = true;
  slot_give_back(command);
}

static void command_forget_if_done(struct command *command) {
  bool gone = command->streams[0].source.gone;
  if (!gone && command->ended && command->streams[0].source.fd < 0 &&
      command->streams[1].source.fd < 0) {
    command_forget(command);
  }
}

static void command_ended(struct command *command, struct ended_message *how) {
  struct header *header = &how->frame.header;
  command->ended = true;
  command->keeper = NULL;
  header->flags = 0;
  for (int i = 0; i < 2; i++) {
    if (stream_command_ended(&command->streams[i])) {
      header->flags |= MORE_OF(i);
    }
  }
  tell(header);
  command_forget_if_done(command);
}

static void command_ended_as(struct command *command, u8 kind, const char *text) {
  static struct ended_message message;
  struct text copy = text_in(message.text, sizeof message.text);
  text_add(&copy, text);
  message.frame = (struct ended_frame){
      .header = {.length = (u32)(sizeof message.frame + copy.length),
                 .type = FRAME_ENDED,
                 .detail = kind,
                 .id = command->id},
      .cause = CAUSE_ORDER};
  command_ended(command, &message);
}

/* Keepers. */

/* Its command has ended by itself, and what that left behind is nobody's to kill. */
static bool lets_live(const struct keeper *keeper) {
  return keeper->command == NULL && !keeper->has_duty && !keeper->idle;
}

static void collect_tags(struct tag_search *search) {
  for (unsigned i = 0; i < spared_tag_count && i < SPARED_TAGS; i++) {
    tag_search_add(search, &spared_tags[i]);
  }
  for (struct keeper *keeper = keepers; keeper != NULL; keeper = keeper->next) {
    if (lets_live(keeper)) {
      tag_search_add(search, &keeper->tag);
    }
  }
}

/*
 * Whether it came of a command whose leftovers live on: where keepers die at one moment, what falls
 * to us from one can be told from what falls to us from another by nothing else.
 */
static bool has_spared_tag(int pid) {
  static struct tag_search search;
  search.count = 0;
  collect_tags(&search);
  return search.count > 0 && tag_search_matches(&search, pid);
}

static bool is_no_orphan(int pid) {
  for (struct keeper *keeper = keepers; keeper != NULL; keeper = keeper->next) {
    if (keeper->pid == pid) {
      return true;
    }
  }
  for (int i = 0; i < spared_count; i++) {
    if (spared[i] == pid) {
      return true;
    }
  }
  return has_spared_tag(pid);
}

static bool to_keeper(struct keeper *keeper, const struct header *frame) {
  return SYS(sendto, keeper->source.fd, frame, frame->length, MSG_DONTWAIT | MSG_NOSIGNAL, 0, 0) ==
         (long)frame->length;
}

static void order_keeper(struct keeper *keeper, u8 type, u8 detail, i64 number) {
  struct number_frame frame = {
      .header = {.length = sizeof frame, .type = type, .detail = detail, .id = keeper->id},
      .number = number};
  if (keeper->source.fd >= 0) {
    to_keeper(keeper, &frame.header);
  }
}

static void command_kill(struct command *command, u8 cause, i64 grace) {
  if (!command->ended && command->keeper != NULL) {
    order_keeper(command->keeper, FRAME_KILL, cause, grace);
  }
}

static void keeper_close(struct keeper *keeper) {
  if (keeper->source.fd >= 0) {
    wait_no_more(&keeper->source);
    sys_close(keeper->source.fd);
    keeper->source.fd = -1;
  }
}

static void keeper_forget(struct keeper *keeper) {
  struct keeper **at = &keepers;
  while (*at != keeper) {
    at = &(*at)->next;
  }
  *at = keeper->next;
  keeper->source.gone = true;
  slot_give_back(keeper);
}

static void keeper_is_free(struct keeper *keeper) {
  keeper->has_duty = false;
  if (idle_keepers >= IDLE_KEEPERS) {
    /* It goes when it notices, and is forgotten when it is buried. */
    keeper_close(keeper);
  } else {
    keeper->idle = true;
    idle_keepers++;
  }
}

static struct keeper *keeper_take_idle(void) {
  for (struct keeper *keeper = keepers; idle_keepers > 0 && keeper != NULL;
       keeper = keeper->next) {
    if (keeper->idle) {
      keeper->idle = false;
      idle_keepers--;
      return keeper;
    }
  }
  return NULL;
}

/* Forks one that starts that command at once; gives NULL and the error if it cannot be. */
static struct keeper *keeper_fork(const struct start_frame *start, int out_fd, int err_fd,
                                  int *error) {
  struct keeper *keeper = slot_take();
  int ends[2] = {-1, -1};
  *error = keeper == NULL ? ENOMEM
                          : (int)-SYS4(socketpair, AF_UNIX, SOCK_SEQPACKET | O_CLOEXEC, 0, ends);
  if (*error != 0) {
    if (keeper != NULL) {
      slot_give_back(keeper);
    }
    return NULL;
  }
  note_fd(ends[1]);
  struct keeper_means means = {.helper = ourselves,
                               .control = ends[1],
                               .to_jvm = to_jvm.fd,
                               .out = out_fd,
                               .err = err_fd,
                               .last = last_fd,
                               .cgroup = cgroup_make()};
  long pid = SYS5(clone, SIGCHLD, 0, 0, 0, 0);
  if (pid == 0) {
    keeper_run(&means, start);
  }
  sys_close(ends[1]);
  *keeper = (struct keeper){.source = {.kind = KEEPER, .fd = ends[0]},
                            .pid = (int)pid,
                            .cgroup = means.cgroup,
                            .next = keepers};
  if (pid < 0 || !wait_for(&keeper->source, EPOLLIN)) {
    *error = pid < 0 ? (int)-pid : ENOSPC;
    sys_close(ends[0]);
    if (pid < 0) {
      cgroup_remove(means.cgroup);
    }
    /* If there is one, it notices that, and kills what it has just started. */
    slot_give_back(keeper);
    return NULL;
  }
  keepers = keeper;
  return keeper;
}

/* Hands the command to a keeper that has nothing to do; says whether that was possible. */
static bool keeper_hand_over(struct keeper *keeper, const struct start_frame *start, int out_fd,
                             int err_fd) {
  struct {
    struct cmsghdr header;
    int fds[2];
  } control = {{sizeof control, SOL_SOCKET, SCM_RIGHTS}, {out_fd, err_fd}};
  struct iovec part = {(void *)start, start->header.length};
  struct msghdr message = {.parts = &part,
                           .part_count = 1,
                           .control = &control,
                           .control_length = sizeof control};
  return SYS3(sendmsg, keeper->source.fd, &message, MSG_DONTWAIT | MSG_NOSIGNAL) ==
         (long)start->header.length;
}

static struct keeper *keeper_for(const struct start_frame *start, int out_fd, int err_fd,
                                 int *error) {
  if (start->header.length <= LONGEST_PASSED) {
    struct keeper *keeper = keeper_take_idle();
    if (keeper != NULL) {
      if (keeper_hand_over(keeper, start, out_fd, err_fd)) {
        return keeper;
      }
      /* It is gone, or cannot take a message of that size. */
      keeper_close(keeper);
    }
  }
  return keeper_fork(start, out_fd, err_fd, error);
}

static void keeper_lost(struct keeper *keeper) {
  struct command *command = keeper->command;
  if (command != NULL) {
    command->losing = true;
    command->keeper = NULL;
  }
  if (keeper->has_duty) {
    i64 now = now_nanos();
    cgroup_kill(keeper->cgroup);
    kill_begin(&orphans, now, 0, keeper->bound);
    kill_hurry(&orphans, now);
    empty_looks = 0;
  }
}

/* What fell to us from a keeper that had nothing to kill lives on. */
static void spare(void *argument, int pid) {
  (void)argument;
  if (spared_count < SPARED && !is_no_orphan(pid)) {
    spared[spared_count++] = pid;
  }
}

static void spare_orphans(void) { tree_each_child(spare); }

static void spare_no_more(int pid) {
  for (int i = 0; i < spared_count; i++) {
    if (spared[i] == pid) {
      spared[i] = spared[--spared_count];
      return;
    }
  }
}

/* What has become of keepers that a look found dead. */
struct dead {
  bool with_duty;
  bool without;
};

static void buried_one(int pid, int wait_status, struct dead *dead) {
  bool was_killed = (wait_status & 0x7f) != 0;
  for (struct keeper *keeper = keepers; keeper != NULL; keeper = keeper->next) {
    if (keeper->pid == pid) {
      if (keeper->idle) {
        idle_keepers--;
      }
      keeper->pid = 0;
      keeper_close(keeper);
      if (lets_live(keeper)) {
        spared_tags[spared_tag_count++ % SPARED_TAGS] = keeper->tag;
      }
      if (keeper->has_duty && (was_killed || !leaving)) {
        keeper_lost(keeper);
        dead->with_duty = true;
      } else {
        dead->without = true;
      }
      keeper_forget(keeper);
      return;
    }
  }
  spare_no_more(pid);
}

/* Only its command can have had a reason to stop it. */
static void go_on(int pid) {
  for (struct keeper *keeper = keepers; keeper != NULL; keeper = keeper->next) {
    if (keeper->pid == pid) {
      SYS2(kill, pid, SIGCONT);
    }
  }
}

static struct dead bury_all(void) {
  struct dead dead = {false, false};
  for (;;) {
    int status = 0;
    long pid = SYS4(wait4, -1, &status, WNOHANG | WUNTRACED | __WALL, 0);
    if (pid > 0 && (status & 0xff) == 0x7f) {
      go_on((int)pid);
    } else if (pid > 0) {
      buried_one((int)pid, status, &dead);
    } else if (pid != -EINTR) {
      return dead;
    }
  }
}

/*
 * Whoever falls to us does so in the moment in which its keeper can be buried. So what we find, and
 * no keeper with a duty is dead after that, is of one that had none.
 */
static void bury(void) {
  struct dead dead = bury_all();
  if (dead.without && !dead.with_duty && orphans.mode == KILL_NONE) {
    spare_orphans();
    if (bury_all().with_duty) {
      spared_count = 0;
    }
  }
}

/* Keepers notice, kill what they are to kill, and go; then we go, too. */
static void leave(void) {
  if (leaving) {
    return;
  }
  leaving = true;
  wait_no_more(&from_jvm);
  for (struct keeper *keeper = keepers; keeper != NULL; keeper = keeper->next) {
    keeper_close(keeper);
    if (keeper->pid > 0) {
      SYS2(kill, keeper->pid, SIGCONT);
    }
  }
}

static void keeper_says(struct keeper *keeper, struct ended_message *message) {
  struct command *command = keeper->command;
  const struct header *header = &message->frame.header;
  bool nothing_left = (header->flags & NOTHING_LEFT) != 0;
  switch (header->type) {
    case FRAME_STARTED:
      tell(header);
      if (command != NULL) {
        /* Only now, so that its start is told before its output. */
        stream_wait(&command->streams[0]);
        stream_wait(&command->streams[1]);
      }
      break;
    case FRAME_ENDED:
      if (command != NULL) {
        keeper->has_duty = header->detail == ENDED_EXITED && keeper->has_timeout;
        keeper->command = NULL;
        command_ended(command, message);
      }
      if (nothing_left) {
        keeper_is_free(keeper);
      } else if (closing && keeper->has_duty) {
        order_keeper(keeper, FRAME_END_LEFTOVERS, 0, closing_grace);
      }
      break;
    case FRAME_LEFT:
      keeper->has_duty = false;
      tell(header);
      break;
    case FRAME_CLEAN:
      keeper_is_free(keeper);
      break;
    default:
      break;
  }
}

static void keeper_ready(struct keeper *keeper) {
  static struct ended_message message;
  long got = SYS(recvfrom, keeper->source.fd, &message, sizeof message, MSG_DONTWAIT, 0, 0);
  if (got >= (long)sizeof(struct header) && message.frame.header.length == (u32)got) {
    keeper_says(keeper, &message);
  } else if (!is_transient(got)) {
    /* It is dying. When that is over, what it kept has fallen to us, and it is buried. */
    wait_no_more(&keeper->source);
    if (keeper->pid > 0) {
      SYS2(kill, keeper->pid, SIGKILL);
    }
  }
}

/* What the JVM orders. */

static bool lease_is_over(u32 id) {
  for (int i = 0; id != 0 && i < leases_used; i++) {
    if (leases[i].id == id) {
      return leases[i].over;
    }
  }
  return false;
}

static void start(const struct start_frame *start) {
  u64 id = start->header.id;
  struct command *command = slot_take();
  if (command == NULL) {
    tell_failure(id, STAGE_PIPE, ENOMEM);
    return;
  }
  int pipes[2][2] = {{-1, -1}, {-1, -1}};
  int error = 0;
  for (int i = 0; i < 2 && error == 0; i++) {
    error = (int)-SYS2(pipe2, pipes[i], O_CLOEXEC);
  }
  u8 stage = STAGE_PIPE;
  struct keeper *keeper = NULL;
  if (error == 0) {
    note_fd(pipes[1][1]);
    for (int i = 0; i < 2; i++) {
      SYS3(fcntl, pipes[i][0], F_SETFL, O_NONBLOCK);
    }
    stage = STAGE_FORK;
    keeper = keeper_for(start, pipes[0][1], pipes[1][1], &error);
  }
  for (int i = 0; i < 2; i++) {
    if (pipes[i][1] >= 0) {
      sys_close(pipes[i][1]);
    }
    if (keeper == NULL && pipes[i][0] >= 0) {
      sys_close(pipes[i][0]);
    }
  }
  if (keeper == NULL) {
    slot_give_back(command);
    tell_failure(id, stage, error);
    return;
  }
  keeper->command = command;
  keeper->id = id;
  keeper->tag = tag_of(start);
  keeper->bound = start->bound;
  keeper->has_duty = true;
  keeper->has_timeout = start->timeout >= 0;
  *command = (struct command){
      .id = id, .lease = start->lease, .keeper = keeper, .next = *bucket(id)};
  for (int i = 0; i < 2; i++) {
    command->streams[i] = (struct stream){.source = {.kind = STREAM, .fd = pipes[i][0]},
                                          .index = (u8)i,
                                          .credit = start->credit,
                                          .left = -1,
                                          .command = command};
  }
  *bucket(id) = command;
  if (lease_is_over(start->lease)) {
    command_kill(command, CAUSE_LEASE, 0);
  }
}

static void add_credit(u64 id, u8 index, i64 bytes) {
  struct command *command = command_find(id);
  if (command != NULL && index < 2 && bytes > 0) {
    struct stream *stream = &command->streams[index];
    stream->credit = later(stream->credit, bytes);
    stream_wait(stream);
  }
}

static void set_lease(u32 id, i64 nanos) {
  struct lease *free = NULL;
  for (int i = 0; i < LEASES && i <= leases_used; i++) {
    if (leases[i].id == id) {
      free = &leases[i];
      break;
    }
    if (leases[i].id == 0 && free == NULL) {
      free = &leases[i];
    }
  }
  if (free == NULL) {
    sys_exit(6);
  }
  int used = (int)(free - leases) + 1;
  leases_used = used > leases_used ? used : leases_used;
  *free = nanos < 0 ? (struct lease){0} : (struct lease){.id = id, .ends = later(now_nanos(), nanos)};
}

static void close_down(i64 grace) {
  closing = true;
  closing_grace = grace;
  for (struct keeper *keeper = keepers; keeper != NULL; keeper = keeper->next) {
    if (keeper->command != NULL) {
      command_kill(keeper->command, CAUSE_SHUTDOWN, grace);
    } else if (keeper->has_duty) {
      order_keeper(keeper, FRAME_END_LEFTOVERS, 0, grace);
    }
  }
}

static void greet(const struct header *header) {
  if (header->id != PROTOCOL_VERSION) {
    sys_exit(2);
  }
  greeted = true;
  sys_close(to_jvm_reader);
}

static void obey(const struct header *header) {
  const struct number_frame *number = (const struct number_frame *)header;
  bool has_number = header->length == sizeof *number;
  struct command *command;
  if (header->type == FRAME_HELLO) {
    greet(header);
  } else if (!greeted) {
    sys_exit(3);
  } else if (header->type == FRAME_START && start_is_whole((const struct start_frame *)header)) {
    start((const struct start_frame *)header);
  } else if (header->type == FRAME_KILL && has_number) {
    command = command_find(header->id);
    if (command != NULL) {
      command_kill(command, header->detail, number->number);
    }
  } else if (header->type == FRAME_CREDIT && has_number) {
    add_credit(header->id, header->detail, number->number);
  } else if (header->type == FRAME_LEASE && has_number && header->id > 0) {
    set_lease((u32)header->id, number->number);
  } else if (header->type == FRAME_CLOSE && has_number) {
    close_down(number->number);
  } else {
    /* Not one of ours speaks. */
    sys_exit(3);
  }
}

/* A frame is moved to where its numbers are aligned. */
static const struct header *aligned(void) {
  if (in.start % 8 != 0) {
    memmove(in.at, in.at + in.start, in.end - in.start);
    in.end -= in.start;
    in.start = 0;
  }
  return (const struct header *)(in.at + in.start);
}

static void obey_all(void) {
  while (in.end - in.start >= sizeof(struct header)) {
    const struct header *header = aligned();
    if (header->length < sizeof *header || header->length > LONGEST_FRAME) {
      sys_exit(3);
    }
    if (in.end - in.start < header->length) {
      if (!reserve(&in, header->length - (in.end - in.start))) {
        sys_exit(5);
      }
      return;
    }
    u32 length = header->length;
    obey(header);
    in.start += length;
  }
  shrink(&in, IN_SIZE);
}

static void read_orders(void) {
  if (!reserve(&in, sizeof(struct header))) {
    sys_exit(5);
  }
  long got = sys_read(from_jvm.fd, in.at + in.end, in.size - in.end);
  if (got > 0) {
    in.end += (size_t)got;
    obey_all();
  } else if (!is_transient(got)) {
    /* The JVM is gone, or has closed us. */
    leave();
  }
}

/* Telling the JVM. */

static void streams_wait_again(void) {
  for (int i = 0; i < BUCKETS; i++) {
    for (struct command *command = commands[i]; command != NULL; command = command->next) {
      for (int s = 0; s < 2; s++) {
        if (command->streams[s].credit > 0 || command->streams[s].left == 0) {
          stream_wait(&command->streams[s]);
        }
      }
    }
  }
}

static void set_waits_to_write(bool waits) {
  if (waits == waits_to_write) {
    return;
  }
  if (waits) {
    wait_for(&to_jvm, EPOLLOUT);
  } else {
    wait_no_more(&to_jvm);
  }
  waits_to_write = waits;
}

static void flush(void) {
  if (leaving) {
    out.start = out.end;
  }
  bool was_full = untold() > OUT_LIMIT;
  while (untold() > 0) {
    long put = sys_write(to_jvm.fd, out.at + out.start, untold());
    if (put > 0) {
      out.start += (size_t)put;
    } else if (put == -EAGAIN) {
      break;
    } else if (put != -EINTR) {
      /* Nobody reads: the JVM is gone. */
      leave();
      out.start = out.end;
    }
  }
  set_waits_to_write(untold() > 0);
  shrink(&out, OUT_SIZE);
  if (was_full && untold() <= OUT_LIMIT) {
    streams_wait_again();
  }
}

/* Time. */

static void keep_leases(i64 now) {
  for (int i = 0; i < leases_used; i++) {
    if (leases[i].id == 0 || leases[i].over || leases[i].ends > now) {
      continue;
    }
    for (struct keeper *keeper = keepers; keeper != NULL; keeper = keeper->next) {
      if (keeper->command != NULL && keeper->command->lease == leases[i].id) {
        /* At once: no command runs past its lease, not even to end in peace. */
        command_kill(keeper->command, CAUSE_LEASE, 0);
      }
    }
    leases[i].over = true;
  }
}

static bool is_kept(u32 cgroup) {
  for (struct keeper *keeper = keepers; keeper != NULL; keeper = keeper->next) {
    if (keeper->cgroup == cgroup) {
      return true;
    }
  }
  return false;
}

/* Tells the end of all commands whose keepers are gone. */
static void end_losing(u8 kind, const char *text) {
  for (int i = 0; i < BUCKETS; i++) {
    struct command *next;
    for (struct command *command = commands[i]; command != NULL; command = next) {
      next = command->next;
      if (command->losing && !command->ended) {
        command_ended_as(command, kind, text);
      }
    }
  }
  kill_end(&orphans);
  cgroup_tidy(is_kept);
}

static void kill_orphans(void) {
  static char survivors[ENDING_TEXT];
  if (orphans.mode == KILL_NONE || now_nanos() < kill_due(&orphans)) {
    return;
  }
  bool unkillable = kill_step(&orphans, now_nanos(), is_no_orphan);
  bury();
  struct text text = text_in(survivors, sizeof survivors);
  int count = tree_describe(is_no_orphan, &text);
  empty_looks = count == 0 ? empty_looks + 1 : 0;
  if (empty_looks >= 2) {
    end_losing(ENDED_LOST, "");
  } else if (unkillable) {
    end_losing(ENDED_SURVIVED, count > 0 ? survivors : "pid ? (?) (hidden)");
  }
}

static i64 next_due(void) {
  i64 due = kill_due(&orphans);
  for (int i = 0; i < leases_used; i++) {
    if (leases[i].id != 0 && !leases[i].over && leases[i].ends < due) {
      due = leases[i].ends;
    }
  }
  return due;
}

static void say_goodbye(void) {
  if (!closing || said_goodbye || orphans.mode != KILL_NONE) {
    return;
  }
  for (struct keeper *keeper = keepers; keeper != NULL; keeper = keeper->next) {
    if (keeper->has_duty) {
      return;
    }
  }
  said_goodbye = true;
  struct header bye = {.length = sizeof bye, .type = FRAME_BYE};
  tell(&bye);
}

/* The loop. */

static void ready(struct source *source) {
  if (source->gone) {
    return;
  }
  switch (source->kind) {
    case FROM_JVM:
      read_orders();
      break;
    case SIGNALS: {
      u8 which[128 * 8];
      sys_read(signals.fd, which, sizeof which);
      bury();
      break;
    }
    case KEEPER:
      if (source->fd >= 0) {
        keeper_ready((struct keeper *)source);
      }
      break;
    case STREAM:
      if (source->fd >= 0 && leaving) {
        stream_close((struct stream *)source);
      } else if (source->fd >= 0) {
        stream_ready((struct stream *)source);
      }
      break;
    default:
      /* Whatever waits to be told is told at the end of each round. */
      break;
  }
}

static void round_of_events(void) {
  struct epoll_event events[EVENTS];
  i64 due = next_due();
  int timeout = -1;
  if (due != INT64_MAX) {
    i64 wait = due - now_nanos();
    /* Rounded up: waking too early would be waking twice. */
    i64 millis = wait <= 0 ? 0 : wait / 1000000 + 1;
    timeout = millis > INT32_MAX ? INT32_MAX : (int)millis;
  }
  long count = SYS5(epoll_pwait, epoll, events, EVENTS, timeout, 0);
  for (long i = 0; i < count; i++) {
    ready((struct source *)(unsigned long)events[i].data);
  }
  if (due != INT64_MAX) {
    keep_leases(now_nanos());
    kill_orphans();
  }
  say_goodbye();
  flush();
  slots_reuse();
  if (leaving && keepers == NULL && orphans.mode == KILL_NONE) {
    cgroup_leave();
    sys_exit(0);
  }
}

static void reset_signals(void) {
  struct disposition usual = {0};
  for (int signal = 1; signal <= LAST_SIGNAL; signal++) {
    SYS4(rt_sigaction, signal, &usual, 0, sizeof(sigmask));
  }
  /* Who ends all processes of a service means the JVM, which ends us when it has ended its commands;
   * and writing to a pipe that nobody reads is no reason to go. Only KILL is. */
  sigmask blocked = ALL_SIGNALS;
  SYS4(rt_sigprocmask, SIG_SETMASK, &blocked, 0, sizeof blocked);
  signals.fd = (int)SYS4(signalfd4, -1, &(sigmask){SIGNAL_BIT(SIGCHLD)}, sizeof(sigmask),
                         O_CLOEXEC | O_NONBLOCK);
}

/* Orders come to a descriptor that no command inherits; 0, 1 and 2 are nothing. */
static bool arrange_descriptors(void) {
  sys_close_from(STDERR + 1, 1023);
  from_jvm.fd = (int)SYS3(fcntl, STDIN, F_DUPFD_CLOEXEC, STDERR + 1);
  int nothing = (int)sys_open("/dev/null", O_RDONLY);
  int pipe[2];
  if (from_jvm.fd < 0 || nothing < 0 || SYS3(dup3, nothing, STDIN, 0) < 0 ||
      SYS2(pipe2, pipe, O_CLOEXEC) != 0) {
    return false;
  }
  sys_close(nothing);
  to_jvm_reader = pipe[0];
  to_jvm.fd = pipe[1];
  SYS3(fcntl, to_jvm.fd, F_SETPIPE_SZ_, TO_JVM_PIPE);
  SYS3(fcntl, to_jvm.fd, F_SETFL, O_NONBLOCK | O_WRONLY);
  epoll = (int)SYS1(epoll_create1, EPOLL_CLOEXEC);
  note_fd(epoll);
  return epoll >= 0;
}

/* Which tier it is, and why it is no better one. */
static void say_hello(bool fit, const char *no_cgroup) {
  static char line[HANDSHAKE_SIZE];
  struct text text = text_in(line, sizeof line - 1);
  text_add(&text, HANDSHAKE);
  if (!fit) {
    text_add(&text, "unfit");
  } else {
    text_add_number(&text, (u64)to_jvm_reader);
    text_add(&text, no_cgroup == NULL ? " helper+cgroup" : " helper ");
    text_add(&text, no_cgroup == NULL ? "" : no_cgroup);
  }
  text.size++;
  text_add(&text, "\n");
  sys_write(STDOUT, line, text.length);
  SYS3(dup3, STDIN, STDOUT, 0);
  SYS3(dup3, STDIN, STDERR, 0);
}

/*
 * On the stack are the number of arguments and where they are. The first one after the program says
 * what we are: "cgroup", a helper that makes use of cgroups where it can; "alone", one that does not;
 * "sweep", none at all: it tidies up after those that were killed, and one above all, whose pid follows.
 */
_Noreturn void helper_main(const long *stack) {
  const char *mode = stack[0] > 1 ? (const char *)stack[2] : "cgroup";
  if (strcmp(mode, "sweep") == 0) {
    cgroup_sweep(stack[0] > 2 ? (const char *)stack[3] : "");
    sys_exit(0);
  }
  /* A terminal's signals are not for us, nor for commands. */
  SYS0(setsid);
  SYS5(prctl, PR_SET_NAME, "jobsch-helper", 0, 0, 0);
  ourselves = (int)SYS0(getpid);
  bool fit = arrange_descriptors() && tree_prepare() && tree_is_visible() &&
             SYS5(prctl, PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0) == 0;
  reset_signals();
  in = (struct buffer){.at = pages_take(IN_SIZE), .size = IN_SIZE};
  out = (struct buffer){.at = pages_take(OUT_SIZE), .size = OUT_SIZE};
  fit = fit && signals.fd >= 0 && in.at != NULL && out.at != NULL &&
        wait_for(&from_jvm, EPOLLIN) && wait_for(&signals, EPOLLIN);
  bool alone = strcmp(mode, "alone") == 0;
  const char *no_cgroup = !fit || alone ? "as it was asked for" : cgroup_prepare();
  note_fd(cgroup_lock());
  say_hello(fit, no_cgroup);
  if (!fit) {
    sys_exit(1);
  }
  for (;;) {
    round_of_events();
  }
}
