package io.jobsch.workers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jobsch.spec.RoleName;
import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class GangTest {
  private static final RoleName A = new RoleName("a");
  private static final RoleName B = new RoleName("b");
  private static final RoleName C = new RoleName("c");
  private static final WorkerId W1 = new WorkerId("w1");
  private static final WorkerId W2 = new WorkerId("w2");

  private final SortedMap<RoleName, WorkerId> given = new TreeMap<>(Map.of(A, W2, C, W1));
  private final Gang gang = Gang.copyOf(given);

  @Test
  void it_is_what_it_was_made_of() {
    assertThat(gang).isEqualTo(given).hasSameHashCodeAs(given).hasSize(2);
    assertThat(given).isEqualTo(gang);
    assertThat(gang).hasToString(given.toString());
    assertThat(gang).isNotEqualTo(Gang.copyOf(new TreeMap<>(Map.of(A, W1, C, W2))));
    assertThat(gang.get(A)).isEqualTo(W2);
    assertThat(gang.get(B)).isNull();
    assertThat(gang.containsKey(C)).isTrue();
    assertThat(gang.containsKey(B)).isFalse();
    assertThat(gang.get("a")).as("what is no role").isNull();
    assertThat(gang.keySet()).containsExactly(A, C);
    assertThat(gang.values()).containsExactly(W2, W1);
    assertThat(gang.firstKey()).isEqualTo(A);
    assertThat(gang.lastKey()).isEqualTo(C);
    assertThat(gang.headMap(B)).isEqualTo(Map.of(A, W2));
    assertThat(gang.tailMap(B)).isEqualTo(Map.of(C, W1));
    assertThat(gang.subMap(A, C)).isEqualTo(Map.of(A, W2));
  }

  @Test
  void it_can_be_told_role_by_role() {
    Map<RoleName, WorkerId> told = new LinkedHashMap<>();
    gang.forEach(told::put);
    assertThat(told).containsExactly(Map.entry(A, W2), Map.entry(C, W1));
    assertThat(Gang.of(List.of(A, C), List.of(W2, W1))).isEqualTo(gang);
    Gang one = Gang.of(B, W1);
    assertThat(one).isEqualTo(Map.of(B, W1));
    assertThat(one.get(A)).isNull();
    assertThat(one.get(new RoleName("b"))).isEqualTo(W1);
  }

  @Test
  void each_of_many_roles_is_found() {
    for (int size = 1; size <= 20; size++) {
      SortedMap<RoleName, WorkerId> many = new TreeMap<>();
      for (int i = 0; i < size; i++) {
        many.put(new RoleName("r" + i), new WorkerId("w" + i));
      }
      Gang them = Gang.copyOf(many);

      many.forEach((role, worker) -> assertThat(them.get(role)).isEqualTo(worker));
      assertThat(them.get(new RoleName("r" + size))).isNull();
      assertThat(them.get(new RoleName("a"))).isNull();
      assertThat(them.get("r0")).as("what is no role").isNull();
    }
  }

  @Test
  void roles_that_are_not_in_their_order_are_refused() {
    assertThatThrownBy(() -> Gang.of(List.of(C, A), List.of(W1, W2)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("gang: expected roles in their order, each once, found [c, a]");
    assertThatThrownBy(() -> Gang.of(List.of(A, A), List.of(W1, W2)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Gang.of(List.of(A), List.of(W1, W2)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("gang: expected a worker for each role, found [a] and [w1, w2]");
  }

  @Test
  void its_order_is_that_of_the_names_whatever_it_was_before() {
    SortedMap<RoleName, WorkerId> reversed = new TreeMap<>(Comparator.reverseOrder());
    reversed.putAll(given);
    assertThat(Gang.copyOf(reversed)).containsExactly(Map.entry(A, W2), Map.entry(C, W1));
  }

  @Test
  void nobody_changes_it() {
    given.put(B, W1);
    assertThat(gang).as("when the other has changed").hasSize(2);
    assertThat(Gang.copyOf(gang)).isSameAs(gang);
    assertThatThrownBy(() -> gang.put(B, W1)).isInstanceOf(UnsupportedOperationException.class);
    assertThatThrownBy(() -> gang.remove(A)).isInstanceOf(UnsupportedOperationException.class);
    assertThatThrownBy(gang::clear).isInstanceOf(UnsupportedOperationException.class);
    assertThatThrownBy(() -> gang.values().remove(W1))
        .isInstanceOf(UnsupportedOperationException.class);
    assertThatThrownBy(() -> gang.headMap(B).put(A, W1))
        .isInstanceOf(UnsupportedOperationException.class);
    Iterator<Map.Entry<RoleName, WorkerId>> each = gang.entrySet().iterator();
    Map.Entry<RoleName, WorkerId> first = each.next();
    assertThatThrownBy(each::remove).isInstanceOf(UnsupportedOperationException.class);
    assertThatThrownBy(() -> first.setValue(W1)).isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void nobody_has_no_first() {
    Gang nobody = Gang.copyOf(new TreeMap<>());
    assertThat(nobody).isEmpty();
    assertThatThrownBy(nobody::firstKey).isInstanceOf(NoSuchElementException.class);
    assertThatThrownBy(nobody::lastKey).isInstanceOf(NoSuchElementException.class);
    assertThatThrownBy(() -> nobody.entrySet().iterator().next())
        .isInstanceOf(NoSuchElementException.class);
  }
}
