package io.jobsch.agent;

import io.jobsch.plan.AttemptId;
import io.jobsch.process.CommandObserver;
import io.jobsch.process.RunningCommand;
import io.jobsch.spec.RoleName;
import io.jobsch.workers.Ending;
import io.jobsch.workers.News;
import io.jobsch.workers.StreamName;
import io.jobsch.workers.Urgency;
import io.jobsch.workers.Written;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** One start of one command on this worker, until its end has been acknowledged. */
final class Attempt implements CommandObserver {
  private final AttemptId id;
  private final RoleName role;
  private final AgentSettings worker;
  private final Upstream upstream;
  private final CompletableFuture<RunningCommand> command = new CompletableFuture<>();
  private final long[] offsets = new long[StreamName.values().length];
  private Optional<News> last = Optional.empty();
  private boolean ended;

  Attempt(AttemptId id, RoleName role, AgentSettings worker, Upstream upstream) {
    this.id = id;
    this.role = role;
    this.worker = worker;
    this.upstream = upstream;
  }

  AttemptId id() {
    return id;
  }

  boolean playsAs(Attempt other) {
    return id.job().equals(other.id.job()) && role.equals(other.role);
  }

  RoleName role() {
    return role;
  }

  synchronized boolean hasEnded() {
    return ended;
  }

  /** Its order has come again: what was said of it last may have been lost. */
  void repeat() {
    latest().ifPresent(upstream::say);
  }

  private synchronized Optional<News> latest() {
    return last;
  }

  /** It is under way: from now on it can be killed. */
  void running(RunningCommand process) {
    command.complete(process);
  }

  /** Kills it, as soon as it is under way. */
  void kill(Ending.Cause cause, Urgency urgency) {
    command.thenAccept(process -> process.kill(cause, urgency));
  }

  @Override
  public void started(long pid) {
    News news = new News.Started(worker.id(), worker.incarnation(), id, pid);
    remember(news, false);
    upstream.say(news);
  }

  @Override
  public void output(StreamName stream, ByteBuffer bytes) {
    int size = bytes.remaining();
    try {
      upstream.wrote(id, stream, offsets[stream.ordinal()], bytes);
    } finally {
      offsets[stream.ordinal()] += size; // what is lost on the way is missing, not the rest
    }
  }

  @Override
  public void ended(Ending ending, Written written) {
    News news = new News.Ended(worker.id(), worker.incarnation(), id, ending, written);
    remember(news, true);
    upstream.say(news);
  }

  /** It never ran, and never will. */
  void over(Ending ending) {
    ended(ending, Written.NOTHING);
  }

  private synchronized void remember(News news, boolean last) {
    this.last = Optional.of(news);
    this.ended = last;
  }
}
