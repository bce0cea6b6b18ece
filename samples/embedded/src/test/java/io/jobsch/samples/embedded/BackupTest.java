package io.jobsch.samples.embedded;

import static io.jobsch.local.check.JobAssert.assertThat;
import static io.jobsch.local.manual.ManualWorker.named;
import static io.jobsch.local.manual.Scripts.command;
import static io.jobsch.local.manual.Scripts.exits;
import static io.jobsch.local.manual.Scripts.neverEnds;
import static io.jobsch.spec.Jobs.sh;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.jobsch.local.LocalScheduler;
import io.jobsch.local.junit.Jobsch;
import io.jobsch.local.manual.ManualScheduler;
import io.jobsch.local.manual.ManualSchedulerBuilder;
import io.jobsch.result.JobResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class BackupTest {
  @Test
  void a_dump_may_take_ten_minutes_and_no_longer(@Jobsch ManualScheduler manual) {
    manual.when(command("dump small")).then(exits(0).after(ofMinutes(9)));
    manual.when(command("dump large")).then(neverEnds());
    Backup backup = new Backup(manual);

    CompletableFuture<String> small = backup.of("small");
    manual.advance(ofMinutes(9));
    assertThat(small).isCompletedWithValue("saved");

    CompletableFuture<String> large = backup.of("large");
    manual.advance(ofMinutes(10));
    assertThat(large).isCompletedWithValue("FAILED: took longer than its timeout of 600 s");
  }

  @Test
  void a_backup_whose_worker_is_lost_is_made_again(@Jobsch ManualScheduler manual) {
    manual.when(command("dump *")).then(exits(0).after(ofMinutes(5)));
    CompletableFuture<String> saved = new Backup(manual).of("db");

    manual.advance(ofMinutes(1));
    manual.vanish("w1");
    manual.advance(ofMinutes(1));
    manual.comeBack("w1");
    manual.runUntilIdle();

    assertThat(saved).isCompletedWithValue("saved");
  }

  @Test
  void a_backup_is_made_by_the_worker_that_suits_it(@Jobsch ManualSchedulerBuilder builder) {
    ManualScheduler manual =
        builder
            .worker(named("web").suits("web*"))
            .worker(named("vault").suits("backup").joinsAfter(ofMinutes(2)))
            .start();
    CompletableFuture<String> saved = new Backup(manual).of("db");

    assertThat(saved).isNotDone();
    manual.advance(ofMinutes(2));
    assertThat(saved).isCompletedWithValue("saved");
  }

  @Test
  void real_commands_run_in_a_directory_of_the_test(
      @Jobsch LocalScheduler jobsch, @Jobsch Path directory) throws Exception {
    JobResult result =
        jobsch.submit(sh("echo rows > db.dump; echo dumped").timeout(ofSeconds(60))).result().get();

    assertThat(result).succeeded().node("").exited(0).printed("dumped");
    assertThat(Files.readString(directory.resolve("db.dump"))).isEqualTo("rows\n");
  }
}
