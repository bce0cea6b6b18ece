package io.jobsch.vertx.bus;

import io.jobsch.Witness;
import io.jobsch.local.LocalThreads;
import io.jobsch.plan.AttemptId;
import io.jobsch.spi.OutputSink;
import io.jobsch.spi.WorkerTransport;
import io.jobsch.vertx.jobs.Contact;
import io.jobsch.vertx.jobs.OnContext;
import io.jobsch.vertx.wire.BadFrameException;
import io.jobsch.vertx.wire.Frame;
import io.jobsch.vertx.wire.FrameCodec;
import io.jobsch.vertx.wire.Head;
import io.jobsch.vertx.wire.Protocol;
import io.jobsch.workers.Incarnation;
import io.jobsch.workers.News;
import io.jobsch.workers.Order;
import io.jobsch.workers.StreamName;
import io.jobsch.workers.WorkerId;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.Message;
import io.vertx.core.eventbus.MessageConsumer;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Reaches workers over the event bus: those that are on it themselves, in this process or another
 * one of the cluster, and those that a gateway brings there. Messages may be lost, repeated and
 * reordered on their way; a worker that is not heard for the grace is lost.
 *
 * <p>What arrives is dealt with on one context of its own. It holds at most the buffer of its
 * settings in output that is not stored yet, and per worker at most 10,000 orders that were not
 * confirmed.
 */
public final class EventBusTransport implements WorkerTransport {
  private static final Logger LOG = System.getLogger(EventBusTransport.class.getName());
  private static final long LOOK_MILLIS = 100;

  private final Vertx vertx;
  private final TransportSettings settings;
  private final LocalThreads threads = new LocalThreads();
  private final WorkerStates states = new WorkerStates();
  private volatile Optional<Line> line = Optional.empty();
  private volatile Optional<Desk> desk = Optional.empty();
  private volatile Optional<SoleName> name = Optional.empty();

  /** Where news and output go. */
  private record Line(Inbox inbox, OutputSink output) {}

  /** One that is not open. */
  public EventBusTransport(Vertx vertx, TransportSettings settings) {
    this.vertx = vertx;
    this.settings = settings;
  }

  /**
   * Has to see what happens in the scheduler, so that a worker that would like to go is told when
   * nothing needs it any more.
   */
  public Witness witness() {
    return states;
  }

  /**
   * Blocks until the scheduler's address is known on the bus; not to be called on an event loop.
   *
   * @throws IllegalStateException if another scheduler has its name
   */
  @Override
  public void open(Inbox inbox, OutputSink output) {
    name = Optional.of(SoleName.take(vertx, settings.addresses(), settings.probe()));
    line = Optional.of(new Line(inbox, output));
    Desk fresh = new Desk(OwnContext.of(vertx));
    fresh.open().toCompletionStage().toCompletableFuture().join();
    desk = Optional.of(fresh);
  }

  @Override
  public void send(Order order) {
    sendAll(List.of(order));
  }

  @Override
  public void sendAll(List<Order> orders) {
    desk.ifPresent(it -> it.onContext(() -> orders.forEach(it.sessions::send)));
  }

  /**
   * Asks a worker to drain: to take no new job; or to work again.
   *
   * @return whether there is such a worker
   */
  public Future<Boolean> drain(WorkerId worker, boolean wanted) {
    CompletableFuture<Boolean> answer = new CompletableFuture<>();
    desk.ifPresentOrElse(
        it -> it.onContext(() -> answer.complete(it.sessions.drain(worker, wanted))),
        () -> answer.complete(false));
    return Future.fromCompletionStage(answer);
  }

  /** How a worker is reached; empty if it is not connected. */
  public Optional<Contact> contact(WorkerId worker) {
    return desk.flatMap(it -> it.contact(worker));
  }

  /** Tells workers that nobody listens any more; waits for that unless an event loop closes it. */
  @Override
  public void close() {
    line = Optional.empty();
    Optional<Desk> open = desk;
    desk = Optional.empty();
    open.map(Desk::close).ifPresent(EventBusTransport::await);
    Optional<SoleName> had = name;
    name = Optional.empty();
    had.ifPresent(SoleName::giveBack);
    threads.close();
  }

  private static void await(CompletableFuture<Void> closed) {
    if (!Context.isOnEventLoopThread()) {
      closed.join();
    }
  }

  /** Whoever is closed does not pass on any more. */
  private final class Outlet implements Inbox {
    @Override
    public void said(News news) {
      line.ifPresent(it -> it.inbox.said(news));
    }

    @Override
    public void lost(WorkerId worker, Incarnation incarnation, String why) {
      line.ifPresent(it -> it.inbox.lost(worker, incarnation, why));
    }
  }

  private OutputSink sink() {
    return line.map(Line::output).orElse(EventBusTransport::drop);
  }

  private static void drop(AttemptId attempt, StreamName stream, long offset, ByteBuffer bytes) {}

  /** What deals with frames, on a context of its own. */
  private final class Desk {
    private final OnContext context;
    private Runnable unregister = () -> {};
    private final Sessions sessions =
        new Sessions(
            settings,
            System::nanoTime,
            this::send,
            new Outlet(),
            new OutputIntake(EventBusTransport.this::sink, threads, settings.buffer()),
            this::onContext,
            task -> vertx.setTimer(Protocol.ACKNOWLEDGE_MILLIS, id -> task.run()),
            states::needs);

    Desk(Context context) {
      this.context = new OnContext(context);
    }

    Future<Void> open() {
      return Future.future(opened -> onContext(() -> listen().onComplete(opened)));
    }

    private Future<Void> listen() {
      long looking = vertx.setPeriodic(LOOK_MILLIS, id -> sessions.look());
      MessageConsumer<Buffer> consumer =
          vertx.eventBus().consumer(settings.addresses().scheduler(), this::arrived);
      unregister =
          () -> {
            vertx.cancelTimer(looking);
            consumer.unregister();
          };
      return consumer.completion();
    }

    CompletableFuture<Void> close() {
      CompletableFuture<Void> closed = new CompletableFuture<>();
      onContext(
          () -> {
            sessions.end();
            unregister.run();
            closed.complete(null);
          });
      return closed;
    }

    private void onContext(Runnable task) {
      context.execute(task);
    }

    private void arrived(Message<Buffer> message) {
      Peer from =
          new Peer(
              header(message, BusAddresses.FROM),
              header(message, BusAddresses.LINK),
              header(message, BusAddresses.REMOTE));
      if (message.headers().contains(BusAddresses.CLOSE)) {
        sessions.closed(from);
        return;
      }
      try {
        sessions.arrived(from, FrameCodec.decode(message.body()), () -> dealtWith(message));
      } catch (BadFrameException e) {
        LOG.log(Level.WARNING, "a worker at " + from.remote() + " sent a bad frame: " + e.why());
        refuse(from, e.why());
        dealtWith(message);
      }
    }

    private static String header(Message<Buffer> message, String name) {
      return Optional.ofNullable(message.headers().get(name)).orElse("");
    }

    private static void dealtWith(Message<Buffer> message) {
      if (message.replyAddress() != null) {
        message.reply(null);
      }
    }

    private void refuse(Peer peer, String why) {
      Head nobody =
          new Head(new WorkerId("?"), new Incarnation(""), settings.epoch(), Head.NO_SESSION);
      send(peer, new Frame.Refused(nobody, Frame.Refused.Reason.BAD_FRAME, why));
    }

    private void send(Peer to, Frame frame) {
      DeliveryOptions options = BusAddresses.over(settings.addresses().scheduler(), to.link());
      if (frame instanceof Frame.Refused) {
        options.addHeader(BusAddresses.CLOSE, "refused");
      }
      vertx.eventBus().send(to.address(), FrameCodec.encode(frame), options);
    }

    private Optional<Contact> contact(WorkerId worker) {
      return sessions
          .find(worker)
          .map(
              it ->
                  new Contact(
                      it.peer().remote(),
                      it.software(),
                      Optional.of(
                          Instant.now()
                              .minus(Duration.ofNanos(System.nanoTime() - it.lastHeard())))));
    }
  }
}
