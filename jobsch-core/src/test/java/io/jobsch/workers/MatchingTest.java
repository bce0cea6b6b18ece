package io.jobsch.workers;

import static org.assertj.core.api.Assertions.assertThat;

import io.jobsch.spec.RoleName;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Matching against a search that tries everything: an assignment is found where there is one, its
 * workers are the preferred ones, and where there is none the obstacle is a real one.
 */
class MatchingTest {
  /** Which worker suits which role, as bits: role by role, worker by worker. */
  private record Case(int roles, int workers, BitSet suits) {
    boolean suits(int worker, int role) {
      return suits.get(role * workers + worker);
    }

    /** Names in an order other than that of preference, which must not matter. */
    List<WorkerId> preferred() {
      return IntStream.range(0, workers).mapToObj(i -> new WorkerId("w" + (workers - i))).toList();
    }

    List<RoleName> wanted() {
      return IntStream.range(0, roles).mapToObj(i -> new RoleName("r" + i)).toList();
    }

    Matching.Outcome find() {
      return Matching.find(
          wanted(),
          preferred(),
          (worker, role) ->
              suits(
                  workers - Integer.parseInt(worker.value().substring(1)),
                  Integer.parseInt(role.value().substring(1))));
    }
  }

  @ParameterizedTest
  @CsvSource({"1, 0", "1, 5", "2, 1", "2, 5", "3, 2", "3, 5", "4, 3", "4, 4", "4, 5"})
  void every_way_of_suiting(int roles, int workers) {
    long cases = 1L << (roles * workers);
    for (long bits = 0; bits < cases; bits++) {
      check(new Case(roles, workers, BitSet.valueOf(new long[] {bits})));
    }
  }

  @Test
  void larger_ones_by_chance() {
    for (long seed = 0; seed < 3_000; seed++) {
      Random random = new Random(seed);
      int roles = 1 + random.nextInt(8);
      int workers = random.nextInt(10);
      BitSet suits = new BitSet();
      double density = random.nextDouble();
      for (int i = 0; i < roles * workers; i++) {
        suits.set(i, random.nextDouble() < density);
      }
      check(new Case(roles, workers, suits));
    }
  }

  @Test
  void equal_questions_get_equal_answers() {
    for (long seed = 0; seed < 200; seed++) {
      Random random = new Random(seed);
      BitSet suits = BitSet.valueOf(new long[] {random.nextLong()});
      Case one = new Case(6, 10, suits);
      List<RoleName> shuffled = new ArrayList<>(one.wanted());
      Collections.shuffle(shuffled, random);
      assertThat(new Case(6, 10, suits).find()).as("seed %s", seed).isEqualTo(one.find());
      Matching.Outcome other =
          Matching.find(
              shuffled,
              one.preferred(),
              (worker, role) ->
                  one.suits(
                      10 - Integer.parseInt(worker.value().substring(1)),
                      Integer.parseInt(role.value().substring(1))));
      assertThat(other).as("seed %s, roles in another order", seed).isEqualTo(one.find());
    }
  }

  @Test
  void a_thousand_workers_change_their_roles_for_one_that_can_play_only_the_first() {
    int many = 1_000;
    List<RoleName> roles =
        IntStream.range(0, many).mapToObj(i -> new RoleName(String.format("r%04d", i))).toList();
    List<WorkerId> workers =
        IntStream.range(0, many).mapToObj(i -> new WorkerId(String.format("w%04d", i))).toList();
    Matching.Outcome outcome =
        Matching.find(
            roles,
            workers,
            (worker, role) -> {
              int player = Integer.parseInt(worker.value().substring(1));
              int played = Integer.parseInt(role.value().substring(1));
              return player == many - 1 ? played == 0 : played == player || played == player + 1;
            });
    assertThat(outcome)
        .isInstanceOfSatisfying(
            Matching.Outcome.Complete.class,
            it -> assertThat(it.gang()).containsEntry(roles.get(0), workers.get(many - 1)));
  }

  private static void check(Case given) {
    List<Integer> best = bestWorkers(given);
    Matching.Outcome outcome = given.find();
    if (outcome instanceof Matching.Outcome.Complete complete) {
      checkGang(given, best, complete);
    } else {
      checkObstacle(given, best, (Matching.Outcome.Obstacle) outcome);
    }
  }

  private static void checkGang(
      Case given, List<Integer> best, Matching.Outcome.Complete complete) {
    List<WorkerId> preferred = given.preferred();
    List<Integer> chosen = new ArrayList<>();
    complete
        .gang()
        .forEach(
            (role, worker) -> {
              int at = preferred.indexOf(worker);
              chosen.add(at);
              demand(given.suits(at, Integer.parseInt(role.value().substring(1))), given, complete);
            });
    demand(complete.gang().size() == given.roles, given, complete);
    Collections.sort(chosen);
    demand(chosen.equals(best), given, complete);
  }

  /** Hall's condition is broken, and by all that suit any of these roles. */
  private static void checkObstacle(
      Case given, List<Integer> best, Matching.Outcome.Obstacle obstacle) {
    TreeSet<WorkerId> suiting = new TreeSet<>();
    for (int worker = 0; worker < given.workers; worker++) {
      for (RoleName role : obstacle.roles()) {
        if (given.suits(worker, Integer.parseInt(role.value().substring(1)))) {
          suiting.add(given.preferred().get(worker));
        }
      }
    }
    demand(best.isEmpty(), given, obstacle);
    demand(given.wanted().containsAll(obstacle.roles()), given, obstacle);
    demand(obstacle.suiting().equals(suiting), given, obstacle);
    demand(suiting.size() < obstacle.roles().size(), given, obstacle);
  }

  private static void demand(boolean holds, Case given, Matching.Outcome found) {
    if (!holds) {
      throw new AssertionError(given + " gave " + found + ", best: " + bestWorkers(given));
    }
  }

  /** The first set of workers, in the order of preference, that can play all roles. */
  private static List<Integer> bestWorkers(Case given) {
    List<Integer> chosen = new ArrayList<>();
    return choose(given, 0, chosen) ? chosen : List.of();
  }

  private static boolean choose(Case given, int from, List<Integer> chosen) {
    if (chosen.size() == given.roles) {
      return canPlay(given, chosen, 0, 0);
    }
    for (int worker = from; worker < given.workers; worker++) {
      chosen.add(worker);
      if (choose(given, worker + 1, chosen)) {
        return true;
      }
      chosen.remove(chosen.size() - 1);
    }
    return false;
  }

  private static boolean canPlay(Case given, List<Integer> chosen, int role, int taken) {
    if (role == given.roles) {
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
