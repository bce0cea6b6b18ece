package io.jobsch.vertx.http;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.EnumSet;
import java.util.Set;

/** Who can reach a server, and what that takes. */
public final class Exposure {
  /** Something without which a server that others can reach does not start. */
  public enum Missing {
    /** A token for clients. */
    CLIENT_TOKEN,
    /** A token for workers. */
    WORKER_TOKEN,
    /** TLS, or the word that it is not wanted. */
    TLS
  }

  private Exposure() {}

  /**
   * Whether only this machine reaches that address. May ask the DNS, and block.
   *
   * @throws UnknownHostException if there is no such host
   */
  public static boolean isLoopback(String host) throws UnknownHostException {
    for (InetAddress address : InetAddress.getAllByName(host)) {
      if (!address.isLoopbackAddress()) {
        return false;
      }
    }
    return true;
  }

  /**
   * What a server lacks to be started; nothing, if it may be. May ask the DNS, and block.
   *
   * @throws UnknownHostException if there is no such host
   */
  public static Set<Missing> missing(HttpOptions options) throws UnknownHostException {
    Set<Missing> missing = EnumSet.noneOf(Missing.class);
    if (isLoopback(options.host())) {
      return missing;
    }
    if (options.api().access().client().isEmpty()) {
      missing.add(Missing.CLIENT_TOKEN);
    }
    if (options.api().access().worker().isEmpty()) {
      missing.add(Missing.WORKER_TOKEN);
    }
    if (options.tls().isEmpty() && !options.insecurePlaintext()) {
      missing.add(Missing.TLS);
    }
    return missing;
  }

  /** Whether others may listen in. May ask the DNS, and block. */
  public static boolean isPlaintext(HttpOptions options) throws UnknownHostException {
    return options.tls().isEmpty() && !isLoopback(options.host());
  }
}
