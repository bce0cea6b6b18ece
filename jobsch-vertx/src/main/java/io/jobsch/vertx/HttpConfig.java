package io.jobsch.vertx;

import io.jobsch.vertx.config.Configuration;
import io.jobsch.vertx.http.Access;
import io.jobsch.vertx.http.ApiOptions;
import io.jobsch.vertx.http.HttpOptions;
import io.jobsch.vertx.http.Tls;
import io.jobsch.vertx.http.Token;
import io.jobsch.vertx.http.TokenFile;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

/** Where and how something listens, as a configuration says it. */
final class HttpConfig {
  private static final String TOKEN = "token_file";
  private static final String WORKER_TOKEN = "worker_token_file";
  private static final String CERTIFICATE = "tls_cert";
  private static final String KEY = "tls_key";
  private static final int HIGHEST_PORT = 65_535;

  /** Its keys; there is one more, {@code token_file}, where clients come, too. */
  static final Set<String> KEYS =
      Set.of("host", "port", "public_hosts", WORKER_TOKEN, CERTIFICATE, KEY, "insecure_plaintext");

  private HttpConfig() {}

  static HttpOptions read(Configuration config) {
    HttpOptions usual = HttpOptions.DEFAULT;
    Access access = new Access(token(config, TOKEN), token(config, WORKER_TOKEN));
    return new HttpOptions(
        config.text("host").orElse(usual.host()),
        config.number("port", usual.port(), 0, HIGHEST_PORT),
        tls(config),
        config.flag("insecure_plaintext"),
        ApiOptions.DEFAULT.withAccess(access).withPublicHosts(config.texts("public_hosts")));
  }

  private static Optional<Token> token(Configuration config, String key) {
    return config.made(key, file -> TokenFile.read(Path.of(file)));
  }

  private static Optional<Tls> tls(Configuration config) {
    Optional<Path> certificate = config.path(CERTIFICATE);
    Optional<Path> key = config.path(KEY);
    if (certificate.isPresent() && key.isEmpty()) {
      throw config.wrong(KEY, "expected the key of " + CERTIFICATE + ", found nothing");
    }
    if (key.isPresent() && certificate.isEmpty()) {
      throw config.wrong(CERTIFICATE, "expected the certificate of " + KEY + ", found nothing");
    }
    return certificate.flatMap(it -> key.map(its -> new Tls(it, its)));
  }
}
