package io.jobsch.process;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/** One life of the helper, and the commands that it runs. */
final class Helper implements HelperLink.Listener {
  private static final Logger LOG = System.getLogger(Helper.class.getName());

  /** More than it takes. */
  private static final Duration SWEEPING = Duration.ofSeconds(5);

  private final HelperProgram program;
  private final RunnerThreads threads;
  private final LostCommands lostCommands;
  private final HelperLink link;
  private final long start;
  private final Map<Long, HelperCommand> commands = new ConcurrentHashMap<>();
  private final CompletableFuture<Void> killedAll = new CompletableFuture<>();
  private final CompletableFuture<Void> over = new CompletableFuture<>();
  private boolean gone;

  /**
   * Starts it.
   *
   * @param threads tell observers what becomes of their commands
   */
  Helper(HelperProgram program, HelperMode mode, RunnerThreads threads, LostCommands lostCommands)
      throws HelperUnfit {
    this.program = program;
    this.threads = threads;
    this.lostCommands = lostCommands;
    this.link = HelperLink.open(program, mode, this);
    this.start = lostCommands.startOf(link.pid());
  }

  boolean isAlive() {
    return link.isAlive();
  }

  long pid() {
    return link.pid();
  }

  /** What it has said of itself. */
  HelperGreeting greeting() {
    return link.greeting();
  }

  /**
   * Has it start a command.
   *
   * @return nothing if it was gone before it could be told: the command has certainly not run
   */
  Optional<HelperCommand> start(
      long id, CommandLaunch launch, Tag tag, int lease, CommandObserver observer)
      throws CannotStart {
    byte[] order = HelperWire.start(id, launch, tag, lease, HelperCommand.CREDIT);
    HelperCommand command =
        new HelperCommand(id, launch, tag, observer, threads::executeSurely, link);
    if (!add(command)) {
      return Optional.empty();
    }
    if (!link.order(order) && withdraw(command)) {
      return Optional.empty();
    }
    return Optional.of(command);
  }

  /** It was not told whole; unless it counts as lost already, it can be started elsewhere. */
  private synchronized boolean withdraw(HelperCommand command) {
    return !gone && commands.remove(command.id()) != null;
  }

  private synchronized boolean add(HelperCommand command) {
    if (gone || !link.isAlive()) {
      return false;
    }
    commands.put(command.id(), command);
    command.ended().thenRun(() -> commands.remove(command.id()));
    return true;
  }

  void setLease(int lease, long nanos) {
    link.order(HelperWire.lease(lease, nanos));
  }

  /** Has it kill what runs, and what commands with a timeout left behind. */
  void killAll(Duration grace) {
    link.order(HelperWire.close(Nanos.of(grace)));
  }

  /** Completed when all that {@link #killAll} was to kill is gone, or given up. */
  CompletableFuture<Void> killedAll() {
    return killedAll;
  }

  /** Those whose end has not been told yet. */
  Collection<HelperCommand> running() {
    return commands.values();
  }

  void hangUp() {
    link.hangUp();
  }

  void destroy() {
    link.destroy();
  }

  /** Completed when it is gone, and all commands that it had then have been told their end. */
  CompletableFuture<Void> over() {
    return over;
  }

  @Override
  public void said(int type, int detail, int flags, long id, ByteBuffer payload) {
    if (type == HelperWire.BYE) {
      killedAll.complete(null);
    } else if (type == HelperWire.LEFT) {
      LOG.log(
          Level.WARNING,
          "what a command left behind was still there at its timeout, and cannot be killed: {0}",
          UTF_8.decode(payload));
    } else {
      Optional.ofNullable(commands.get(id))
          .ifPresent(command -> said(command, type, detail, flags, payload));
    }
  }

  private void said(HelperCommand command, int type, int detail, int flags, ByteBuffer payload) {
    switch (type) {
      case HelperWire.STARTED -> command.started(payload.getLong());
      case HelperWire.OUTPUT -> {
        if (payload.hasRemaining()) {
          command.wrote(detail, payload);
        } else {
          command.streamEnded();
        }
      }
      case HelperWire.ENDED -> {
        HelperEnding ending = HelperEnding.read(detail, payload);
        command.ended(
            () -> ending.of(command.launch()), ending.looksAtFiles(), Integer.bitCount(flags));
      }
      default -> throw new IllegalStateException("a frame that nobody knows: " + type);
    }
  }

  @Override
  public void gone() {
    List<HelperCommand> lost = takeLost();
    if (lost.isEmpty() && link.hasEndedInPeace()) {
      finish();
      return;
    }
    LOG.log(
        Level.WARNING,
        "the helper (pid {0}) is gone, and with it {1} commands; the next command starts another",
        Long.toString(pid()),
        lost.size());
    threads.executeSurely(
        () -> {
          sweep();
          lostCommands.tell(lost, start).thenRun(this::finish);
        });
  }

  /**
   * Whoever has killed it may have killed keepers, too: in their cgroups is what is to be killed.
   */
  private void sweep() {
    try {
      if (greeting().isolation().equals(HelperGreeting.WITH_CGROUPS)) {
        Uninterrupted.await(program.sweep(pid()).onExit(), SWEEPING);
      }
    } catch (HelperUnfit e) {
      LOG.log(
          Level.WARNING, "cannot look for what is left of the helper''s commands: {0}", e.why());
    }
  }

  private void finish() {
    killedAll.complete(null);
    over.complete(null);
  }

  private synchronized List<HelperCommand> takeLost() {
    gone = true;
    return List.copyOf(commands.values());
  }
}
