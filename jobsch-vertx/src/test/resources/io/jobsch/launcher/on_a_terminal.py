"""Runs a program on a terminal of its own, and copies what it shows to stdout.

usage: on_a_terminal.py COLUMNS ROWS TEXT KEYS PROGRAM [ARGUMENT...]

When TEXT is on the screen, KEYS are pressed; an empty TEXT never comes. Ends as the program ends.
"""

import fcntl
import os
import pty
import struct
import sys
import termios

columns, rows = int(sys.argv[1]), int(sys.argv[2])
text, keys = os.fsencode(sys.argv[3]), os.fsencode(sys.argv[4])
pid, terminal = pty.fork()
if pid == 0:
    fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
    os.execvp(sys.argv[5], sys.argv[5:])

seen = b""
while True:
    try:
        part = os.read(terminal, 65536)
    except OSError:
        break
    if not part:
        break
    os.write(1, part)
    seen += part
    if text and text in seen:
        os.write(terminal, keys)
        text = b""
_, status = os.waitpid(pid, 0)
sys.exit(os.waitstatus_to_exitcode(status))
