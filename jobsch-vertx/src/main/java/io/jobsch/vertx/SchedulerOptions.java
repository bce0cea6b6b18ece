package io.jobsch.vertx;

import io.jobsch.vertx.http.HttpOptions;
import io.jobsch.vertx.jobs.ServiceSettings;

/**
 * Options of a {@link SchedulerVerticle}.
 *
 * @param http where and how it listens
 * @param service what it keeps, and how much it takes
 */
public record SchedulerOptions(HttpOptions http, ServiceSettings service) {
  /** The usual ones. */
  public static final SchedulerOptions DEFAULT =
      new SchedulerOptions(HttpOptions.DEFAULT, ServiceSettings.DEFAULT);

  /** The same, listening otherwise. */
  public SchedulerOptions withHttp(HttpOptions other) {
    return new SchedulerOptions(other, service);
  }

  /** The same with other bounds. */
  public SchedulerOptions withService(ServiceSettings other) {
    return new SchedulerOptions(http, other);
  }
}
