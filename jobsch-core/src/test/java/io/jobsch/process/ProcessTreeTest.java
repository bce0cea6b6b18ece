package io.jobsch.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class ProcessTreeTest {
  private static final Tag TAG = new Tag("0123456789abcdef");
  private static final Tag OTHER = new Tag("fedcba9876543210");

  private final FakeTable table = new FakeTable().with(1, 0, 0).with(100, 50, 1, TAG);
  private final ProcessTree tree = new ProcessTree(new ProcessId(100, 50), TAG);

  @Test
  void what_is_tagged_or_descends_belongs_to_it_and_nothing_else() {
    table
        .with(101, 51, 100, TAG)
        .with(102, 52, 101)
        .with(103, 53, 1, TAG, OTHER)
        .with(104, 54, 103)
        .with(200, 50, 1, OTHER)
        .with(201, 51, 200);

    assertThat(members()).containsExactlyInAnyOrder(100L, 101L, 102L, 103L, 104L);
  }

  @Test
  void what_was_seen_once_is_not_lost_when_it_loses_its_parent() {
    table.with(101, 51, 100);
    assertThat(members()).containsExactlyInAnyOrder(100L, 101L);

    table.without(100).with(101, 51, 1).with(102, 60, 101);

    assertThat(members()).containsExactlyInAnyOrder(101L, 102L);
  }

  @Test
  void another_process_that_got_a_number_of_the_tree_is_not_of_it() {
    members();
    table.with(100, 99, 1).with(101, 99, 100);

    assertThat(members()).isEmpty();
  }

  @Test
  void an_older_process_is_not_the_child_of_a_younger_one() {
    table.with(90, 40, 100);

    assertThat(members()).containsExactly(100L);
  }

  @Test
  void the_dead_do_not_count() {
    table.with(101, 51, 100, 'Z', TAG).with(100, 50, 1, 'Z', TAG);

    assertThat(members()).isEmpty();
  }

  @Test
  void processes_that_are_each_others_parents_do_no_harm() {
    table.with(100, 50, 101).with(101, 50, 100);

    assertThat(members()).containsExactlyInAnyOrder(100L, 101L);
  }

  @Test
  void a_chain_of_processes_that_each_fork_the_next_and_end_is_caught_up_with() {
    table.chain(300, 304, TAG).without(100);

    assertThat(members()).containsExactly(304L);
    assertThat(look().isComplete()).isTrue();
  }

  @Test
  void a_chain_without_end_leaves_the_look_incomplete() {
    table.chain(300, Long.MAX_VALUE, TAG).without(100);

    assertThat(look().isComplete()).isFalse();
  }

  @Test
  void a_process_that_shows_no_environment_for_long_leaves_the_look_incomplete() {
    assertThat(look().isComplete()).isTrue();
    table.withUnreadable(300, 'S');
    assertThat(look().isComplete()).as("another user's process").isTrue();
    table.withUnreadable(300, 'R').with(301, 60, 300);
    assertThat(look().isComplete()).isFalse();
    assertThat(look().find(new ProcessId(300, 50))).as("it is there all the same").isPresent();
  }

  @Test
  void a_process_that_is_becoming_another_program_is_looked_at_again() {
    table.becoming(300, TAG);

    Snapshot now = look();

    assertThat(now.isComplete()).isTrue();
    assertThat(now.tagged(TAG)).extracting(Sighting::pid).containsExactlyInAnyOrder(100L, 300L);
  }

  @Test
  void a_look_is_complete_also_where_others_start_processes_all_the_time() {
    table.busy();

    assertThat(look().isComplete()).isTrue();
    assertThat(table.listings()).isLessThan(5);
  }

  @Test
  void a_look_that_does_not_see_even_ourselves_is_blind() {
    assertThat(look().isBlind()).isFalse();

    table.unlistable();

    assertThat(look().isBlind()).isTrue();
    assertThat(look().isComplete()).isFalse();
  }

  @Test
  void a_look_that_cannot_read_what_it_lists_is_blind() {
    Snapshot now = Snapshot.take(new ListedOnly(table), 50);

    assertThat(now.isBlind()).isTrue();
    assertThat(now.isComplete()).isFalse();
  }

  @Test
  void a_process_that_ends_between_listing_and_reading_does_not_make_a_look_blind() {
    table.chain(300, 304, TAG);

    assertThat(look().isBlind()).isFalse();
  }

  /** The last descriptor went between listing the processes and reading the first of them. */
  private record ListedOnly(ProcessTable table) implements ProcessTable {
    @Override
    public long ourselves() {
      return table.ourselves();
    }

    @Override
    public List<Long> pids() {
      return table.pids();
    }

    @Override
    public Optional<Sighting> find(long pid) {
      return Optional.empty();
    }

    @Override
    public Optional<Set<Tag>> tags(Sighting process) {
      return Optional.empty();
    }
  }

  private List<Long> members() {
    return tree.members(look()).stream().map(Sighting::pid).toList();
  }

  private Snapshot look() {
    return Snapshot.take(table, 50);
  }
}
