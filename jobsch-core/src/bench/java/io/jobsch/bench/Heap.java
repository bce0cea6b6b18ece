package io.jobsch.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.jobsch.HostedScheduler;
import io.jobsch.engine.Engine;
import io.jobsch.engine.EngineSettings;
import io.jobsch.engine.Event;
import io.jobsch.engine.Now;
import io.jobsch.plan.Planner;
import io.jobsch.runtime.JobIds;
import io.jobsch.spec.JobSpec;
import io.jobsch.spec.json.SpecReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ref.Reference;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/**
 * How much of the heap a job takes that waits, when a million do, all read from documents of their
 * own; and how much Jackson's tree of the same document takes. Measured as what is in use after a
 * full collection, with them and without.
 */
final class Heap {
  static final int JOBS = 1_000_000;

  private Heap() {}

  /** A document, by the number of the job. */
  enum Document {
    /** A command and nothing else. */
    SHORTEST("{\"type\": \"execute\", \"command\": [\"echo\", \"%07d\"]}"),

    /** A command with the usual beside it. */
    USUAL(
        "{\"type\": \"execute\", \"name\": \"job %07d\", \"role\": \"machine_0\", \"timeout\": 600,"
            + " \"command\": [\"./run-test\", \"--verbose\", \"%07d\"]}");

    private final String form;

    Document(String form) {
      this.form = form;
    }

    String text(int number) {
      return form.replace("%07d", String.format("%07d", number));
    }
  }

  /** Bytes for each job of an engine's queue. */
  static long engine(Document document) {
    return perJob(
        texts -> {
          Engine engine = new Engine(EngineSettings.DEFAULT);
          JobIds ids = new JobIds();
          for (int i = 0; i < JOBS; i++) {
            Event job = new Event.Submitted(ids.next(), Planner.plan(read(texts, i)));
            engine.step(new Now(i, Instant.EPOCH.plusNanos(i)), List.of(job));
          }
          return engine;
        },
        document);
  }

  /** Bytes for each job of a scheduler that is ready to run, tell and answer for it. */
  static long scheduler(Document document) {
    List<HostedScheduler> started = new ArrayList<>();
    long bytes =
        perJob(
            texts -> {
              HostedScheduler scheduler = NoOpHost.scheduler(0);
              started.add(scheduler);
              List<CompletableFuture<?>> accepted = new ArrayList<>();
              for (int i = 0; i < JOBS; i++) {
                accepted.add(scheduler.submit(read(texts, i)).accepted());
                if (accepted.size() == 10_000) {
                  accepted.forEach(CompletableFuture::join);
                  accepted.clear();
                }
              }
              return scheduler;
            },
            document);
    started.forEach(HostedScheduler::close);
    return bytes;
  }

  /** Bytes for each of Jackson's trees. */
  static long jackson(Document document) {
    ObjectMapper mapper = new ObjectMapper();
    return perJob(
        texts -> {
          Object[] trees = new Object[JOBS];
          for (int i = 0; i < JOBS; i++) {
            try {
              trees[i] = mapper.readTree(texts.text(i));
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
          }
          return trees;
        },
        document);
  }

  private static JobSpec read(Document document, int number) {
    return new SpecReader().read(document.text(number));
  }

  private static long perJob(Function<Document, Object> made, Document document) {
    long before = used();
    Object holder = made.apply(document);
    long after = used();
    Reference.reachabilityFence(holder);
    return (after - before) / JOBS;
  }

  /** After as many collections as make a difference: what was before may take a while to go. */
  private static long used() {
    Runtime runtime = Runtime.getRuntime();
    long used = Long.MAX_VALUE;
    long now = Long.MAX_VALUE - 1;
    while (now < used) {
      used = now;
      System.gc();
      System.gc();
      now = runtime.totalMemory() - runtime.freeMemory();
    }
    return used;
  }
}
