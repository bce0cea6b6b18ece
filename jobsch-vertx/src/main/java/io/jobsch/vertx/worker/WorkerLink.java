package io.jobsch.vertx.worker;

import io.jobsch.agent.Upstream;
import io.jobsch.agent.WorkerAgent;
import io.jobsch.plan.AttemptId;
import io.jobsch.spi.Timers;
import io.jobsch.vertx.jobs.OnContext;
import io.jobsch.vertx.wire.BadFrameException;
import io.jobsch.vertx.wire.Content;
import io.jobsch.vertx.wire.Frame;
import io.jobsch.vertx.wire.FrameCodec;
import io.jobsch.vertx.wire.Head;
import io.jobsch.vertx.wire.Incoming;
import io.jobsch.vertx.wire.Outgoing;
import io.jobsch.vertx.wire.Patience;
import io.jobsch.vertx.wire.Protocol;
import io.jobsch.vertx.wire.Terms;
import io.jobsch.workers.Epoch;
import io.jobsch.workers.Incarnation;
import io.jobsch.workers.News;
import io.jobsch.workers.Order;
import io.jobsch.workers.StreamName;
import io.jobsch.workers.WorkerId;
import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;

/**
 * A worker's side of the conversation with its scheduler. It outlives the carriers that it goes
 * over: what was said and written and is not known to have arrived goes over the next one.
 *
 * <p>All but {@link #say} and {@link #wrote} is called on the context.
 */
final class WorkerLink implements Upstream {
  private static final Logger LOG = System.getLogger(WorkerLink.class.getName());

  /** So many signs of life may fail to come before the carrier is given up. */
  private static final int SIGNS = 3;

  /**
   * So often it looks whether something has to be said again, while something is to be answered.
   */
  private static final Duration SOON = Duration.ofMillis(100);

  private final WorkerId worker;
  private final Incarnation incarnation;
  private final String software;
  private final Context context;
  private final OnContext tasks;
  private final Timers timers;
  private final LinkListener listener;
  private final OutStreams streams = new OutStreams();
  private final Patience patience = new Patience();
  private final Looks looks;
  private Optional<WorkerAgent> agent = Optional.empty();
  private Optional<Carrier> carrier = Optional.empty();
  private Outgoing outgoing = new Outgoing();
  private Incoming incoming = new Incoming();
  private volatile Terms terms = Terms.DEFAULT;
  private Epoch epoch = new Epoch(0);
  private String session = Head.NO_SESSION;
  private long greeting;
  private boolean talking;
  private boolean speaking;
  private boolean ackDue;
  private boolean acknowledging;
  private boolean leaving;
  private boolean left;
  private long lastHeard;
  private long lastAlive;

  WorkerLink(
      WorkerId worker,
      Incarnation incarnation,
      String software,
      Context context,
      Timers timers,
      LinkListener listener) {
    this.worker = worker;
    this.incarnation = incarnation;
    this.software = software;
    this.context = context;
    this.tasks = new OnContext(context);
    this.timers = timers;
    this.listener = listener;
    this.looks = new Looks(context.owner(), this::look);
  }

  /** Says who does what it is told; before the first carrier. */
  void serve(WorkerAgent itsAgent) {
    agent = Optional.of(itsAgent);
  }

  boolean isTalking() {
    return talking;
  }

  /** Whether all that was said and written is known to have arrived. */
  boolean isQuiet() {
    return outgoing.size() == 0 && streams.areEmpty();
  }

  // Carriers.

  /** There is a way to the scheduler. */
  void opened(Carrier way) {
    carrier = Optional.of(way);
    greet();
  }

  /** It is there no more. */
  void closed(Carrier way) {
    if (carrier.filter(it -> it == way).isPresent()) {
      carrier = Optional.empty();
      talking = false;
    }
  }

  /** It has room again. */
  void drained() {
    pump();
  }

  private void greet() {
    talking = false;
    greeting++;
    long now = timers.ticks();
    lastHeard = now;
    patience.reset(now);
    hello();
    looks.within(SOON);
  }

  private void hello() {
    send(new Frame.Hello(head(), greeting, software, timers.ticks()));
  }

  private Head head() {
    return new Head(worker, incarnation, epoch, session);
  }

  private void send(Frame frame) {
    if (frame instanceof Frame.Message || frame instanceof Frame.Alive) {
      ackDue = false;
    }
    carrier.ifPresent(it -> it.send(FrameCodec.encode(frame)));
  }

  // What the worker says.

  @Override
  public void say(News news) {
    tasks.execute(() -> say(new Content.Said(news)));
  }

  /** Says something to the scheduler. */
  void say(Content content) {
    if (left) {
      return;
    }
    if (outgoing.size() == 0) {
      patience.reset(timers.ticks());
    }
    outgoing.add(content);
    if (!canWait(content)) {
      flushAtEnd();
    }
  }

  /**
   * That a command has started is known to have reached its scheduler with what the order is
   * acknowledged by, and many a command has ended by then.
   */
  private boolean canWait(Content content) {
    return acknowledging
        && content instanceof Content.Said said
        && said.news() instanceof News.Started;
  }

  private void flushAtEnd() {
    if (!speaking) {
      speaking = true;
      tasks.execute(this::flush);
    }
  }

  /** What is said in one go goes in one message. */
  private void flush() {
    speaking = false;
    for (Optional<Outgoing.Numbered> next = next(); next.isPresent(); next = next()) {
      Outgoing.Numbered said = next.get();
      send(new Frame.Message(head(), said.seq(), incoming.upTo(), said.contents()));
      looks.within(SOON);
    }
  }

  private Optional<Outgoing.Numbered> next() {
    return talking ? outgoing.next() : Optional.empty();
  }

  private void sayAgain() {
    outgoing.again();
    flush();
  }

  @Override
  public void wrote(AttemptId attempt, StreamName stream, long offset, ByteBuffer bytes) {
    streams
        .of(attempt, stream, terms.window())
        .write(offset, bytes.duplicate(), () -> streams.wake(context, this::pump));
  }

  private void pump() {
    if (talking && carrier.isPresent()) {
      Carrier way = carrier.get();
      streams.send(head(), timers.ticks(), way::isFull, this::send);
      if (!streams.areEmpty()) {
        looks.within(SOON);
      }
    }
  }

  /** Says that it goes, when all else has arrived; {@link #isQuiet} tells when that has, too. */
  void leave() {
    leaving = true;
    say(new Content.Said(new News.Left(worker, incarnation)));
  }

  /** The end: nothing is said any more, and whoever waits to write goes on. */
  void end() {
    left = true;
    talking = false;
    looks.end();
    streams.close();
  }

  // What the scheduler says.

  /** A frame has come. */
  void received(Buffer bytes) {
    try {
      Frame frame = FrameCodec.decode(bytes);
      if (frame instanceof Frame.Refused refusal) {
        listener.refused(refusal);
      } else if (isForMe(frame.head()) && !left) {
        received(frame);
      }
    } catch (BadFrameException e) {
      LOG.log(Level.WARNING, worker + ": the scheduler sent a bad frame: " + e.getMessage());
      carrier.ifPresent(it -> it.giveUp("it brought a bad frame"));
    }
  }

  private boolean isForMe(Head head) {
    return head.worker().equals(worker) && head.incarnation().equals(incarnation);
  }

  private void received(Frame frame) {
    if (frame instanceof Frame.Welcome it) {
      if (!talking && it.greeting() == greeting) {
        welcomed(it);
      }
      return;
    }
    if (!talking || !frame.head().session().equals(session)) {
      return;
    }
    if (frame instanceof Frame.Unknown) {
      unknown();
      return;
    }
    long now = timers.ticks();
    lastHeard = now;
    if (frame instanceof Frame.Heartbeat it) {
      confirmed(it.ack(), now);
      renewed(it.head(), it.echo());
    } else if (frame instanceof Frame.Ack it) {
      confirmed(it.ack(), now);
    } else if (frame instanceof Frame.Message it) {
      confirmed(it.ack(), now);
      told(it);
    } else if (frame instanceof Frame.Stored it) {
      streams.stored(it, now);
      pump();
    } else if (frame instanceof Frame.Probe) {
      alive(now);
    }
  }

  private void welcomed(Frame.Welcome welcome) {
    long now = timers.ticks();
    terms = welcome.terms();
    lastHeard = now;
    lastAlive = now;
    talking = true;
    patience.reset(now);
    looks.within(SOON);
    if (welcome.resumed()) {
      outgoing.confirm(welcome.ack());
      sayAgain();
      renewed(welcome.head(), welcome.echo());
    } else {
      session = welcome.head().session();
      outgoing = new Outgoing();
      incoming = new Incoming();
      agent.ifPresent(WorkerAgent::join);
      renewed(welcome.head(), welcome.echo());
      if (leaving) {
        context.runOnContext(joined -> leave());
      }
    }
    streams.beginAnew();
    pump();
    listener.connected();
  }

  private void unknown() {
    if (leaving) {
      outgoing = new Outgoing(); // it has been heard, or there is nobody left to hear it
      streams.close();
    } else {
      greet();
    }
  }

  private void confirmed(long ack, long now) {
    if (outgoing.confirm(ack)) {
      patience.reset(now);
    }
  }

  private void renewed(Head from, long echo) {
    if (from.epoch().compareTo(epoch) >= 0) {
      epoch = from.epoch();
    }
    agent.ifPresent(it -> it.heartbeat(from.epoch(), echo + terms.lease().toNanos()));
  }

  private void told(Frame.Message message) {
    ackDue = true;
    incoming.take(message.seq(), message.contents()).forEach(this::told);
    if (!acknowledging) {
      acknowledging = true;
      context.owner().setTimer(Protocol.ACKNOWLEDGE_MILLIS, timer -> acknowledge());
    }
  }

  /** Says what could wait; mostly something was said meanwhile that confirms what was told. */
  private void acknowledge() {
    acknowledging = false;
    flush();
    if (ackDue && talking) {
      ackDue = false;
      send(new Frame.Ack(head(), incoming.upTo()));
    }
  }

  private void told(Content content) {
    if (content instanceof Content.Told it) {
      if (it.order() instanceof Order.Acknowledge end) {
        streams.forget(end.attempt());
      }
      agent.ifPresent(each -> each.accept(it.order()));
    } else if (content instanceof Content.Drain it) {
      listener.drain(it.wanted());
    } else if (content instanceof Content.Dismissed) {
      listener.dismissed();
    }
  }

  // Time.

  /** Looks after what takes time, and sees to it that it does so again when there is a need. */
  private void look() {
    if (carrier.isEmpty() || left) {
      return;
    }
    long now = timers.ticks();
    if (now - lastHeard > silence()) {
      giveUp();
    } else if (talking) {
      goOn(now);
    } else if (patience.isOut(now)) {
      hello();
    }
    looks.within(isAnswered() ? untilNextSign(now) : SOON);
  }

  private void goOn(long now) {
    if (now - lastAlive >= terms.interval().toNanos()) {
      alive(now);
    }
    if (outgoing.size() > 0 && patience.isOut(now)) {
      sayAgain();
    }
    if (streams.repeat(now)) {
      pump();
    }
  }

  private boolean isAnswered() {
    return talking && isQuiet();
  }

  private Duration untilNextSign(long now) {
    long sign = lastAlive + terms.interval().toNanos();
    return Duration.ofNanos(Math.min(sign, lastHeard + silence()) - now).plusMillis(1);
  }

  private long silence() {
    return SIGNS * Math.max(terms.interval().toNanos(), Duration.ofSeconds(1).toNanos());
  }

  private void alive(long now) {
    lastAlive = now;
    send(new Frame.Alive(head(), incoming.upTo(), now));
  }

  private void giveUp() {
    talking = false;
    carrier.ifPresent(it -> it.giveUp("the scheduler does not answer"));
  }
}
