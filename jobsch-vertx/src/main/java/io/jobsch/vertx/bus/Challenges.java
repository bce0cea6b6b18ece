package io.jobsch.vertx.bus;

import io.jobsch.vertx.wire.Frame;
import io.jobsch.workers.WorkerId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Those that greet under a name that is in use. A name has one worker: the one that has it, if that
 * answers. Used on the transport's context.
 */
final class Challenges {
  private final Wire wire;
  private final long probe;
  private final Map<WorkerId, Challenge> open = new HashMap<>();

  /** Somebody would like to have a name, and since when somebody would. */
  record Challenge(Peer peer, Frame.Hello hello, long since) {}

  /**
   * None yet.
   *
   * @param wire sends
   * @param probe how long who has the name has to answer, in ticks
   */
  Challenges(Wire wire, long probe) {
    this.wire = wire;
    this.probe = probe;
  }

  /** Asks who has the name whether it is there; the last one of those that want it may get it. */
  void add(Session holder, Peer peer, Frame.Hello hello, long now) {
    WorkerId name = holder.head().worker();
    Optional<Challenge> first = Optional.ofNullable(open.get(name));
    open.put(name, new Challenge(peer, hello, first.map(Challenge::since).orElse(now)));
    if (first.isEmpty()) {
      holder.probe();
    }
  }

  /** A connection is closed, and what came over it has nobody who waits for an answer. */
  void closed(Peer peer) {
    open.values().removeIf(it -> it.peer().isSame(peer));
  }

  /**
   * Refuses those whose name has somebody that answers.
   *
   * @param holders who has a name
   * @return those that get it, as nobody has it any more, or nobody that answers
   */
  List<Challenge> won(long now, Function<WorkerId, Optional<Session>> holders) {
    List<Challenge> won = new ArrayList<>();
    Iterator<Map.Entry<WorkerId, Challenge>> all = open.entrySet().iterator();
    while (all.hasNext()) {
      Map.Entry<WorkerId, Challenge> each = all.next();
      Challenge challenge = each.getValue();
      Optional<Session> holder = holders.apply(each.getKey());
      if (holder.isPresent() && holder.get().lastFrame() > challenge.since) {
        all.remove();
        refuse(holder.get(), challenge);
      } else if (holder.isEmpty() || now - challenge.since > probe) {
        all.remove();
        won.add(challenge);
      }
    }
    return won;
  }

  private void refuse(Session holder, Challenge challenge) {
    wire.send(
        challenge.peer,
        new Frame.Refused(
            challenge.hello.head(),
            Frame.Refused.Reason.NAME_IN_USE,
            "the name "
                + holder.head().worker()
                + " is in use by a worker at "
                + holder.peer().remote()
                + " that answers; start this one under another name"));
  }
}
