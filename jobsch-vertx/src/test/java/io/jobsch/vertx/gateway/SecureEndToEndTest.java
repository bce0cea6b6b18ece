package io.jobsch.vertx.gateway;

import io.jobsch.EndToEndScenarios;
import io.jobsch.Scheduler;
import io.jobsch.vertx.http.Access;
import io.jobsch.vertx.http.ApiOptions;
import io.jobsch.vertx.http.TestCertificate;
import io.jobsch.vertx.http.Token;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** Workers that have dialled out over TLS, with a token. */
class SecureEndToEndTest extends EndToEndScenarios {
  private static final String TOKEN = "t".repeat(Token.SHORTEST);

  @TempDir static Path secrets;
  private static TestCertificate certificate;

  @BeforeAll
  static void makeCertificate() throws Exception {
    certificate = TestCertificate.make(secrets);
  }

  @Override
  protected Scheduler start(Path directory, int workers) {
    Access access =
        new Access(Optional.of(Token.of("c".repeat(Token.SHORTEST))), Optional.of(Token.of(TOKEN)));
    return TestServer.start(
            directory,
            http -> http.withTls(certificate.tls()).withApi(ApiOptions.DEFAULT.withAccess(access)))
        .connectWorkers(
            directory,
            workers,
            remote -> remote.withToken(TOKEN).withCaFile(certificate.tls().certificate()));
  }
}
