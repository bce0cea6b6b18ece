package io.jobsch.vertx.jobs;

import java.util.Optional;

/** Which jobsch this is. */
public final class Version {
  /** As in {@code 0.1.0}. */
  public static final String TEXT =
      Optional.ofNullable(Version.class.getPackage().getImplementationVersion())
          .orElse("(not packaged)");

  private Version() {}
}
