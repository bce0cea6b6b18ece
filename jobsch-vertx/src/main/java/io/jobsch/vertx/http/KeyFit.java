package io.jobsch.vertx.http;

import io.vertx.core.Vertx;
import io.vertx.core.net.PemKeyCertOptions;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import javax.net.ssl.KeyManager;
import javax.net.ssl.X509KeyManager;

/**
 * Whether a private key is that of the certificate that it is given with. Nobody else finds out
 * before the first client connects, and that one is told nothing that helps.
 */
final class KeyFit {
  private static final byte[] ANYTHING = "anything".getBytes(StandardCharsets.UTF_8);

  private KeyFit() {}

  /**
   * Reads both files, and blocks meanwhile.
   *
   * @throws IllegalStateException if one cannot be read or used, or the key is another one's
   */
  static void check(Vertx vertx, Tls tls) {
    String both = "the certificate in " + tls.certificate() + " and the key in " + tls.key();
    boolean fits;
    try {
      fits = fits(pem(tls).getKeyManagerFactory(vertx).getKeyManagers());
    } catch (Exception e) { // Vert.x declares no other
      throw new IllegalStateException(both + " cannot be used: " + Causes.told(e));
    }
    if (!fits) {
      throw new IllegalStateException(
          both
              + " do not belong together; where a file has several certificates, the one of the key"
              + " has to be the first");
    }
  }

  static PemKeyCertOptions pem(Tls tls) {
    return new PemKeyCertOptions()
        .setCertPath(tls.certificate().toString())
        .setKeyPath(tls.key().toString());
  }

  private static boolean fits(KeyManager[] managers) throws GeneralSecurityException {
    for (KeyManager manager : managers) {
      if (manager instanceof X509KeyManager keys
          && !(fits(keys, "RSA", "SHA256withRSA") && fits(keys, "EC", "SHA256withECDSA"))) {
        return false;
      }
    }
    return true;
  }

  private static boolean fits(X509KeyManager keys, String kind, String signature)
      throws GeneralSecurityException {
    String[] aliases = keys.getServerAliases(kind, null);
    for (String alias : aliases == null ? new String[0] : aliases) {
      PublicKey certified = keys.getCertificateChain(alias)[0].getPublicKey();
      if (!fits(keys.getPrivateKey(alias), certified, signature)) {
        return false;
      }
    }
    return true;
  }

  /** What one has signed, the other confirms. */
  private static boolean fits(PrivateKey key, PublicKey certified, String algorithm)
      throws GeneralSecurityException {
    Signature signing = Signature.getInstance(algorithm);
    signing.initSign(key);
    signing.update(ANYTHING);
    byte[] signed = signing.sign();
    Signature checking = Signature.getInstance(algorithm);
    checking.initVerify(certified);
    checking.update(ANYTHING);
    return checking.verify(signed);
  }
}
