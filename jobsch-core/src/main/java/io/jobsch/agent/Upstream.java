package io.jobsch.agent;

import io.jobsch.spi.OutputSink;
import io.jobsch.workers.News;

/** The way from a worker to its scheduler. */
public interface Upstream extends OutputSink {
  /** The worker says something. Called from any thread; must not block. */
  void say(News news);
}
