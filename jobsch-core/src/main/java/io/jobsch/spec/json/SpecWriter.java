package io.jobsch.spec.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import io.jobsch.spec.Attributes;
import io.jobsch.spec.Command;
import io.jobsch.spec.Execute;
import io.jobsch.spec.JobSpec;
import io.jobsch.spec.ParallelGroup;
import io.jobsch.spec.SpecRules;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * Writes jobs as job documents, so that a {@link SpecReader} reads what was written as an equal
 * job. Takes jobs that are no deeper than {@link io.jobsch.spec.SpecLimits#DEEPEST}.
 *
 * <p>Immutable; any thread may use it.
 */
public final class SpecWriter {
  private static final JsonFactory FACTORY = new JsonFactory();

  private final boolean pretty;

  private SpecWriter(boolean pretty) {
    this.pretty = pretty;
  }

  /** Writes a document in one line. */
  public static SpecWriter compact() {
    return new SpecWriter(false);
  }

  /** Writes a document for people, in lines that end with LF, the last one without. */
  public static SpecWriter pretty() {
    return new SpecWriter(true);
  }

  /** The document of a job. */
  public String write(JobSpec job) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = FACTORY.createGenerator(text)) {
      if (pretty) {
        json.setPrettyPrinter(layout());
      }
      node(json, job);
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory", e);
    }
    return text.toString();
  }

  /** The document of a job in UTF-8. */
  public byte[] writeBytes(JobSpec job) {
    return write(job).getBytes(StandardCharsets.UTF_8);
  }

  private static DefaultPrettyPrinter layout() {
    return new DefaultPrettyPrinter(
            Separators.createDefaultInstance()
                .withObjectFieldValueSpacing(Separators.Spacing.AFTER))
        .withObjectIndenter(new DefaultIndenter("  ", "\n"));
  }

  /**
   * Writes the fields of a node but {@code work} into an object that is open, for documents that
   * say more of nodes than a job does.
   */
  public static void writeFields(JsonGenerator json, JobSpec job) throws IOException {
    json.writeStringField(Field.TYPE.key(), job.type());
    attributes(json, job.attributes());
    if (job instanceof Execute execute) {
      json.writeFieldName(Field.COMMAND.key());
      command(json, execute.command());
    } else if (job instanceof ParallelGroup group && group.maxParallel().isPresent()) {
      json.writeNumberField(Field.MAX_PARALLEL.key(), group.maxParallel().getAsInt());
    }
  }

  private static void node(JsonGenerator json, JobSpec job) throws IOException {
    json.writeStartObject();
    writeFields(json, job);
    if (!job.work().isEmpty()) {
      json.writeArrayFieldStart(Field.WORK.key());
      for (JobSpec part : job.work()) {
        node(json, part);
      }
      json.writeEndArray();
    }
    json.writeEndObject();
  }

  private static void attributes(JsonGenerator json, Attributes attributes) throws IOException {
    if (attributes.name().isPresent()) {
      json.writeStringField(Field.NAME.key(), attributes.name().get());
    }
    if (attributes.role().isPresent()) {
      json.writeStringField(Field.ROLE.key(), attributes.role().get().value());
    }
    if (attributes.cwd().isPresent()) {
      json.writeStringField(Field.CWD.key(), attributes.cwd().get());
    }
    if (!attributes.env().isEmpty()) {
      json.writeObjectFieldStart(Field.ENV.key());
      for (Map.Entry<String, String> variable : attributes.env().entrySet()) {
        json.writeStringField(variable.getKey(), variable.getValue());
      }
      json.writeEndObject();
    }
    if (attributes.timeout().isPresent()) {
      json.writeFieldName(Field.TIMEOUT.key());
      json.writeNumber(SpecRules.seconds(attributes.timeout().get()));
    }
    if (attributes.priority().isPresent()) {
      json.writeNumberField(Field.PRIORITY.key(), attributes.priority().getAsInt());
    }
  }

  private static void command(JsonGenerator json, Command command) throws IOException {
    if (command instanceof Command.Argv argv) {
      json.writeStartArray();
      for (String word : argv.words()) {
        json.writeString(word);
      }
      json.writeEndArray();
    } else if (command instanceof Command.Shell shell) {
      json.writeString(shell.line());
    }
  }
}
