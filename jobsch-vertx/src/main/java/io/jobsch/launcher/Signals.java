package io.jobsch.launcher;

import java.lang.reflect.Proxy;

/**
 * Hears the signals that are sent to this process. The Java platform has no official way to; the
 * one that every JDK has is used through reflection, since a mention of it in the source is a
 * warning.
 */
final class Signals {
  private static final String SIGNAL = "sun.misc.Signal";
  private static final String HANDLER = "sun.misc.SignalHandler";

  private Signals() {}

  /**
   * Has a task run, on a thread of its own, whenever the signal arrives. A signal that this process
   * was started to ignore, as {@code nohup} does, stays ignored. Where this JDK has no such way,
   * signals do what they do without us.
   *
   * @param name as in {@code INT}
   */
  static void on(String name, Runnable task) {
    try {
      Class<?> signal = Class.forName(SIGNAL);
      Class<?> handler = Class.forName(HANDLER);
      Object handle =
          Proxy.newProxyInstance(
              Signals.class.getClassLoader(),
              new Class<?>[] {handler},
              (proxy, method, arguments) -> {
                task.run();
                return null;
              });
      signal
          .getMethod("handle", signal, handler)
          .invoke(null, signal.getConstructor(String.class).newInstance(name), handle);
    } catch (ReflectiveOperationException e) {
      // Said above.
    }
  }
}
