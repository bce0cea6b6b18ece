package io.jobsch.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.jobsch.engine.Fact;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What every implementation of {@link Journal} does. */
public abstract class JournalContract {
  private final List<Fact> samples = SampleFacts.all();

  /** For those that supply an implementation. */
  protected JournalContract() {}

  /**
   * Opens the one journal of a test: at first it is new, then it is what the last one left, which
   * has been closed.
   */
  protected abstract Journal open();

  /**
   * Whether facts are there when a journal is opened again. One that keeps none is held to all the
   * rest.
   */
  protected abstract boolean keepsFacts();

  /** Like {@link #open}, with an append that will fail; empty if there is no way to make it. */
  protected Optional<Journal> openFailing() {
    return Optional.empty();
  }

  @Test
  void a_new_journal_has_nothing_to_tell() {
    try (Journal journal = open()) {
      assertThat(replay(journal)).isEmpty();
    }
  }

  @Test
  void facts_come_back_oldest_first() throws Exception {
    try (Journal journal = open()) {
      replay(journal);
      finish(journal.append(samples.subList(0, 5)));
      finish(journal.append(samples.subList(5, 6)));
      finish(journal.append(samples.subList(6, samples.size())));
    }
    try (Journal journal = open()) {
      assertThat(replay(journal)).isEqualTo(ifKept(samples));
    }
  }

  @Test
  void facts_of_every_kind_are_taken() throws Exception {
    assertThat(samples.stream().map(Object::getClass).collect(Collectors.toSet()))
        .as("kinds of the sample")
        .containsExactlyInAnyOrderElementsOf(Arrays.asList(Fact.class.getPermittedSubclasses()));

    for (Fact sample : samples) {
      try (Journal journal = open()) {
        replay(journal);
        finish(journal.append(List.of(sample)));
      }
    }
    try (Journal journal = open()) {
      assertThat(replay(journal)).isEqualTo(ifKept(samples));
    }
  }

  @Test
  void equal_facts_are_kept_each() throws Exception {
    List<Fact> twice = List.of(samples.get(1), samples.get(1));
    try (Journal journal = open()) {
      replay(journal);
      finish(journal.append(twice));
    }
    try (Journal journal = open()) {
      assertThat(replay(journal)).isEqualTo(ifKept(twice));
    }
  }

  @Test
  void no_facts_are_durable_at_once() throws Exception {
    try (Journal journal = open()) {
      replay(journal);
      finish(journal.append(List.of()));
    }
    try (Journal journal = open()) {
      assertThat(replay(journal)).isEmpty();
    }
  }

  @Test
  void a_journal_goes_on_behind_what_it_kept() throws Exception {
    List<Fact> expected = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      try (Journal journal = open()) {
        assertThat(replay(journal)).isEqualTo(ifKept(expected));
        finish(journal.append(samples));
        expected.addAll(samples);
      }
    }
  }

  @Test
  void many_facts_are_taken_at_once() throws Exception {
    List<Fact> many = new ArrayList<>();
    for (int i = 0; i < 500; i++) {
      many.addAll(samples);
    }
    try (Journal journal = open()) {
      replay(journal);
      finish(journal.append(many));
    }
    try (Journal journal = open()) {
      assertThat(replay(journal)).isEqualTo(ifKept(many));
    }
  }

  @Test
  void an_append_that_fails_keeps_nothing() throws Exception {
    try (Journal journal = open()) {
      replay(journal);
      finish(journal.append(samples));
    }
    Optional<Journal> failing = openFailing();
    assumeTrue(failing.isPresent(), "there is no way to make this journal fail");
    try (Journal journal = failing.get()) {
      replay(journal);
      assertThatThrownBy(() -> finish(journal.append(samples)))
          .isInstanceOf(ExecutionException.class);
    }
    try (Journal journal = open()) {
      assertThat(replay(journal)).isEqualTo(ifKept(samples));
    }
  }

  @Test
  void closing_again_is_harmless() throws Exception {
    Journal journal = open();
    replay(journal);
    finish(journal.append(samples));
    journal.close();

    journal.close();

    try (Journal next = open()) {
      assertThat(replay(next)).isEqualTo(ifKept(samples));
    }
  }

  private List<Fact> ifKept(List<Fact> facts) {
    return keepsFacts() ? facts : List.of();
  }

  private static List<Fact> replay(Journal journal) {
    List<Fact> facts = new ArrayList<>();
    journal.replay(facts::add);
    return facts;
  }

  /** Waits for it, but not for ever. */
  private static void finish(CompletionStage<Void> append)
      throws InterruptedException, ExecutionException, TimeoutException {
    append.toCompletableFuture().get(60, TimeUnit.SECONDS);
  }
}
