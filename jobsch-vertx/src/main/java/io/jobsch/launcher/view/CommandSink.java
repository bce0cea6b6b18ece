package io.jobsch.launcher.view;

import io.jobsch.spec.Pointer;

/** Where the commands of a job write one of their two streams, without anything added. */
interface CommandSink {
  /** For an outlet: the bytes as they are, unless somebody sits before it. */
  static CommandSink to(Outlet outlet, Paint paint) {
    return outlet.isTerminal() ? new SafeLines(outlet, paint) : new WholeLines(outlet);
  }

  /** A command wrote something. */
  void write(Pointer command, byte[] bytes);

  /** A command will write no more. */
  void end(Pointer command);

  /** None will write any more. */
  void endAll();
}
