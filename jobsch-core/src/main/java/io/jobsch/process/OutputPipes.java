package io.jobsch.process;

import java.io.Closeable;
import java.io.IOException;

/** The pipes of one command. */
record OutputPipes(OutputPipe stdout, OutputPipe stderr) implements Closeable {
  static OutputPipes open(Fifos fifos) throws IOException {
    OutputPipe stdout = OutputPipe.open(fifos.take());
    try {
      return new OutputPipes(stdout, OutputPipe.open(fifos.take()));
    } catch (IOException | RuntimeException | Error e) {
      stdout.close();
      throw e;
    }
  }

  @Override
  public void close() throws IOException {
    try (stdout;
        stderr) {
      // Both, even if one of them fails.
    }
  }
}
