package io.jobsch.spec.json;

import io.jobsch.spec.InvalidJobException;
import io.jobsch.spec.JobSpec;
import io.jobsch.spec.SpecLimits;
import io.jobsch.spec.SpecSize;

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
    WholeDocument.checkLength(document.length, limits, 1);
    return read(DocumentText.of(document, 1));
  }

  /**
   * The job that this text says.
   *
   * @throws InvalidJobException as {@link #read(byte[])} does
   */
  public JobSpec read(String document) {
    WholeDocument.checkLength(SpecSize.utf8Bytes(document), limits, 1);
    return read(DocumentText.of(document));
  }

  private JobSpec read(DocumentText text) {
    return WholeDocument.read(
        "job", text, (tokens, problems) -> NodeReader.job(tokens, problems, limits));
  }
}
