package io.jobsch.vertx.worker;

import io.jobsch.agent.Upstream;
import io.jobsch.agent.WorkerAgent;
import io.jobsch.plan.AttemptId;
import io.jobsch.spi.Timers;
import io.jobsch.vertx.jobs.OnContext;
import io.jobsch.vertx.wire.BadFrameException;
import io.jobsch.vertx.wire.Content;
import io.jobsch.vertx.wire.Conversation;
import io.jobsch.vertx.wire.Frame;
import io.jobsch.vertx.wire.FrameCodec;
import io.jobsch.vertx.wire.Head;
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
  private final Signs signs = new Signs();
  private final Talk talk;
  private final Looks looks;
  private Optional<WorkerAgent> agent = Optional.empty();
  private Optional<Carrier> carrier = Optional.empty();
  private volatile Terms terms = Terms.DEFAULT;
  private Epoch epoch = new Epoch(0);
  private String session = Head.NO_SESSION;
  private long greeting;
  private boolean talking;
  private boolean leaving;
  private boolean left;

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
    this.talk =
        new Talk(
            () -> new Conversation(this::head, this::sendIfTalking),
            timers::ticks,
            tasks,
            task -> context.owner().setTimer(Protocol.ACKNOWLEDGE_MILLIS, timer -> task.run()));
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
    return talk.isConfirmed() && streams.areEmpty();
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
    signs.heard(now);
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
    carrier.ifPresent(it -> it.send(FrameCodec.encode(frame)));
  }

  /** What is said is said again where there is somebody to hear it. */
  private void sendIfTalking(Frame frame) {
    if (talking) {
      send(frame);
    }
  }

  // What the worker says.

  @Override
  public void say(News news) {
    tasks.execute(() -> say(new Content.Said(news)));
  }

  /** Says something to the scheduler. */
  void say(Content content) {
    if (!left) {
      talk.say(content);
      looks.within(SOON);
    }
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
    signs.heard(now);
    if (frame instanceof Frame.Heartbeat it) {
      talk.confirmed(it.ack());
      renewed(it.head(), it.echo());
    } else if (frame instanceof Frame.Ack it) {
      talk.confirmed(it.ack());
    } else if (frame instanceof Frame.Message it) {
      talk.take(it).forEach(this::told);
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
    signs.every(terms.interval());
    signs.heard(now);
    signs.given(now);
    talking = true;
    looks.within(SOON);
    if (welcome.resumed()) {
      talk.resume(welcome.ack());
      renewed(welcome.head(), welcome.echo());
    } else {
      session = welcome.head().session();
      talk.beginAnew();
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
      talk.beginAnew(); // it has been heard, or there is nobody left to hear it
      streams.close();
    } else {
      greet();
    }
  }

  private void renewed(Head from, long echo) {
    if (from.epoch().compareTo(epoch) >= 0) {
      epoch = from.epoch();
    }
    agent.ifPresent(it -> it.heartbeat(from.epoch(), echo + terms.lease().toNanos()));
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
    if (signs.isSilent(now)) {
      giveUp();
    } else if (talking) {
      goOn(now);
    } else if (patience.isOut(now)) {
      hello();
    }
    looks.within(talking && isQuiet() ? signs.untilNext(now) : SOON);
  }

  private void goOn(long now) {
    if (signs.isDue(now)) {
      alive(now);
    }
    talk.repeat();
    if (streams.repeat(now)) {
      pump();
    }
  }

  private void alive(long now) {
    signs.given(now);
    send(new Frame.Alive(head(), talk.ack(), now));
  }

  private void giveUp() {
    talking = false;
    carrier.ifPresent(it -> it.giveUp("the scheduler does not answer"));
  }
}
