package io.jobsch.samples.embedded;

import static io.jobsch.spec.Jobs.exec;
import static io.jobsch.spec.Jobs.parallel;
import static io.jobsch.spec.Jobs.sequence;
import static io.jobsch.spec.Jobs.sh;
import static java.time.Duration.ofSeconds;

import io.jobsch.local.LocalScheduler;
import io.jobsch.result.JobResult;
import io.jobsch.result.NodeResult;
import io.jobsch.spec.JobSpec;
import java.nio.file.Path;
import java.util.concurrent.ExecutionException;

/**
 * An application that has something checked before it releases: it packs a file, then reads it on
 * two machines at the same time. The machines are workers of this process.
 */
public final class ReleaseCheck {
  private ReleaseCheck() {}

  /** What is to be done: a value like any other. */
  static JobSpec job() {
    return sequence(
            sh("echo contents > package.txt").name("pack"),
            parallel(
                exec("cat", "package.txt").role("machine_0").timeout(ofSeconds(30)),
                sh("wc -c < package.txt").role("machine_1").timeout(ofSeconds(30))))
        .name("release check");
  }

  /** Runs the check in a directory, and answers with what became of it. */
  static JobResult check(Path directory) throws InterruptedException, ExecutionException {
    try (LocalScheduler jobsch = LocalScheduler.builder().directory(directory).start()) {
      return jobsch.submit(job()).result().get();
    }
  }

  /** Prints what each command wrote, and ends with 0 if all went well. */
  public static void main(String[] arguments) throws InterruptedException, ExecutionException {
    JobResult result = check(Path.of(arguments.length > 0 ? arguments[0] : ""));
    result.root().all().filter(node -> node.command().isPresent()).forEach(ReleaseCheck::print);
    System.out.println("the job has " + result.state());
    System.exit(result.succeeded() ? 0 : 1);
  }

  private static void print(NodeResult node) {
    System.out.println(node.pointer() + " " + node.state() + ": " + node.stdout().text().strip());
  }
}
