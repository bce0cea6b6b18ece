package io.jobsch.vertx.http;

import io.jobsch.JobEvent;
import io.jobsch.JobPage;
import io.jobsch.JobSummary;
import io.jobsch.WorkerEvent;
import io.jobsch.WorkerView;
import io.jobsch.plan.JobPlan;
import io.jobsch.result.Reason;
import io.jobsch.result.Trial;
import io.jobsch.spec.RoleName;
import io.jobsch.vertx.jobs.Contact;
import io.jobsch.vertx.jobs.Happening;
import io.jobsch.workers.ExitStatus;
import io.jobsch.workers.WorkerId;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Values as JSON. What is not known is left out; times are RFC 3339 in UTC. */
final class Documents {
  private Documents() {}

  static JsonObject page(JobPage page) {
    JsonArray jobs = new JsonArray();
    page.jobs().forEach(job -> jobs.add(summary(job)));
    return new JsonObject()
        .put("jobs", jobs)
        .put(
            "next_cursor", page.next().isPresent() ? Cursors.write(page.next().getAsLong()) : null);
  }

  private static JsonObject summary(JobSummary job) {
    JsonObject json =
        new JsonObject().put("job_id", job.id().value()).put("state", job.state().toString());
    job.reason().ifPresent(it -> json.put("reason", reason(it)));
    job.title().ifPresent(it -> json.put("name", it));
    json.put("submitted_at", job.submittedAt().toString());
    time(json, "started_at", job.startedAt());
    time(json, "finished_at", job.finishedAt());
    return json;
  }

  static JsonObject workers(
      List<WorkerView> workers, Function<WorkerId, Optional<Contact>> contacts) {
    JsonArray all = new JsonArray();
    workers.forEach(worker -> all.add(worker(worker, contacts.apply(worker.id()))));
    return new JsonObject().put("workers", all);
  }

  private static JsonObject worker(WorkerView worker, Optional<Contact> contact) {
    JsonObject json =
        new JsonObject().put("name", worker.id().value()).put("worker_id", life(worker));
    contact.ifPresent(it -> json.put("address", it.address()));
    json.put("suits", worker.suits()).put("state", worker.state().toString());
    worker.problem().ifPresent(it -> json.put("problem", it));
    worker.job().ifPresent(it -> json.put("job_id", it.value()));
    worker.role().ifPresent(it -> json.put("role", it.value()));
    json.put("connected_at", worker.connectedSince().toString());
    contact.flatMap(Contact::lastHeard).ifPresent(it -> json.put("last_heard_at", it.toString()));
    contact.ifPresent(it -> json.put("version", it.version()));
    json.put("isolation", worker.isolation());
    return json;
  }

  /** What names a worker in this life. */
  static String life(WorkerView worker) {
    return worker.id().value() + "." + worker.incarnation().value();
  }

  static JsonObject trial(JobPlan plan, Trial trial) {
    JsonArray roles = new JsonArray();
    plan.roles().forEach(role -> roles.add(role.value()));
    JsonObject json = new JsonObject().put("roles", roles);
    if (trial instanceof Trial.Starts starts) {
      json.put("would_start", true).put("workers", gang(starts.workers()));
    } else if (trial instanceof Trial.Waits waits) {
      json.put("would_start", false).put("waiting", waits.waiting().why());
    }
    return json;
  }

  /** What kind of thing happened, as the events say it. */
  static String kind(Happening happening) {
    if (happening instanceof Happening.Job) {
      return "job";
    } else if (happening instanceof Happening.Node) {
      return "node";
    } else if (happening instanceof Happening.Worker) {
      return "worker";
    }
    return "output";
  }

  static JsonObject happening(Happening happening) {
    if (happening instanceof Happening.Job it) {
      return job(it.event());
    } else if (happening instanceof Happening.Node it) {
      return node(it.event());
    } else if (happening instanceof Happening.Worker it) {
      return worker(it.event());
    } else if (happening instanceof Happening.Output it) {
      return new JsonObject()
          .put("job_id", it.job().value())
          .put("node", it.node().toString())
          .put("stream", it.stream().toString())
          .put("offset", it.upTo());
    }
    throw new AssertionError("a happening without a document: " + happening);
  }

  private static JsonObject job(JobEvent.JobChanged event) {
    JsonObject json =
        new JsonObject().put("job_id", event.job().value()).put("state", event.state().toString());
    event.reason().ifPresent(it -> json.put("reason", reason(it)));
    return json.put("workers", gang(event.workers())).put("at", event.at().toString());
  }

  private static JsonObject node(JobEvent.NodeChanged event) {
    JsonObject json =
        new JsonObject()
            .put("job_id", event.job().value())
            .put("node", event.node().toString())
            .put("state", event.state().toString());
    event.reason().ifPresent(it -> json.put("reason", reason(it)));
    event.worker().ifPresent(it -> json.put("worker", it.value()));
    event.exit().ifPresent(it -> exit(json, it));
    return json.put("at", event.at().toString());
  }

  private static void exit(JsonObject json, ExitStatus exit) {
    if (exit instanceof ExitStatus.Code code) {
      json.put("exit_code", code.value());
    } else if (exit instanceof ExitStatus.Signal signal) {
      json.put("signal", signal.name());
    }
  }

  private static JsonObject worker(WorkerEvent event) {
    JsonObject json =
        new JsonObject().put("name", event.worker().value()).put("state", event.state().toString());
    event.job().ifPresent(it -> json.put("job_id", it.value()));
    event.role().ifPresent(it -> json.put("role", it.value()));
    event.why().ifPresent(it -> json.put("why", it));
    return json.put("at", event.at().toString());
  }

  private static JsonObject gang(Map<RoleName, WorkerId> gang) {
    JsonObject json = new JsonObject();
    gang.forEach((role, worker) -> json.put(role.value(), worker.value()));
    return json;
  }

  private static JsonObject reason(Reason reason) {
    JsonObject json = new JsonObject().put("code", reason.code().toString());
    reason.code().cause().ifPresent(it -> json.put("cause", it));
    return json.put("node", reason.node().toString()).put("message", reason.message());
  }

  private static void time(JsonObject json, String field, Optional<Instant> time) {
    time.ifPresent(it -> json.put(field, it.toString()));
  }
}
