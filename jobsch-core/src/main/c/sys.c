/* See sys.h. */
#include "sys.h"

#if defined(__x86_64__)
/* Makes a system call that forks. Its caller goes on with the result; what follows is the child's. */
#define FORK                \
  "  syscall\n"             \
  "  test %rax, %rax\n"     \
  "  jz 1f\n"               \
  "  ret\n"                 \
  "1:\n"                    \
  "  xor %ebp, %ebp\n"
/* Ends the child with the result of its function. */
#define EXIT                \
  "  mov %eax, %edi\n"      \
  "  mov $60, %eax\n"       \
  "  syscall\n"             \
  "  hlt\n"

__asm__(
    ".globl _start\n"
    "_start:\n"
    "  xor %ebp, %ebp\n"
    "  mov %rsp, %rdi\n"
    "  and $-16, %rsp\n"
    "  call helper_main\n"
    "  hlt\n"
    /* spawn_on_stack(flags rdi, stack_top rsi, function rdx, argument rcx) */
    ".globl spawn_on_stack\n"
    "spawn_on_stack:\n"
    "  and $-16, %rsi\n"
    "  sub $16, %rsi\n"
    "  mov %rdx, 0(%rsi)\n"
    "  mov %rcx, 8(%rsi)\n"
    "  xor %edx, %edx\n"
    "  xor %r10d, %r10d\n"
    "  xor %r8d, %r8d\n"
    "  mov $56, %eax\n"
    FORK
    "  pop %rax\n"
    "  pop %rdi\n"
    "  call *%rax\n"
    EXIT
    /* spawn_as(how rdi, size rsi, function rdx, argument rcx) */
    ".globl spawn_as\n"
    "spawn_as:\n"
    "  mov %rcx, %r8\n"
    "  mov $435, %eax\n"
    FORK
    "  mov %r8, %rdi\n"
    "  call *%rdx\n"
    EXIT);
#elif defined(__aarch64__)
#define FORK                \
  "  svc #0\n"              \
  "  cbz x0, 1f\n"          \
  "  ret\n"                 \
  "1:\n"                    \
  "  mov x29, #0\n"         \
  "  mov x30, #0\n"
#define EXIT                \
  "  mov x8, #93\n"         \
  "  svc #0\n"              \
  "  brk #0\n"

__asm__(
    ".globl _start\n"
    "_start:\n"
    "  mov x29, #0\n"
    "  mov x30, #0\n"
    "  mov x0, sp\n"
    "  and sp, x0, #-16\n"
    "  bl helper_main\n"
    "  brk #0\n"
    /* spawn_on_stack(flags x0, stack_top x1, function x2, argument x3) */
    ".globl spawn_on_stack\n"
    "spawn_on_stack:\n"
    "  and x1, x1, #-16\n"
    "  stp x2, x3, [x1, #-16]!\n"
    "  mov x2, #0\n"
    "  mov x3, #0\n"
    "  mov x4, #0\n"
    "  mov x8, #220\n"
    FORK
    "  ldp x1, x0, [sp], #16\n"
    "  blr x1\n"
    EXIT
    /* spawn_as(how x0, size x1, function x2, argument x3) */
    ".globl spawn_as\n"
    "spawn_as:\n"
    "  mov x8, #435\n"
    FORK
    "  mov x0, x3\n"
    "  blr x2\n"
    EXIT);
#endif

void *pages_take(size_t size) {
  long pages = SYS(mmap, 0, size, PROT_READ | PROT_WRITE,
                   MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
  return MAP_FAILED_(pages) ? NULL : (void *)pages;
}

void pages_give_back(void *pages, size_t size) { SYS2(munmap, pages, size); }

bool sys_each_number(const char *path, void (*show)(void *argument, int number), void *argument) {
  int fd = (int)sys_open(path, O_RDONLY);
  if (fd < 0) {
    return false;
  }
  char buffer[4096];
  long got;
  int number = 0;
  while ((got = sys_read(fd, buffer, sizeof buffer)) > 0 || got == -EINTR) {
    for (long i = 0; i < got; i++) {
      if (buffer[i] >= '0' && buffer[i] <= '9') {
        number = number * 10 + (buffer[i] - '0');
      } else if (number > 0) {
        show(argument, number);
        number = 0;
      }
    }
  }
  sys_close(fd);
  return got == 0;
}

void *memcpy(void *restrict to, const void *restrict from, size_t size) {
#if defined(__x86_64__)
  void *at = to;
  __asm__ volatile("rep movsb" : "+D"(at), "+S"(from), "+c"(size) : : "memory");
#else
  u8 *t = to;
  const u8 *f = from;
  for (; size >= 8; size -= 8, t += 8, f += 8) {
    u64 word;
    __builtin_memcpy(&word, f, 8);
    __builtin_memcpy(t, &word, 8);
  }
  while (size-- > 0) {
    *t++ = *f++;
  }
#endif
  return to;
}

void *memmove(void *to, const void *from, size_t size) {
  u8 *t = to;
  const u8 *f = from;
  if (t < f) {
    for (size_t i = 0; i < size; i++) {
      t[i] = f[i];
    }
  } else {
    while (size-- > 0) {
      t[size] = f[size];
    }
  }
  return to;
}

void *memset(void *at, int value, size_t size) {
  u8 *a = at;
  while (size-- > 0) {
    *a++ = (u8)value;
  }
  return at;
}

int memcmp(const void *a, const void *b, size_t size) {
  const u8 *x = a;
  const u8 *y = b;
  for (; size > 0; size--, x++, y++) {
    if (*x != *y) {
      return *x - *y;
    }
  }
  return 0;
}

size_t strlen(const char *text) {
  size_t length = 0;
  while (text[length] != 0) {
    length++;
  }
  return length;
}

int strcmp(const char *a, const char *b) {
  while (*a != 0 && *a == *b) {
    a++;
    b++;
  }
  return (u8)*a - (u8)*b;
}
