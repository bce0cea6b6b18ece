package io.jobsch.workers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jobsch.Chance;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Matching against a search that tries everything: an assignment is found where there is one, its
 * workers are the preferred ones, and where there is none the shortage is a real one, and there is
 * none of fewer roles. Each case is looked at twice: with every worker and every role by itself,
 * and with those that are alike taken together.
 */
class MatchingTest {
  /** Which worker suits which role, as bits: role by role, worker by worker. */
  private record Case(int roles, int workers, BitSet suits) {
    boolean suits(int worker, int role) {
      return suits.get(role * workers + worker);
    }

    BitSet suitedBy(int worker) {
      BitSet its = new BitSet();
      IntStream.range(0, roles).forEach(role -> its.set(role, suits(worker, role)));
      return its;
    }

    /** Cases that differ in the order of their workers alone are the same where none counts. */
    boolean isInOrder() {
      int[] masks = MatchingTest.suitedBy(this);
      return IntStream.range(1, workers).allMatch(i -> masks[i - 1] <= masks[i]);
    }

    BitSet suiting(int role) {
      return suits.get(role * workers, (role + 1) * workers);
    }
  }

  /** Who is taken when the workers are offered one by one, each a class of its own. */
  private static final class OneByOne {
    private final Case given;
    private final Matching matching;
    private final List<Integer> taken = new ArrayList<>();

    OneByOne(Case given) {
      this.given = given;
      int[] demand = new int[given.roles()];
      Arrays.fill(demand, 1);
      this.matching = new Matching(demand, given.workers(), given::suits);
      for (int worker = 0; worker < given.workers(); worker++) {
        if (matching.offer(worker, 1) == 1) {
          taken.add(worker);
        }
      }
    }

    void check() {
      List<Integer> best = bestWorkers(given);
      if (matching.isComplete()) {
        demand(taken.equals(best), given, "took " + taken);
        for (int role = 0; role < given.roles(); role++) {
          int at = role;
          List<Integer> players =
              taken.stream().filter(worker -> matching.taken(at, worker) == 1).toList();
          demand(players.size() == 1, given, "role " + role + " has " + players);
          demand(given.suits(players.get(0), role), given, role + " by " + players);
        }
      } else {
        demand(best.isEmpty(), given, "found no way");
        demand(matching.missing() == given.roles() - rank(given), given, "is not the largest");
        if (given.isInOrder()) {
          checkShortage(given, matching.shortage().kinds(), matching.shortage().workers());
        }
      }
    }
  }

  /** Workers that are alike are offered together, and roles that are alike are one kind. */
  private static final class Together {
    private final Case given;
    private final Map<BitSet, List<Integer>> kinds = new LinkedHashMap<>();
    private final Map<BitSet, List<Integer>> classes = new LinkedHashMap<>();
    private final Matching matching;

    Together(Case given) {
      this.given = given;
      for (int role = 0; role < given.roles(); role++) {
        kinds.computeIfAbsent(given.suiting(role), key -> new ArrayList<>()).add(role);
      }
      for (int worker = 0; worker < given.workers(); worker++) {
        classes.computeIfAbsent(given.suitedBy(worker), key -> new ArrayList<>()).add(worker);
      }
      List<List<Integer>> roles = List.copyOf(kinds.values());
      List<BitSet> suited = List.copyOf(classes.keySet());
      this.matching =
          new Matching(
              roles.stream().mapToInt(List::size).toArray(),
              classes.size(),
              (workers, kind) -> suited.get(workers).get(roles.get(kind).get(0)));
      int next = 0;
      for (List<Integer> each : classes.values()) {
        int took = matching.offer(next, each.size());
        int plays = 0;
        for (int kind = 0; kind < roles.size(); kind++) {
          plays += matching.taken(kind, next);
        }
        demand(took == plays, given, "counts " + took + " otherwise");
        next++;
      }
    }

    void check() {
      demand(matching.missing() == given.roles() - rank(given), given, "is not the largest");
      if (!matching.isComplete()) {
        BitSet roles = new BitSet();
        List<List<Integer>> byKind = List.copyOf(kinds.values());
        matching.shortage().kinds().stream()
            .mapToObj(byKind::get)
            .flatMap(List::stream)
            .forEach(roles::set);
        checkShortage(given, roles, matching.shortage().workers());
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"1, 0", "1, 5", "2, 1", "2, 5", "3, 2", "3, 5", "4, 3", "4, 4", "4, 5"})
  void every_way_of_suiting(int roles, int workers) {
    long cases = 1L << (roles * workers);
    for (long bits = 0; bits < cases; bits++) {
      Case given = new Case(roles, workers, BitSet.valueOf(new long[] {bits}));
      new OneByOne(given).check();
      if (given.isInOrder()) {
        new Together(given).check();
      }
    }
  }

  @Test
  void larger_ones_by_chance() {
    for (long seed = 0; seed < 3_000; seed++) {
      Random random = Chance.of(seed);
      int roles = 1 + random.nextInt(8);
      int workers = random.nextInt(10);
      BitSet suits = new BitSet();
      double density = random.nextDouble();
      for (int i = 0; i < roles * workers; i++) {
        suits.set(i, random.nextDouble() < density);
      }
      new OneByOne(new Case(roles, workers, suits)).check();
      new Together(new Case(roles, workers, suits)).check();
    }
  }

  @Test
  void a_thousand_workers_change_their_roles_for_one_that_can_play_only_the_first() {
    int many = 1_000;
    int[] demand = new int[many];
    Arrays.fill(demand, 1);
    Matching matching =
        new Matching(
            demand,
            many,
            (worker, role) ->
                worker == many - 1 ? role == 0 : role == worker || role == worker + 1);
    for (int worker = 0; worker < many; worker++) {
      assertThat(matching.offer(worker, 1)).isEqualTo(1);
    }
    assertThat(matching.isComplete()).isTrue();
    assertThat(matching.taken(0, many - 1)).isEqualTo(1);
  }

  @Test
  void with_many_kinds_the_shortage_can_spare_none_of_its_roles() {
    for (long seed = 0; seed < 300; seed++) {
      Random random = Chance.of(seed);
      int roles = 13 + random.nextInt(3);
      int workers = 8 + random.nextInt(8);
      BitSet suits = new BitSet();
      for (int i = 0; i < roles * workers; i++) {
        suits.set(i, random.nextInt(5) == 0);
      }
      Case given = new Case(roles, workers, suits);
      Matching matching = new OneByOne(given).matching;
      if (!matching.isComplete()) {
        BitSet kinds = matching.shortage().kinds();
        int tooMany = bits(kinds);
        demand(suiting(given, tooMany) == kinds.cardinality() - 1, given, "more than short");
        for (int role = kinds.nextSetBit(0); role >= 0; role = kinds.nextSetBit(role + 1)) {
          int fewer = tooMany & ~(1 << role);
          demand(Integer.bitCount(fewer) <= suiting(given, fewer), given, role + " is too much");
        }
      }
    }
  }

  @Test
  void a_matching_that_is_complete_is_short_of_nothing() {
    Matching matching = new Matching(new int[] {2}, 1, (workers, kind) -> true);
    assertThat(matching.offer(0, 5)).isEqualTo(2);
    assertThatThrownBy(matching::shortage).isInstanceOf(IllegalStateException.class);
  }

  /** Hall's condition is broken, and by no set of fewer roles. */
  private static void checkShortage(Case given, BitSet roles, int workers) {
    demand(suiting(given, bits(roles)) == workers, given, roles + " are suited by " + workers);
    demand(roles.cardinality() > workers, given, roles + " are not too many");
    int[] suitedBy = suitedBy(given);
    for (int others = 1; others < 1 << given.roles(); others++) {
      if (Integer.bitCount(others) <= workers) {
        demand(
            suiting(suitedBy, others) >= Integer.bitCount(others), given, "fewer roles: " + others);
      }
    }
  }

  private static int bits(BitSet roles) {
    return roles.isEmpty() ? 0 : (int) roles.toLongArray()[0];
  }

  private static int[] suitedBy(Case given) {
    return IntStream.range(0, given.workers()).map(it -> bits(given.suitedBy(it))).toArray();
  }

  private static int suiting(Case given, int roles) {
    return suiting(suitedBy(given), roles);
  }

  private static int suiting(int[] suitedBy, int roles) {
    int workers = 0;
    for (int its : suitedBy) {
      if ((its & roles) != 0) {
        workers++;
      }
    }
    return workers;
  }

  private static void demand(boolean holds, Case given, String found) {
    if (!holds) {
      throw new AssertionError(given + ": " + found + ", best: " + bestWorkers(given));
    }
  }

  /** How many roles can be played at once. */
  private static int rank(Case given) {
    return most(given, 0, 0);
  }

  private static int most(Case given, int worker, int played) {
    if (worker == given.workers()) {
      return Integer.bitCount(played);
    }
    int best = most(given, worker + 1, played);
    for (int role = 0; role < given.roles() && best < given.roles(); role++) {
      if ((played & 1 << role) == 0 && given.suits(worker, role)) {
        best = Math.max(best, most(given, worker + 1, played | 1 << role));
      }
    }
    return best;
  }

  /** The first set of workers, in the order of preference, that can play all roles. */
  private static List<Integer> bestWorkers(Case given) {
    List<Integer> chosen = new ArrayList<>();
    return choose(given, 0, chosen) ? chosen : Collections.emptyList();
  }

  private static boolean choose(Case given, int from, List<Integer> chosen) {
    if (chosen.size() == given.roles()) {
      return canPlay(given, chosen, 0, 0);
    }
    for (int worker = from; worker < given.workers(); worker++) {
      chosen.add(worker);
      if (choose(given, worker + 1, chosen)) {
        return true;
      }
      chosen.remove(chosen.size() - 1);
    }
    return false;
  }

  private static boolean canPlay(Case given, List<Integer> chosen, int role, int taken) {
    if (role == given.roles()) {
      return true;
    }
    for (int i = 0; i < chosen.size(); i++) {
      if ((taken & 1 << i) == 0
          && given.suits(chosen.get(i), role)
          && canPlay(given, chosen, role + 1, taken | 1 << i)) {
        return true;
      }
    }
    return false;
  }
}
