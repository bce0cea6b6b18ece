package io.jobsch.vertx.http;

import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.util.Optional;

/** Addresses as text. Never asks the DNS. */
final class Addresses {
  private Addresses() {}

  /** Whether the text is an address that only this machine reaches. */
  static boolean isLoopback(String text) {
    return parsed(text).filter(InetAddress::isLoopbackAddress).isPresent();
  }

  /** The usual way to write an IPv6 address; what is none stays as it is. */
  static String shortest(String text) {
    return parsed(text).map(NetUtil::toAddressString).orElse(text);
  }

  private static Optional<InetAddress> parsed(String text) {
    return Optional.ofNullable(NetUtil.createInetAddressFromIpAddressString(text));
  }
}
