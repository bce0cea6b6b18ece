package io.jobsch.launcher;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** What a file with certificates or keys looks like. */
final class PemFile {
  private static final String CERTIFICATE = "-----BEGIN CERTIFICATE-----";

  private PemFile() {}

  /** Whether there is a certificate in it, good or not. */
  static boolean hasCertificate(Path file) throws Refusal {
    try {
      return Files.readString(file, StandardCharsets.ISO_8859_1).contains(CERTIFICATE);
    } catch (IOException e) {
      throw Refusal.because(file + ": cannot be read: " + e.getMessage());
    }
  }
}
