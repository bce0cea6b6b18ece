/* Starts the program true so often, so many at a time, with posix_spawn and nothing else; prints how
 * many a second. What a runner can be compared with. */
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <time.h>

extern char **environ;

int main(int argc, char **argv) {
  if (argc != 3) {
    return 2;
  }
  int left = atoi(argv[1]);
  int parallel = atoi(argv[2]);
  int total = left;
  int running = 0;
  char *command[] = {"true", NULL};
  struct timespec from, to;
  clock_gettime(CLOCK_MONOTONIC, &from);
  while (left > 0 || running > 0) {
    if (left > 0 && running < parallel) {
      pid_t pid;
      if (posix_spawn(&pid, "/bin/true", NULL, NULL, command, environ) != 0) {
        return 1;
      }
      left--;
      running++;
    } else {
      int status;
      if (wait(&status) < 0 || status != 0) {
        return 1;
      }
      running--;
    }
  }
  clock_gettime(CLOCK_MONOTONIC, &to);
  printf("%.0f\n", total / (to.tv_sec - from.tv_sec + (to.tv_nsec - from.tv_nsec) / 1e9));
  return 0;
}
