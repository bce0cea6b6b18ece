/*
 * What the helper and its JVM say to each other, and the helper to its keepers: frames, each a
 * header and what its type says. All numbers are little-endian, all times nanoseconds. Described in
 * docs/process-control.md; the Java side is io.jobsch.process.HelperWire.
 */
#ifndef JOBSCH_WIRE_H
#define JOBSCH_WIRE_H

#include "sys.h"

#define PROTOCOL_VERSION 1

/* No longer ones are taken: the kernel takes no more than 6 MiB of arguments and environment. */
#define LONGEST_FRAME (16u << 20)

/* Up to this a command is handed to a keeper that runs already. */
#define LONGEST_PASSED (64u << 10)

enum frame_type {
  /* From the JVM. */
  FRAME_HELLO = 1,
  FRAME_START = 2,
  FRAME_KILL = 3,
  FRAME_CREDIT = 4,
  FRAME_LEASE = 5,
  FRAME_CLOSE = 6,
  /* To a keeper only: kill what a command with a timeout left behind. */
  FRAME_END_LEFTOVERS = 7,
  /* To the JVM. */
  FRAME_STARTED = 17,
  FRAME_OUTPUT = 18,
  FRAME_ENDED = 19,
  FRAME_LEFT = 20,
  FRAME_BYE = 21,
  /* From a keeper only: nothing is left of its command. */
  FRAME_CLEAN = 22
};

struct header {
  /* Of the whole frame. */
  u32 length;
  u8 type;
  /* KILL: cause. CREDIT, OUTPUT: stream. ENDED: kind. */
  u8 detail;
  /* ENDED: see below. */
  u16 flags;
  /* Of the command; HELLO: the version; LEASE: of the lease. */
  u64 id;
};

/* KILL: grace, -1 for the command's own. CREDIT: bytes. LEASE: until it runs out, -1 to forget it.
 * CLOSE and END_LEFTOVERS: grace. STARTED: pid. */
struct number_frame {
  struct header header;
  i64 number;
};

/* Followed by cwd, arguments and environment, each ended by a NUL. */
struct start_frame {
  struct header header;
  /* -1 for none. */
  i64 timeout;
  i64 grace;
  i64 bound;
  u32 lease;
  u32 credit;
  u32 argument_count;
  u32 variable_count;
};

enum ending_kind {
  /* By itself. */
  ENDED_EXITED = 1,
  /* Killed, and nothing of it is left. */
  ENDED_KILLED = 2,
  /* Killed, and something is left, which the text tells. */
  ENDED_SURVIVED = 3,
  /* Never ran: detail is the stage, value the error number. */
  ENDED_FAILED = 4,
  /* Its keeper was killed; nothing of it is left. */
  ENDED_LOST = 5
};

enum status_kind { STATUS_UNKNOWN = 0, STATUS_CODE = 1, STATUS_SIGNAL = 2 };

enum stage { STAGE_PIPE = 1, STAGE_FORK = 2, STAGE_CWD = 3, STAGE_EXEC = 4 };

/* Why it was killed; as io.jobsch.workers.Ending.Cause counts them. */
enum cause { CAUSE_TIMEOUT = 0, CAUSE_ORDER = 1, CAUSE_LEASE = 2, CAUSE_SHUTDOWN = 3 };

/* ENDED flags: more of a stream follows, up to an OUTPUT without bytes. */
#define MORE_OF(stream) (1u << (stream))
/* From a keeper: nothing is left, it is free. */
#define NOTHING_LEFT (1u << 8)

#define ENDING_TEXT 2048

/* Followed by a text without a NUL. */
struct ended_frame {
  struct header header;
  u8 cause;
  u8 status;
  u8 stage;
  u8 unused;
  i32 value;
};

struct ended_message {
  struct ended_frame frame;
  char text[ENDING_TEXT];
};

#endif
