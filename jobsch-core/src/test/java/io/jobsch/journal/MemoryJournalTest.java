package io.jobsch.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jobsch.engine.Fact;
import io.jobsch.plan.AttemptId;
import io.jobsch.plan.JobId;
import io.jobsch.spi.Journal;
import io.jobsch.spi.JournalContract;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class MemoryJournalTest extends JournalContract {
  private static final List<Fact> SOME =
      List.of(new Fact.AttemptConfirmed(new AttemptId(new JobId("0".repeat(32)), 1, 1)));

  private MemoryJournal journal = new MemoryJournal();

  @Override
  protected Journal open() {
    journal = journal.reopened();
    return journal;
  }

  @Override
  protected Optional<Journal> openFailing() {
    open();
    journal.failWith(new IllegalStateException("a test's"));
    return Optional.of(journal);
  }

  @Override
  protected boolean keepsFacts() {
    return true;
  }

  @Test
  void what_it_holds_back_is_durable_when_it_lets_go() {
    journal.hold();
    CompletableFuture<Void> append = journal.append(SOME).toCompletableFuture();

    assertThat(append).isNotDone();
    assertThat(journal.holdsBack()).isTrue();
    assertThat(journal.facts()).isEmpty();

    journal.release();

    assertThat(append).isCompleted();
    assertThat(journal.holdsBack()).isFalse();
    assertThat(journal.facts()).isEqualTo(SOME);
    assertThat(journal.append(SOME).toCompletableFuture()).isCompleted();
  }

  @Test
  void what_it_holds_back_is_lost_in_a_crash() {
    journal.hold();
    CompletableFuture<Void> append = journal.append(SOME).toCompletableFuture();

    assertThat(journal.reopened().facts()).isEmpty();
    assertThat(append).isNotDone();
    assertThat(journal.isClosed()).isTrue();
  }

  @Test
  void it_objects_when_it_is_misused() {
    journal.hold();
    journal.append(SOME);

    assertThatThrownBy(() -> journal.append(SOME))
        .hasMessage("append: expected none before the last one is completed");
    assertThatThrownBy(() -> journal.replay(it -> {}))
        .hasMessage("replay: expected it before the first append");

    MemoryJournal next = journal.reopened();
    next.replay(it -> {});
    assertThatThrownBy(() -> next.replay(it -> {}))
        .hasMessage("replay: expected one call, found another");
    assertThatThrownBy(() -> journal.replay(it -> {}))
        .hasMessage("replay: expected a journal that is open");
    assertThat(journal.append(SOME).toCompletableFuture()).isCompletedExceptionally();
  }
}
