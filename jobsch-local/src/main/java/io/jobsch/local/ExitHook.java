package io.jobsch.local;

/** Has something done when the process is told to end. */
final class ExitHook {
  private final Thread hook;

  ExitHook(Runnable task) {
    hook = new Thread(task, "jobsch-exit");
  }

  void add() {
    try {
      Runtime.getRuntime().addShutdownHook(hook);
    } catch (IllegalStateException ending) {
      // The process ends already: whoever starts a scheduler now has to close it.
    }
  }

  void remove() {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException ending) {
      // The process ends already, and the hook does its work.
    }
  }
}
