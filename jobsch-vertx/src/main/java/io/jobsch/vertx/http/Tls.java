package io.jobsch.vertx.http;

import java.nio.file.Path;

/**
 * What the server proves its name with.
 *
 * @param certificate a file in PEM with the certificate, and those behind it
 * @param key a file in PEM with its private key, in PKCS #8
 */
public record Tls(Path certificate, Path key) {}
