package io.jobsch.spec.json;

import io.jobsch.spec.InvalidJobException;
import io.jobsch.spec.JobSpec;
import io.jobsch.spec.Pointer;
import io.jobsch.spec.SpecLimits;
import io.jobsch.spec.SpecSize;
import java.util.Optional;

/**
 * Reads job documents. It is strict (what it does not know, it refuses) and total (whatever it is
 * given, it answers with a job or with every problem), in time and memory that are linear in the
 * document. A byte order mark before the document is passed over.
 *
 * <p>Immutable; any thread may use it.
 */
public final class SpecReader {
  private final SpecLimits limits;

  /** A reader with {@link SpecLimits#DEFAULT}. */
  public SpecReader() {
    this(SpecLimits.DEFAULT);
  }

  /** A reader that holds documents to these limits. */
  public SpecReader(SpecLimits limits) {
    this.limits = limits;
  }

  /**
   * The job that these bytes say, in UTF-8.
   *
   * @throws InvalidJobException if they are anything else than one valid job: with every problem,
   *     in the order of the document, each with its position. Text that is not JSON ends the
   *     reading, and what was found before it is reported with it
   */
  public JobSpec read(byte[] document) {
    checkLength(document.length);
    return read(DocumentText.of(document));
  }

  /**
   * The job that this text says.
   *
   * @throws InvalidJobException as {@link #read(byte[])} does
   */
  public JobSpec read(String document) {
    checkLength(SpecSize.utf8Bytes(document));
    return read(DocumentText.of(document));
  }

  private void checkLength(long bytes) {
    Problems problems = new Problems();
    problems.add(new Place(Pointer.ROOT, 0), SpecSize.document(bytes, limits));
    if (!problems.none()) {
      throw problems.in(new char[0]);
    }
  }

  private JobSpec read(char[] text) {
    Problems problems = new Problems();
    Tokens tokens = new Tokens(text);
    NodeReader reader = new NodeReader(tokens, problems, limits);
    Optional<JobSpec> job = Optional.empty();
    try {
      job = root(text, tokens, reader, problems);
    } catch (NotJsonException e) {
      NotJson.report(text, e.offset(), problems);
    }
    reader.checkRoles();
    if (!problems.none()) {
      throw problems.in(text);
    }
    return job.orElseThrow();
  }

  private static Optional<JobSpec> root(
      char[] text, Tokens tokens, NodeReader reader, Problems problems) {
    if (!tokens.next()) {
      problems.add(new Place(Pointer.ROOT, 0), "expected a job, found an empty document");
      return Optional.empty();
    }
    Optional<JobSpec> job = reader.root();
    checkEnd(text, tokens.end(), problems);
    return job;
  }

  private static void checkEnd(char[] text, int end, Problems problems) {
    int next = end;
    while (next < text.length && isSpace(text[next])) {
      next++;
    }
    if (next < text.length) {
      problems.add(new Place(Pointer.ROOT, next), NotJson.afterTheJob(text, next));
    }
  }

  private static boolean isSpace(char each) {
    return each == ' ' || each == '\t' || each == '\n' || each == '\r';
  }
}
