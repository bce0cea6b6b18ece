/*
 * The system, without a C library: the calls that the helper makes, and the few functions that a
 * compiler takes for granted. Linux, x86-64 and aarch64. A call gives what the kernel gave: zero or
 * more, or the negated error number.
 */
#ifndef JOBSCH_SYS_H
#define JOBSCH_SYS_H

#include <asm/errno.h>
#include <asm/fcntl.h>
#include <asm/ioctls.h>
#include <asm/poll.h>
#include <asm/signal.h>
#include <asm/unistd.h>
#include <linux/eventpoll.h>
#include <linux/mman.h>
#include <linux/prctl.h>
#include <linux/sched.h>
#include <linux/wait.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef uint8_t u8;
typedef uint16_t u16;
typedef uint32_t u32;
typedef uint64_t u64;
typedef int32_t i32;
typedef int64_t i64;

/* The kernel's view of a set of signals: one bit for each. */
typedef u64 sigmask;
#define ALL_SIGNALS (~(sigmask)0)
#define SIGNAL_BIT(number) ((sigmask)1 << ((number)-1))
#define LAST_SIGNAL 64

#define STDIN 0
#define STDOUT 1
#define STDERR 2

/* Not in the kernel's own headers. */
#define AF_UNIX 1
#define SOCK_SEQPACKET 5
#define SOL_SOCKET 1
#define SO_SNDBUF 7
#define SCM_RIGHTS 1
#define MSG_CTRUNC 0x8
#define MSG_TRUNC 0x20
#define MSG_DONTWAIT 0x40
#define MSG_NOSIGNAL 0x4000
#define MSG_CMSG_CLOEXEC 0x40000000
#define F_SETPIPE_SZ_ 1031
#define MAP_FAILED_(address) ((unsigned long)(address) >= -4095UL)

struct iovec {
  void *base;
  size_t length;
};

struct msghdr {
  void *name;
  u32 name_length;
  struct iovec *parts;
  size_t part_count;
  void *control;
  size_t control_length;
  u32 flags;
};

struct cmsghdr {
  size_t length;
  i32 level;
  i32 type;
};

/* As the kernel has it; the name in its headers may be that of an older one. */
struct kernel_time {
  i64 seconds;
  i64 nanos;
};

/* As the kernel has it; the name in its headers is that of a function, too. */
struct disposition {
  void (*handler)(int);
  unsigned long flags;
  void (*restorer)(void);
  sigmask mask;
};

#if defined(__x86_64__)
static inline long sys6(long number, long a, long b, long c, long d, long e, long f) {
  long result;
  register long r10 __asm__("r10") = d;
  register long r8 __asm__("r8") = e;
  register long r9 __asm__("r9") = f;
  __asm__ volatile("syscall"
                   : "=a"(result)
                   : "a"(number), "D"(a), "S"(b), "d"(c), "r"(r10), "r"(r8), "r"(r9)
                   : "rcx", "r11", "memory");
  return result;
}
#elif defined(__aarch64__)
static inline long sys6(long number, long a, long b, long c, long d, long e, long f) {
  register long x8 __asm__("x8") = number;
  register long x0 __asm__("x0") = a;
  register long x1 __asm__("x1") = b;
  register long x2 __asm__("x2") = c;
  register long x3 __asm__("x3") = d;
  register long x4 __asm__("x4") = e;
  register long x5 __asm__("x5") = f;
  __asm__ volatile("svc 0"
                   : "+r"(x0)
                   : "r"(x8), "r"(x1), "r"(x2), "r"(x3), "r"(x4), "r"(x5)
                   : "memory");
  return x0;
}
#else
#error "only x86-64 and aarch64 are known here"
#endif

#define SYS(name, a, b, c, d, e, f) \
  sys6(__NR_##name, (long)(a), (long)(b), (long)(c), (long)(d), (long)(e), (long)(f))
#define SYS0(name) SYS(name, 0, 0, 0, 0, 0, 0)
#define SYS1(name, a) SYS(name, a, 0, 0, 0, 0, 0)
#define SYS2(name, a, b) SYS(name, a, b, 0, 0, 0, 0)
#define SYS3(name, a, b, c) SYS(name, a, b, c, 0, 0, 0)
#define SYS4(name, a, b, c, d) SYS(name, a, b, c, d, 0, 0)
#define SYS5(name, a, b, c, d, e) SYS(name, a, b, c, d, e, 0)

static inline long sys_read(int fd, void *to, size_t size) { return SYS3(read, fd, to, size); }

static inline long sys_write(int fd, const void *from, size_t size) {
  return SYS3(write, fd, from, size);
}

static inline long sys_close(int fd) { return SYS1(close, fd); }

static inline long sys_open(const char *path, int flags) {
  return SYS4(openat, AT_FDCWD, path, flags | O_CLOEXEC, 0);
}

/* The current time of the clock that only goes forward, in nanoseconds. */
static inline i64 now_nanos(void) {
  struct kernel_time now = {0, 0};
  SYS2(clock_gettime, 1 /* CLOCK_MONOTONIC */, &now);
  return now.seconds * 1000000000 + now.nanos;
}

/* Closes all descriptors from that one on; none is beyond last where the system cannot do it at once. */
static inline void sys_close_from(int first, int last) {
  if (SYS3(close_range, first, ~0u, 0) != 0) {
    for (int fd = first; fd <= last; fd++) {
      sys_close(fd);
    }
  }
}

_Noreturn static inline void sys_exit(int code) {
  for (;;) {
    SYS1(exit_group, code);
  }
}

static inline bool is_transient(long error) { return error == -EINTR || error == -EAGAIN; }

/* Memory of its own, zeroed, that costs nothing until it is touched; NULL if there is none. */
void *pages_take(size_t size);
void pages_give_back(void *pages, size_t size);

/* Shows each of the numbers that a file lists, one after the other; says whether it could be read. */
bool sys_each_number(const char *path, void (*show)(void *argument, int number), void *argument);

/* a + b for times of zero or more; the end of time where that is beyond it. */
static inline i64 later(i64 time, i64 by) {
  return by > INT64_MAX - time ? INT64_MAX : time + by;
}

/*
 * Runs a function in a new process that shares our memory, on a stack of its own; comes back when
 * that has ended or has become another program. The function's value is the exit code.
 */
long spawn_on_stack(unsigned long flags, void *stack_top, int (*function)(void *), void *argument);

/* The same by clone3, which says with more words what the new process is to be like. */
long spawn_as(struct clone_args *how, size_t size, int (*function)(void *), void *argument);

void *memcpy(void *restrict to, const void *restrict from, size_t size);
void *memmove(void *to, const void *from, size_t size);
void *memset(void *at, int value, size_t size);
int memcmp(const void *a, const void *b, size_t size);
size_t strlen(const char *text);
int strcmp(const char *a, const char *b);

#endif
