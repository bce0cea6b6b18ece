package io.jobsch.bench;

import io.jobsch.plan.JobPlan;
import io.jobsch.plan.Planner;
import io.jobsch.spec.json.SpecReader;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** How long it takes to make a plan of a document, as is done with each job that is submitted. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class Reading {
  /** Which document. */
  @Param public Document document;

  private final SpecReader reader = new SpecReader();
  private byte[] bytes = {};

  /** What a job says. */
  public enum Document {
    /** A command and nothing else. */
    ONE_COMMAND {
      @Override
      String text() {
        return "{\"type\": \"execute\", \"command\": [\"echo\", \"asdf\"]}";
      }
    },

    /** Fifty commands with the usual beside them, in ten groups. */
    FIFTY_COMMANDS {
      @Override
      String text() {
        String commands =
            IntStream.range(0, 5).mapToObj(Document::command).collect(Collectors.joining(","));
        String group = "{\"type\": \"parallel_group\", \"work\": [" + commands + "]}";
        return IntStream.range(0, 10)
            .mapToObj(i -> group)
            .collect(Collectors.joining(",", "{\"type\": \"sequence_group\", \"work\": [", "]}"));
      }
    };

    abstract String text();

    private static String command(int number) {
      return "{\"type\": \"execute\", \"name\": \"test %d\", \"role\": \"machine_%d\","
              .replace("%d", Integer.toString(number))
          + " \"timeout\": 600, \"env\": {\"LANG\": \"C\", \"SEED\": \"42\"},"
          + " \"command\": [\"./run-test\", \"--verbose\", \"suite\"]}";
    }
  }

  /** The document as it arrives. */
  @Setup
  public void write() {
    bytes = document.text().getBytes(StandardCharsets.UTF_8);
  }

  /** It is read and planned. */
  @Benchmark
  public JobPlan read() {
    return Planner.plan(reader.read(bytes));
  }
}
