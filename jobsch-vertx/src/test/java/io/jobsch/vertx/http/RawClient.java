package io.jobsch.vertx.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** A client that sends what it is told to, be it HTTP or not. */
final class RawClient implements AutoCloseable {
  private static final int PATIENCE_MILLIS = 60_000;

  /** Little is on its way to one who does not read. */
  private static final int RECEIVE_BYTES = 16 * 1024;

  private final Socket socket;

  RawClient(int port) {
    try {
      socket = new Socket();
      socket.setReceiveBufferSize(RECEIVE_BYTES);
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      socket.setSoTimeout(PATIENCE_MILLIS);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Sends the lines of a head, and reads the answer. */
  static Answer ask(int port, String... lines) {
    try (RawClient client = new RawClient(port)) {
      return client.send(String.join("\r\n", lines) + "\r\n\r\n").answer();
    }
  }

  RawClient send(String text) {
    return send(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  RawClient send(byte[] bytes) {
    try {
      socket.getOutputStream().write(bytes);
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Sends until the server does not want any more. */
  long sendUntilRefused(byte[] bytes, long most) {
    long sent = 0;
    try {
      while (sent < most) {
        socket.getOutputStream().write(bytes);
        sent += bytes.length;
      }
    } catch (IOException e) {
      return sent;
    }
    return sent;
  }

  /** Whether the server has closed the connection, as far as one who reads nothing can tell. */
  boolean isCutOff() {
    try {
      socket.getOutputStream().write('\n');
      return false;
    } catch (IOException e) {
      return true;
    }
  }

  /** Sends one byte after the other, until the server answers or closes the connection. */
  int dripUntilRefused(char drop, int pauseMillis, int most) {
    try {
      socket.setSoTimeout(pauseMillis);
      for (int sent = 0; sent < most; sent++) {
        socket.getOutputStream().write(drop);
        try {
          socket.getInputStream().read();
          return sent;
        } catch (SocketTimeoutException e) {
          // It waits for more.
        }
      }
      return most;
    } catch (IOException e) {
      return 0; // it was closed while something was sent
    }
  }

  /** The next answer on the connection; of a chunked one the bytes as they came. */
  Answer answer() {
    try {
      String first = line();
      Map<String, List<String>> headers = new TreeMap<>();
      for (String line = line(); !line.isEmpty(); line = line()) {
        int colon = line.indexOf(':');
        headers
            .computeIfAbsent(
                line.substring(0, colon).toLowerCase(Locale.ROOT), name -> new ArrayList<>())
            .add(line.substring(colon + 1).strip());
      }
      int status = Integer.parseInt(first.split(" ")[1]);
      int length = Integer.parseInt(headers.getOrDefault("content-length", List.of("0")).get(0));
      return new Answer(status, headers, socket.getInputStream().readNBytes(length));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String line() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    InputStream in = socket.getInputStream();
    for (int next = in.read(); next != '\n'; next = in.read()) {
      if (next < 0) {
        throw new IOException("the server has closed the connection");
      }
      if (next != '\r') {
        line.write(next);
      }
    }
    return line.toString(StandardCharsets.ISO_8859_1);
  }

  /** Waits until the server closes the connection, and tells what it sent before. */
  String rest() {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    try {
      socket.getInputStream().transferTo(all);
    } catch (SocketTimeoutException e) {
      throw new AssertionError("the server does not close the connection", e);
    } catch (IOException e) {
      // Reset, which closes it as well.
    }
    return all.toString(StandardCharsets.ISO_8859_1);
  }

  /** Some bytes, at least one unless the connection is closed. */
  int read(byte[] target) {
    try {
      return socket.getInputStream().read(target);
    } catch (IOException e) {
      return -1;
    }
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
