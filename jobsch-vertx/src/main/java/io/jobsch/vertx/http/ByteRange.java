package io.jobsch.vertx.http;

import io.vertx.core.http.HttpServerRequest;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A part of a whole, as a client asks for it (RFC 9110, 14).
 *
 * @param start its first byte
 * @param end the byte behind its last
 */
record ByteRange(long start, long end) {
  static final String HEADER = "Range";
  private static final Pattern FORM = Pattern.compile("bytes=([0-9]{0,18})-([0-9]{0,18})");

  /**
   * The part that is asked for; empty where it is the whole, or where several parts are, or
   * anything that is not understood: all that may be answered with the whole.
   *
   * @throws Refused if there is no such part
   */
  static Optional<ByteRange> of(HttpServerRequest request, long length) {
    String header = request.getHeader(HEADER);
    if (header == null || request.headers().contains("If-Range")) {
      return Optional.empty();
    }
    Matcher form = FORM.matcher(header.strip());
    if (!form.matches() || (form.group(1).isEmpty() && form.group(2).isEmpty())) {
      return Optional.empty();
    }
    ByteRange range = range(form.group(1), form.group(2), length);
    if (range.start >= length && range.end > range.start) {
      throw new Problem(416, "no-such-range", "expected a range within " + length + " bytes")
          .withHeader("content-range", "bytes */" + length)
          .refused();
    }
    return range.end > range.start ? Optional.of(range) : Optional.empty();
  }

  private static ByteRange range(String first, String last, long length) {
    if (first.isEmpty()) {
      long suffix = Long.parseLong(last);
      return new ByteRange(Math.max(0, length - suffix), suffix == 0 ? 0 : Math.max(length, 1));
    }
    long start = Long.parseLong(first);
    if (start >= length) {
      return new ByteRange(start, start + 1);
    }
    long end = last.isEmpty() ? length : Math.min(length, Long.parseLong(last) + 1);
    return new ByteRange(start, end);
  }

  String contentRange(long length) {
    return "bytes " + start + "-" + (end - 1) + "/" + length;
  }

  /** The same of a whole that is not all there yet. */
  String contentRangeOfUnknown() {
    return "bytes " + start + "-" + (end - 1) + "/*";
  }
}
