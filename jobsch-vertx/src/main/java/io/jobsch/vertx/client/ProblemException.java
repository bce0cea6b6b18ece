package io.jobsch.vertx.client;

import io.jobsch.spec.SpecProblem;
import java.util.List;

/** The server understood, and said no. */
public final class ProblemException extends ClientException {
  private static final long serialVersionUID = 1;

  private final int status;
  private final String code;
  private final transient List<SpecProblem> problems;

  ProblemException(int status, String code, String detail, List<SpecProblem> problems) {
    super(detail);
    this.status = status;
    this.code = code;
    this.problems = List.copyOf(problems);
  }

  /** The status of HTTP, from 400 to 599. */
  public int status() {
    return status;
  }

  /**
   * What kind of problem, as in {@code no-such-job}; the HTTP page of the documentation has all.
   */
  public String code() {
    return code;
  }

  /** What is wrong with the job document, each at its place; empty if it is about anything else. */
  public List<SpecProblem> problems() {
    return problems;
  }

  /** Whether the job or the worker that was asked for is not there. */
  public boolean isMissing() {
    return code.equals("no-such-job") || code.equals("no-such-worker");
  }

  /** Of what was there when the server was asked before. */
  ProblemException afterAll(String server) {
    return isMissing()
        ? new ProblemException(
            status,
            code,
            server
                + " was started again and does not know the job, or has dropped it: "
                + getMessage(),
            problems)
        : this;
  }

  /** Whether the same may be granted in a while. */
  boolean isPassing() {
    return status == 429 || status >= 500;
  }
}
