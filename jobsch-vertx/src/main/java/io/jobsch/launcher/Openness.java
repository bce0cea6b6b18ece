package io.jobsch.launcher;

import io.jobsch.vertx.http.Exposure;
import io.jobsch.vertx.http.HttpOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** A server that others can reach is a shell for everybody: what is needed before it starts. */
final class Openness {
  private Openness() {}

  /**
   * Lets a server start.
   *
   * @throws Refusal if it lacks something; says what to do about each
   */
  static void check(HttpOptions http, Set<Exposure.Missing> missing) throws Refusal {
    if (missing.isEmpty()) {
      return;
    }
    List<String> lines = new ArrayList<>();
    lines.add(
        "jobsch: --host "
            + http.host()
            + " can be reached from other machines, and whoever reaches it runs commands on every"
            + " worker; the server is not started. It needs:");
    missing.forEach(each -> lines.add("jobsch:   " + remedy(each)));
    lines.add("jobsch: or leave --host out: then only this machine reaches it");
    throw new Refusal(lines);
  }

  private static String remedy(Exposure.Missing missing) {
    return switch (missing) {
      case CLIENT_TOKEN ->
          "--token-file FILE, or JOBSCH_TOKEN: the token of clients; \"jobsch token\" makes one";
      case WORKER_TOKEN ->
          "--worker-token-file FILE, or JOBSCH_WORKER_TOKEN: the token of workers, another one";
      case TLS ->
          "--tls-cert FILE and --tls-key FILE: a certificate and its key, in PEM; or"
              + " --insecure-plaintext, where nobody can listen in";
    };
  }
}
