package io.jobsch.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jobsch.spec.RoleName;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.SortedSet;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class RoleNamesTest {
  private static final RoleName A = new RoleName("a");
  private static final RoleName B = new RoleName("b");
  private static final RoleName C = new RoleName("c");

  private final SortedSet<RoleName> given = new TreeSet<>(List.of(C, A));
  private final SortedSet<RoleName> roles = RoleNames.copyOf(given);

  @Test
  void they_are_what_they_were_made_of() {
    assertThat(roles).isEqualTo(given).hasSameHashCodeAs(given).containsExactly(A, C);
    assertThat(given).isEqualTo(roles);
    assertThat(roles).isEqualTo(RoleNames.copyOf(new TreeSet<>(given)));
    assertThat(roles).isNotEqualTo(RoleNames.copyOf(new TreeSet<>(List.of(A, B))));
    assertThat(roles.contains(A)).isTrue();
    assertThat(roles.contains(B)).isFalse();
    assertThat(roles.contains("a")).as("what is no role").isFalse();
    assertThat(roles.first()).isEqualTo(A);
    assertThat(roles.last()).isEqualTo(C);
    assertThat(roles.headSet(B)).containsExactly(A);
    assertThat(roles.tailSet(B)).containsExactly(C);
    assertThat(roles.subSet(A, C)).containsExactly(A);
  }

  @Test
  void their_order_is_that_of_the_names_whatever_it_was_before() {
    SortedSet<RoleName> reversed = new TreeSet<>(Comparator.reverseOrder());
    reversed.addAll(List.of(B, A, C));
    assertThat(RoleNames.copyOf(reversed)).containsExactly(A, B, C);
  }

  @Test
  void nobody_changes_them() {
    given.add(B);
    assertThat(roles).as("when others have changed").containsExactly(A, C);
    assertThatThrownBy(() -> roles.add(B)).isInstanceOf(UnsupportedOperationException.class);
    assertThatThrownBy(() -> roles.remove(A)).isInstanceOf(UnsupportedOperationException.class);
    assertThatThrownBy(roles::clear).isInstanceOf(UnsupportedOperationException.class);
    assertThatThrownBy(() -> roles.headSet(B).add(A))
        .isInstanceOf(UnsupportedOperationException.class);
    Iterator<RoleName> each = roles.iterator();
    each.next();
    assertThatThrownBy(each::remove).isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void none_has_no_first() {
    SortedSet<RoleName> none = RoleNames.copyOf(new TreeSet<>());
    assertThat(none).isEmpty();
    assertThatThrownBy(none::first).isInstanceOf(NoSuchElementException.class);
    assertThatThrownBy(none::last).isInstanceOf(NoSuchElementException.class);
  }

  @Test
  void what_most_jobs_have_is_there_once() {
    SortedSet<RoleName> usual = new TreeSet<>(List.of(RoleName.DEFAULT));
    assertThat(RoleNames.copyOf(usual)).isSameAs(RoleNames.copyOf(new TreeSet<>(usual)));
    assertThat(RoleNames.copyOf(roles)).isSameAs(roles);
  }
}
