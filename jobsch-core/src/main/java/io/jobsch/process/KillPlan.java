package io.jobsch.process;

import java.time.Duration;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * How one tree is killed: decides, look by look, who is signalled. It reads no clock and touches no
 * process.
 *
 * <p>First TERM to all, and time to end in peace. Then everything is stopped before anything is
 * killed, until a look finds nothing new: what is stopped can neither fork on, nor replace its
 * killed siblings, nor clear its environment and slip out of sight. What forks faster than that is
 * killed on sight.
 *
 * <p>A tree is gone when two looks in a row found nothing and were complete. Where others start and
 * end processes all the time, no look may ever be complete; then many count. A look that was blind
 * never counts.
 */
final class KillPlan {
  /** What comes after a look. */
  enum Next {
    /** Another look, without a pause. */
    LOOK_AGAIN,
    /** Another look, after a pause. */
    WAIT,
    /** Nothing: the tree is gone. */
    GONE,
    /** Nothing: what the last look found cannot be killed, or nothing could be seen for long. */
    SURVIVED;

    boolean isLast() {
      return this == GONE || this == SURVIVED;
    }
  }

  private static final int LOOKS_THAT_PROVE_IT_GONE = 2;
  private static final int LOOKS_THAT_SUFFICE = 20;
  private static final int ROUNDS_OF_STOPPING = 8;

  private final long boundNanos;
  private final Map<KillSignal, Set<ProcessId>> signalled = new EnumMap<>(KillSignal.class);
  private long graceEnds;
  private OptionalLong boundEnds = OptionalLong.empty();
  private OptionalLong blindnessEnds = OptionalLong.empty();
  private int emptyLooks;
  private int completeEmptyLooks;
  private int stoppingRounds;
  private boolean outrun;

  /**
   * All times are of one clock that counts nanoseconds.
   *
   * @param now when it begins
   */
  KillPlan(KillPolicy policy, long now) {
    this.boundNanos = Nanos.of(policy.bound());
    this.graceEnds = now + Nanos.of(policy.grace());
  }

  /** Leaves no more grace than that from now on. */
  synchronized void hasten(Duration grace, long now) {
    graceEnds = now + Math.min(graceEnds - now, Nanos.of(grace));
  }

  /** Whether it has sent that signal to that process. */
  synchronized boolean hasSent(KillSignal signal, ProcessId recipient) {
    return sent(signal).contains(recipient);
  }

  /** Whether it forks faster than it is stopped, and is to be killed as soon as it is seen. */
  synchronized boolean killsOnSight() {
    return outrun;
  }

  /**
   * Takes in what a look has found, and adds what follows from it to the orders.
   *
   * @param complete whether the look has missed nothing, see {@link Snapshot#isComplete}
   */
  synchronized Next look(
      Collection<Sighting> members, boolean complete, long now, KillOrders orders) {
    blindnessEnds = OptionalLong.empty();
    if (members.isEmpty()) {
      return lookedAtNothing(complete);
    }
    emptyLooks = 0;
    completeEmptyLooks = 0;
    return graceEnds - now > 0 ? ask(members, orders) : force(members, now, orders);
  }

  /**
   * Takes in that a look was blind, see {@link Snapshot#isBlind}. It proves nothing, neither that
   * the tree is gone nor that it is there; but nobody waits for sight forever.
   */
  synchronized Next lookBlindly(long now) {
    if (graceEnds - now > 0) {
      return Next.WAIT;
    }
    if (blindnessEnds.isEmpty()) {
      blindnessEnds = OptionalLong.of(now + boundNanos);
    }
    return blindnessEnds.getAsLong() - now > 0 ? Next.WAIT : Next.SURVIVED;
  }

  private Next lookedAtNothing(boolean complete) {
    emptyLooks++;
    completeEmptyLooks += complete ? 1 : 0;
    if (completeEmptyLooks >= LOOKS_THAT_PROVE_IT_GONE || emptyLooks >= LOOKS_THAT_SUFFICE) {
      return Next.GONE;
    }
    // On a busy machine it takes its time until one that is becoming another program has become it.
    return complete ? Next.LOOK_AGAIN : Next.WAIT;
  }

  private Next ask(Collection<Sighting> members, KillOrders orders) {
    boolean first = sent(KillSignal.TERM).isEmpty();
    Set<Long> pids = members.stream().map(Sighting::pid).collect(Collectors.toSet());
    for (Sighting member : members) {
      // What a member starts after its TERM may be its way to end in peace. What has lost its
      // parent is nobody's: it was forked while we looked.
      if (first || !pids.contains(member.parent())) {
        sendOnce(KillSignal.TERM, member, orders);
      }
      if (member.stopped() && sent(KillSignal.TERM).contains(member.id())) {
        sendOnce(KillSignal.CONT, member, orders);
      }
    }
    return Next.WAIT;
  }

  private Next force(Collection<Sighting> members, long now, KillOrders orders) {
    if (boundEnds.isPresent() && boundEnds.getAsLong() - now <= 0) {
      return Next.SURVIVED;
    }
    if (stop(members, orders)) {
      return Next.LOOK_AGAIN;
    }
    for (Sighting member : members) {
      if (!sendOnce(KillSignal.KILL, member, orders)) {
        // It may have been another user's when it was sent the first one.
        orders.repeat(KillSignal.KILL, member.id());
      }
    }
    stoppingRounds = 0;
    if (boundEnds.isEmpty()) {
      boundEnds = OptionalLong.of(now + boundNanos);
    }
    return Next.WAIT;
  }

  /** Stops what is not stopped yet; says whether there was any. */
  private boolean stop(Collection<Sighting> members, KillOrders orders) {
    outrun |= stoppingRounds == ROUNDS_OF_STOPPING;
    if (outrun) {
      return false;
    }
    boolean any = false;
    for (Sighting member : members) {
      any |= sendOnce(KillSignal.STOP, member, orders);
    }
    stoppingRounds++;
    return any;
  }

  private boolean sendOnce(KillSignal signal, Sighting member, KillOrders orders) {
    if (!sent(signal).add(member.id())) {
      return false;
    }
    orders.add(signal, member.id());
    return true;
  }

  private Set<ProcessId> sent(KillSignal signal) {
    return signalled.computeIfAbsent(signal, any -> new HashSet<>());
  }
}
