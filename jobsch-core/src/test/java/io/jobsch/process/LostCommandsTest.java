package io.jobsch.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.jobsch.workers.Ending;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Looking is what takes long on a busy machine, so looks are counted. */
@Execution(ExecutionMode.CONCURRENT)
final class LostCommandsTest {
  private static final long OLDEST = 40;

  private final RunnerThreads threads = new RunnerThreads();
  private HelperLink link;

  @BeforeEach
  void startHelper() throws HelperUnfit {
    link = HelperLink.open(HelperProgram.ofThisSystem(), HelperMode.ALONE, new Nobody());
  }

  @AfterEach
  void endAll() throws InterruptedException {
    link.hangUp();
    assertThat(Uninterrupted.await(link.over(), Recorder.PATIENCE)).isTrue();
    assertThat(threads.end(Recorder.PATIENCE)).isTrue();
  }

  @Test
  void many_that_are_lost_together_take_as_many_looks_as_one() throws Exception {
    int forOne = listingsFor(1);

    assertThat(listingsFor(50)).isEqualTo(forOne);
    assertThat(forOne).as("on a machine where processes start all the time").isLessThan(10);
  }

  private int listingsFor(int commands) throws Exception {
    FakeTable table = new FakeTable().busy();
    List<Recorder> told = new ArrayList<>();
    List<HelperCommand> lost = new ArrayList<>();
    for (int i = 0; i < commands; i++) {
      Recorder recorder = Recorder.open();
      told.add(recorder);
      lost.add(command(i, recorder));
    }

    new LostCommands(table, new Killer(table, threads))
        .tell(lost, OLDEST)
        .get(Recorder.PATIENCE.toSeconds(), TimeUnit.SECONDS);

    assertThat(told).allSatisfy(each -> assertThat(each.ending()).isInstanceOf(Ending.Lost.class));
    return table.listings();
  }

  private HelperCommand command(long id, CommandObserver observer) {
    CommandLaunch launch =
        new CommandLaunch(
            List.of("true"), Map.of(), Path.of("/"), Optional.empty(), KillPolicy.DEFAULT);
    return new HelperCommand(id, launch, Tag.random(), observer, threads, link);
  }

  private record Nobody() implements HelperLink.Listener {
    @Override
    public void said(int type, int detail, int flags, long id, ByteBuffer payload) {}

    @Override
    public void gone() {}
  }
}
