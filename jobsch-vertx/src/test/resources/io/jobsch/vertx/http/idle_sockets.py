"""Connections on which nothing happens.

Usage: idle_sockets.py PORT NUMBER. Opens so many, a third of which say nothing, a third the beginning of a request,
and a third one whole request; prints "open N, closed M" when all have been opened (M were closed by then), and
"closed N" when the other side has closed all.
"""

import resource
import selectors
import socket
import sys

port, number = int(sys.argv[1]), int(sys.argv[2])
hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))

WORDS = [b"", b"GET /jobs HTTP/1.1\r\nHo", b"GET /health/live HTTP/1.1\r\nHost: localhost\r\n\r\n"]
selector = selectors.DefaultSelector()
closed = 0


def look(patience):
    """Reads what has come, until there is nothing for that long."""
    global closed
    ready = selector.select(patience)
    while ready:
        for key, _ in ready:
            try:
                alive = key.fileobj.recv(65536)
            except ConnectionError:
                alive = b""
            if not alive:
                selector.unregister(key.fileobj)
                key.fileobj.close()
                closed += 1
        ready = selector.select(0)


for i in range(number):
    connection = socket.create_connection(("127.0.0.1", port))
    connection.sendall(WORDS[i % len(WORDS)])
    connection.setblocking(False)
    selector.register(connection, selectors.EVENT_READ)
look(0)
print("open %d, closed %d" % (number, closed), flush=True)

while closed < number:
    look(60)
print("closed %d" % closed, flush=True)
