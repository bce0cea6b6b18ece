package io.jobsch.result.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.jobsch.result.CommandResult;
import io.jobsch.result.JobResult;
import io.jobsch.result.JobStatus;
import io.jobsch.result.NodeResult;
import io.jobsch.result.Output;
import io.jobsch.result.Reason;
import io.jobsch.result.Waiting;
import io.jobsch.spec.JobSpec;
import io.jobsch.spec.RoleName;
import io.jobsch.spec.json.SpecWriter;
import io.jobsch.workers.ExitStatus;
import io.jobsch.workers.StreamName;
import io.jobsch.workers.WorkerId;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * Writes what became of a job as a document in the shape of the job's own: each node has beside its
 * fields its state, and a command has who played it, how it ended and the end of what it wrote.
 * What is not known is left out. Times are RFC 3339 in UTC.
 *
 * <p>Any thread may use it.
 */
public final class ResultWriter {
  /** So many bytes of the end of each stream of a command are in the document. */
  public static final int TAIL_BYTES = 4096;

  private static final JsonFactory FACTORY = new JsonFactory();

  private final JsonGenerator json;
  private final boolean tails;

  private ResultWriter(JsonGenerator json, boolean tails) {
    this.json = json;
    this.tails = tails;
  }

  /** The document of a result, in one line. */
  public static String write(JobResult result) {
    return write(new JobStatus(result, Optional.empty()), true);
  }

  /**
   * The document of a job that may go on, in one line: with why it waits, if it does, and without
   * the end of what its commands wrote, which there are other ways to read. Reads no disk.
   */
  public static String writeStatus(JobStatus status) {
    return write(status, false);
  }

  private static String write(JobStatus status, boolean tails) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = FACTORY.createGenerator(text)) {
      new ResultWriter(json, tails).job(status.job(), status.waiting());
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory", e);
    }
    return text.toString();
  }

  private void job(JobResult result, Optional<Waiting> waiting) throws IOException {
    json.writeStartObject();
    json.writeStringField("job_id", result.id().value());
    json.writeStringField("state", result.state().toString());
    reason(result.reason());
    if (waiting.isPresent()) {
      json.writeStringField("waiting", waiting.get().why());
    }
    if (result.name().isPresent()) {
      json.writeStringField("name", result.name().get());
    }
    time("submitted_at", Optional.of(result.submittedAt()));
    time("started_at", result.startedAt());
    time("finished_at", result.finishedAt());
    json.writeObjectFieldStart("workers");
    for (Map.Entry<RoleName, WorkerId> each : result.workers().entrySet()) {
      json.writeStringField(each.getKey().value(), each.getValue().value());
    }
    json.writeEndObject();
    json.writeFieldName("root");
    node(result.root());
    json.writeEndObject();
  }

  /** Recursive, which is safe: the depth of a job is bounded. */
  private void node(NodeResult node) throws IOException {
    json.writeStartObject();
    SpecWriter.writeFields(json, withRole(node));
    json.writeStringField("state", node.state().toString());
    reason(node.reason());
    time("started_at", node.startedAt());
    time("finished_at", node.finishedAt());
    if (node.command().isPresent()) {
      command(node.command().get());
    } else {
      json.writeArrayFieldStart("work");
      for (NodeResult part : node.work()) {
        node(part);
      }
      json.writeEndArray();
    }
    json.writeEndObject();
  }

  /** A command says who played it, also where its author left that to what is above it. */
  private static JobSpec withRole(NodeResult node) {
    return node.command()
        .map(command -> node.spec().role(command.role().value()))
        .orElse(node.spec());
  }

  private void command(CommandResult command) throws IOException {
    if (command.worker().isPresent()) {
      json.writeStringField("worker", command.worker().get().value());
    }
    json.writeNumberField("attempt", command.attempt());
    if (command.exit().isPresent()) {
      exit(command.exit().get());
    }
    json.writeObjectFieldStart("output");
    for (StreamName stream : StreamName.values()) {
      output(stream, command.output(stream));
    }
    json.writeEndObject();
  }

  private void exit(ExitStatus exit) throws IOException {
    if (exit instanceof ExitStatus.Signal signal) {
      json.writeStringField("signal", signal.name());
    } else if (exit instanceof ExitStatus.Code code) {
      json.writeNumberField("exit_code", code.value());
    }
  }

  private void output(StreamName stream, Output output) throws IOException {
    json.writeObjectFieldStart(stream.toString());
    json.writeNumberField("bytes", output.written());
    json.writeNumberField("missing", output.missing());
    if (tails) {
      json.writeStringField("tail", tail(output));
    }
    json.writeEndObject();
  }

  /** Begins with a whole character, unless the command wrote something else than UTF-8. */
  private static String tail(Output output) {
    byte[] bytes = output.tail(TAIL_BYTES);
    int start = 0;
    if (output.written() > bytes.length) {
      while (start < Math.min(3, bytes.length) && (bytes[start] & 0xc0) == 0x80) {
        start++;
      }
    }
    return new String(bytes, start, bytes.length - start, StandardCharsets.UTF_8);
  }

  private void reason(Optional<Reason> reason) throws IOException {
    if (reason.isPresent()) {
      json.writeObjectFieldStart("reason");
      json.writeStringField("code", reason.get().code().toString());
      if (reason.get().code().cause().isPresent()) {
        json.writeStringField("cause", reason.get().code().cause().get());
      }
      json.writeStringField("node", reason.get().node().toString());
      json.writeStringField("message", reason.get().message());
      json.writeEndObject();
    }
  }

  private void time(String field, Optional<Instant> time) throws IOException {
    if (time.isPresent()) {
      json.writeStringField(field, time.get().toString());
    }
  }
}
