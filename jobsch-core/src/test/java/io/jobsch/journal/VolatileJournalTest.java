package io.jobsch.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.jobsch.spi.Journal;
import io.jobsch.spi.JournalContract;
import java.util.List;
import org.junit.jupiter.api.Test;

class VolatileJournalTest extends JournalContract {
  @Override
  protected Journal open() {
    return new VolatileJournal();
  }

  @Override
  protected boolean keepsFacts() {
    return false;
  }

  @Test
  void an_append_is_acknowledged_before_it_returns() {
    try (Journal journal = open()) {
      assertThat(journal.append(List.of()).toCompletableFuture()).isCompleted();
    }
  }
}
