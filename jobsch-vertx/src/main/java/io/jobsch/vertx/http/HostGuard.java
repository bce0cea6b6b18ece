package io.jobsch.vertx.http;

import io.jobsch.spec.SpecRules;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.HostAndPort;
import io.vertx.core.net.SocketAddress;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Keeps web pages of others away, on every method: a page that a browser has loaded from elsewhere
 * may send requests here, and by a name that it makes point here (DNS rebinding) it may even read
 * the answers. Used on one event loop.
 */
final class HostGuard {
  private static final CharSequence SITE = HttpHeaders.createOptimized("sec-fetch-site");
  private static final Pattern BROKEN_ESCAPE = Pattern.compile("%(?![0-9a-fA-F]{2})");

  private final Set<String> names = new TreeSet<>();

  /** The last one that was let pass: most requests come with the same words as the one before. */
  private Known last = new Known("", Optional.empty());

  /** A host by which this server may be called at the address that the client connected to. */
  private record Known(String host, Optional<SocketAddress> address) {}

  HostGuard(List<String> publicHosts) {
    publicHosts.forEach(name -> names.add(bare(name)));
  }

  /**
   * Lets a request pass.
   *
   * @throws Refused if it is meant for somebody else, or sent by a page of somebody else
   */
  void check(HttpServerRequest request) {
    String target = request.uri();
    if (!target.startsWith("/") && !target.equals("*")) {
      throw Problems.badRequest("expected a request target that begins with a slash").refused();
    }
    if (target.indexOf('%') >= 0 && BROKEN_ESCAPE.matcher(target).find()) {
      throw Problems.badRequest("expected two hex digits behind each % of the request target")
          .refused();
    }
    List<String> hosts = hosts(request);
    if (hosts.isEmpty()) {
      throw Problems.noHost().refused();
    }
    if (hosts.size() != 1) {
      throw Problems.badRequest("expected one Host header, found " + hosts.size()).refused();
    }
    checkHost(request, hosts.get(0));
    checkOrigin(request, hosts.get(0));
    checkSite(request);
  }

  /**
   * HTTP/2, which an application may speak where these routes are mounted, has another word for it.
   */
  private static List<String> hosts(HttpServerRequest request) {
    List<String> hosts = request.headers().getAll(HttpHeaders.HOST);
    if (!hosts.isEmpty() || request.version() != HttpVersion.HTTP_2) {
      return hosts;
    }
    HostAndPort authority = request.authority();
    return authority == null ? hosts : List.of(authority.toString());
  }

  private void checkHost(HttpServerRequest request, String host) {
    Known called = new Known(host, Optional.ofNullable(request.localAddress()));
    if (called.equals(last)) {
      return;
    }
    String name = bare(withoutPort(host));
    if (!names.contains(name) && !isOwn(request, name)) {
      throw new Problem(
              421,
              "unknown-host",
              "this server is not reached as "
                  + SpecRules.quoted(host)
                  + "; call it by its address, or start it with --public-host "
                  + SpecRules.printable(name))
          .refused();
    }
    last = called;
  }

  /** The address that the client connected to is served; on this machine it is called localhost. */
  private static boolean isOwn(HttpServerRequest request, String name) {
    String address = Optional.ofNullable(request.localAddress().hostAddress()).orElse("");
    return name.equals(bare(address))
        || (name.equals("localhost") && Addresses.isLoopback(address));
  }

  private static void checkOrigin(HttpServerRequest request, String host) {
    if (!request.headers().contains(HttpHeaders.ORIGIN)) {
      return;
    }
    for (String origin : request.headers().getAll(HttpHeaders.ORIGIN)) {
      String lower = origin.toLowerCase(Locale.ROOT);
      String own = host.toLowerCase(Locale.ROOT);
      if (!lower.equals("http://" + own) && !lower.equals("https://" + own)) {
        throw new Problem(
                403,
                "foreign-origin",
                "pages of " + SpecRules.quoted(origin) + " may not call this server")
            .refused();
      }
    }
  }

  private static void checkSite(HttpServerRequest request) {
    if (!request.headers().contains(SITE)) {
      return;
    }
    for (String site : request.headers().getAll(SITE)) {
      if (!site.equals("same-origin") && !site.equals("none")) {
        throw new Problem(
                403,
                "foreign-site",
                "pages of other sites may not call this server (Sec-Fetch-Site: "
                    + SpecRules.printable(site)
                    + ")")
            .refused();
      }
    }
  }

  private static String withoutPort(String host) {
    int colon = host.lastIndexOf(':');
    boolean hasPort = colon >= 0 && host.indexOf(']') < colon;
    return hasPort ? host.substring(0, colon) : host;
  }

  /** Names differ in case, in a dot at the end, and in the brackets of IPv6. */
  private static String bare(String name) {
    String bare = name.toLowerCase(Locale.ROOT);
    if (bare.startsWith("[") && bare.endsWith("]")) {
      bare = bare.substring(1, bare.length() - 1);
    }
    int zone = bare.indexOf('%');
    bare = zone < 0 ? bare : bare.substring(0, zone);
    bare = bare.endsWith(".") ? bare.substring(0, bare.length() - 1) : bare;
    return bare.indexOf(':') < 0 ? bare : Addresses.shortest(bare);
  }
}
