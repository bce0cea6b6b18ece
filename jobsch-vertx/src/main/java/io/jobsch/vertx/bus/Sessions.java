package io.jobsch.vertx.bus;

import io.jobsch.spi.WorkerTransport.Inbox;
import io.jobsch.vertx.wire.Content;
import io.jobsch.vertx.wire.Frame;
import io.jobsch.vertx.wire.Head;
import io.jobsch.workers.News;
import io.jobsch.workers.Order;
import io.jobsch.workers.WorkerId;
import java.time.Duration;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;
import java.util.function.Predicate;

/**
 * All conversations of a scheduler, by worker: who is greeted, resumed, replaced and counted as
 * lost. Used on the transport's context.
 */
final class Sessions {
  /** One that owes more confirmations than this has to begin anew: the rest is forgotten. */
  private static final int MOST_UNCONFIRMED = 10_000;

  /** Who is silent is looked for that often in a grace, and at least once a second. */
  private static final int LOOKS_IN_A_GRACE = 20;

  private static final long SECOND = Duration.ofSeconds(1).toNanos();

  private final TransportSettings settings;
  private final LongSupplier ticks;
  private final Wire wire;
  private final Inbox inbox;
  private final OutputIntake intake;
  private final Executor context;
  private final Owed owed;
  private final Challenges challenges;
  private final Departures departures;
  private final Map<WorkerId, Session> sessions = new ConcurrentHashMap<>();
  private long lastLook;
  private long lastLookAtAll;

  /**
   * None yet.
   *
   * @param ticks the time
   * @param wire sends
   * @param inbox is told what workers say
   * @param intake takes in what commands write
   * @param context has something done where all of this is used, behind what is to be done already
   * @param soon has something done there a moment later
   * @param needed whether a job needs a worker
   */
  Sessions(
      TransportSettings settings,
      LongSupplier ticks,
      Wire wire,
      Inbox inbox,
      OutputIntake intake,
      Executor context,
      Executor soon,
      Predicate<WorkerId> needed) {
    this.settings = settings;
    this.ticks = ticks;
    this.wire = wire;
    this.inbox = inbox;
    this.intake = intake;
    this.context = context;
    this.owed = new Owed(context, soon);
    this.challenges = new Challenges(wire, settings.probe().toNanos());
    this.departures = new Departures(needed);
    this.lastLook = ticks.getAsLong();
    this.lastLookAtAll = lastLook;
  }

  /** The conversation with a worker; may be asked for by any thread. */
  Optional<Session> find(WorkerId worker) {
    return Optional.ofNullable(sessions.get(worker));
  }

  /** Sends an order, if its worker is there in the life that is meant. */
  void send(Order order) {
    find(order.to().worker())
        .filter(it -> it.head().incarnation().equals(order.to().incarnation()))
        .ifPresent(it -> say(it, new Content.Told(order)));
  }

  /** Asks a worker to drain, or to work again. */
  boolean drain(WorkerId worker, boolean wanted) {
    Optional<Session> session = find(worker);
    session.ifPresent(it -> say(it, new Content.Drain(wanted)));
    return session.isPresent();
  }

  private void say(Session session, Content content) {
    if (session.unconfirmed() < MOST_UNCONFIRMED) {
      session.say(content, ticks.getAsLong());
      owed.told(session);
    } else {
      forget(session);
    }
  }

  /** What it was told is lost: it has to greet and to join again. */
  private void forget(Session session) {
    session.close();
    Session anew =
        new Session(
            newSession(session.head()),
            new Frame.Hello(session.head(), session.greeting(), session.software(), 0),
            session.peer(),
            settings.terms(),
            wire,
            session.lastHeard());
    if (!session.isConnected()) {
      anew.disconnected();
    }
    sessions.put(session.head().worker(), anew);
  }

  /**
   * A frame has come.
   *
   * @param done is called, on any thread, when it is dealt with
   */
  void arrived(Peer from, Frame frame, Runnable done) {
    if (frame instanceof Frame.Output output) {
      output(from, output, done);
      return;
    }
    if (frame instanceof Frame.Hello hello) {
      greeted(from, hello);
    } else {
      current(from, frame).ifPresent(session -> heard(session, frame));
    }
    done.run();
  }

  private void output(Peer from, Frame.Output frame, Runnable done) {
    Optional<Session> session = current(from, frame);
    if (session.isPresent()) {
      session.get().output(frame, intake, context, done);
    } else {
      done.run();
    }
  }

  /** The conversation that a frame belongs to; who sends it learns if there is none. */
  private Optional<Session> current(Peer from, Frame frame) {
    Optional<Session> session = find(frame.head().worker()).filter(it -> it.isAbout(frame.head()));
    if (session.isPresent()) {
      session.get().heard(ticks.getAsLong());
    } else {
      wire.send(from, new Frame.Unknown(frame.head()));
    }
    return session;
  }

  private void heard(Session session, Frame frame) {
    long now = ticks.getAsLong();
    if (frame instanceof Frame.Alive it) {
      session.confirmed(it.ack(), now);
      session.heartbeat(it);
    } else if (frame instanceof Frame.Ack it) {
      session.confirmed(it.ack(), now);
    } else if (frame instanceof Frame.Message it) {
      session.take(it, now).forEach(content -> said(session, content));
      owed.acknowledge(session);
    }
  }

  private void said(Session session, Content content) {
    WorkerId worker = session.head().worker();
    if (content instanceof Content.Said it) {
      inbox.said(it.news());
      if (it.news() instanceof News.Left) {
        session.acknowledge();
        remove(session);
      }
    } else if (content instanceof Content.Draining it) {
      if (it.leaving()) {
        departures.wish(worker, ticks.getAsLong());
      } else {
        departures.forget(worker);
      }
    }
  }

  private void greeted(Peer from, Frame.Hello hello) {
    Optional<Session> known = find(hello.head().worker());
    if (known.isEmpty()) {
      begin(from, hello);
    } else if (!known.get().head().incarnation().equals(hello.head().incarnation())) {
      challenge(known.get(), from, hello);
    } else if (hello.greeting() == known.get().greeting()) {
      known.get().heard(ticks.getAsLong());
      known.get().welcome(hello);
    } else if (hello.greeting() > known.get().greeting()) {
      again(known.get(), from, hello);
    }
  }

  private void again(Session session, Peer from, Frame.Hello hello) {
    if (!session.head().session().equals(hello.head().session())) {
      session.close();
      begin(from, hello);
      return;
    }
    session.resume(hello, from, ticks.getAsLong());
  }

  private void begin(Peer from, Frame.Hello hello) {
    Session session =
        new Session(
            newSession(hello.head()), hello, from, settings.terms(), wire, ticks.getAsLong());
    sessions.put(hello.head().worker(), session);
    departures.forget(hello.head().worker());
    session.welcome(hello);
  }

  private Head newSession(Head head) {
    return new Head(
        head.worker(), head.incarnation(), settings.epoch(), UUID.randomUUID().toString());
  }

  private void challenge(Session holder, Peer from, Frame.Hello hello) {
    if (holder.isConnected()) {
      challenges.add(holder, from, hello, ticks.getAsLong());
    } else {
      replace(from, hello);
    }
  }

  private void replace(Peer from, Frame.Hello hello) {
    find(hello.head().worker()).ifPresent(Session::close);
    begin(from, hello);
  }

  /** A connection is closed. Its worker may come back over another one. */
  void closed(Peer peer) {
    for (Session session : sessions.values()) {
      if (session.peer().isSame(peer)) {
        session.disconnected();
      }
    }
    challenges.closed(peer);
  }

  /** Nobody listens any more, and workers need not wait to find out. */
  void end() {
    sessions.values().forEach(Session::end);
    sessions.clear();
    owed.end();
  }

  /** Looks after what takes time; to be called often. */
  void look() {
    long now = ticks.getAsLong();
    forgiveOwnAbsence(now);
    challenges.won(now, this::find).forEach(it -> replace(it.peer(), it.hello()));
    departures.due(now).forEach(this::dismiss);
    owed.repeat(now);
    if (now - lastLookAtAll >= Math.min(SECOND, grace() / LOOKS_IN_A_GRACE)) {
      lastLookAtAll = now;
      missTheSilent(now);
    }
  }

  private void missTheSilent(long now) {
    Iterator<Session> all = sessions.values().iterator();
    while (all.hasNext()) {
      Session session = all.next();
      if (now - session.lastHeard() > grace()) {
        all.remove();
        lost(session);
      }
    }
  }

  private long grace() {
    return settings.terms().grace().toNanos();
  }

  /** While this process stood still it could hear nobody. */
  private void forgiveOwnAbsence(long now) {
    long away = now - lastLook;
    lastLook = now;
    if (away > settings.terms().interval().toNanos()) {
      sessions.values().forEach(it -> it.forgive(away));
    }
  }

  private void dismiss(WorkerId worker) {
    find(worker).ifPresent(it -> say(it, new Content.Dismissed()));
  }

  private void lost(Session session) {
    session.close();
    departures.forget(session.head().worker());
    Duration grace = settings.terms().grace();
    inbox.lost(
        session.head().worker(),
        session.head().incarnation(),
        session.head().worker() + " was not heard for " + grace.toMillis() / 1000.0 + " s");
  }

  private void remove(Session session) {
    session.close();
    departures.forget(session.head().worker());
    sessions.remove(session.head().worker(), session);
  }
}
