"""Processes that try to get away from whoever kills their command.

Usage: escapes.py DIRECTORY WAY [exit]. A process that has got where it wanted writes an empty file into
DIRECTORY, named by its pid, and stays. The
command itself stays, too, unless told to exit. None stays longer than two minutes, whatever happens.
"""

import os
import signal
import sys
import time

LONGEST = 120
RESPAWNS = 500
STORM_FORKS = 3000
STORM_SECONDS = 20

directory, way = sys.argv[1], sys.argv[2]


def settle():
    open(os.path.join(directory, str(os.getpid())), "w").close()
    stay()


def stay():
    end = time.monotonic() + LONGEST
    while time.monotonic() < end:
        time.sleep(1)
    os._exit(0)


def forked(then):
    if os.fork() == 0:
        then()
        os._exit(0)


def orphaned(then):
    """As a grandchild whose parent is gone."""
    child = os.fork()
    if child == 0:
        forked(then)
        os._exit(0)
    os.waitpid(child, 0)


def session_leader(then):
    def lead():
        os.setsid()
        then()

    return lead


def program(next_way):
    return [sys.executable, "-ES", sys.argv[0], directory, next_way]


def again(next_way, environment):
    os.execve(sys.executable, program(next_way), environment)


def ignore_term():
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    settle()


def change_directory():
    os.chdir("/")
    settle()


def write_on():
    open(os.path.join(directory, str(os.getpid())), "w").close()
    end = time.monotonic() + LONGEST
    while time.monotonic() < end:
        os.write(1, b"still here\n")
        time.sleep(0.01)


def stop_itself():
    open(os.path.join(directory, str(os.getpid())), "w").close()
    os.kill(os.getpid(), signal.SIGSTOP)
    stay()


def last_thread():
    """The first thread ends, another one lives on: shows as a zombie."""
    import ctypes
    import threading

    threading.Thread(target=settle).start()
    ctypes.CDLL(None).pthread_exit(None)


def storm():
    """A process that is never there when one looks: each lives for a moment, and forks the next."""
    open(os.path.join(directory, "storm-" + str(os.getpid())), "w").close()
    end = time.monotonic() + STORM_SECONDS
    for _ in range(STORM_FORKS):
        if time.monotonic() > end:
            os._exit(0)
        if os.fork() != 0:
            os._exit(0)
        time.sleep(0.001)
    os._exit(0)


def storms():
    for _ in range(2):
        orphaned(storm)


def supervisor():
    """Ignores TERM, and replaces each child that is killed by a new one."""
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    end = time.monotonic() + LONGEST
    for _ in range(RESPAWNS):
        if time.monotonic() > end:
            os._exit(0)
        child = os.fork()
        if child == 0:
            settle()
        os.waitpid(child, 0)
    os._exit(0)


def background():
    """As a shell starts it with an ampersand."""
    os.execv("/bin/sh", ["sh", "-c", '"$@" & wait', "sh"] + program("settle"))


def job_control():
    """Gives each of its jobs a process group of its own."""
    os.execv("/bin/sh", ["sh", "-c", 'set -m; "$@" & "$@" & wait', "sh"] + program("settle"))


def overwrite_arguments():
    """As a program does that writes its title over its arguments, and runs on into its variables."""
    import ctypes

    with open("/proc/self/stat") as stat:
        fields = stat.read().rsplit(")", 1)[1].split()
    start, end = int(fields[45]), int(fields[48])
    ctypes.memset(start, ord("x"), end - start - 1)
    settle()


def close_descriptors():
    os.closerange(0, 1024)
    settle()


def traces_its_child():
    """Attaches to its child as a debugger does; the child runs on."""
    import ctypes

    attach_and_run_on = 0x4206
    child = os.fork()
    if child == 0:
        settle()
    ctypes.CDLL(None).ptrace(attach_and_run_on, child, None, None)
    settle()


def other_user():
    """What sudo does in the end."""
    open(os.path.join(directory, str(os.getpid())), "w").close()
    os.setgid(65534)
    os.setuid(65534)
    stay()


def is_run_by_nobody(pid, arguments):
    try:
        with open("/proc/%s/cmdline" % pid, "rb") as file:
            return file.read() == arguments and os.stat("/proc/" + pid).st_uid == 65534
    except OSError:
        return False


def by_sudo():
    """A program as nobody, by sudo or what there is instead; nobody may not write into DIRECTORY."""
    ways = (
        ("/usr/bin/sudo", "-n", "-u", "nobody", "--"),
        ("/usr/sbin/runuser", "-u", "nobody", "--"),
        ("/usr/bin/setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"),
    )
    way = next(way for way in ways if os.access(way[0], os.X_OK))
    seconds = "%d.%09d" % (LONGEST, os.getpid())
    if os.fork() == 0:
        os.execv(way[0], way + ("sleep", seconds))
    arguments = b"sleep\0" + seconds.encode() + b"\0"
    found = []
    while not found:
        time.sleep(0.01)
        found = [pid for pid in os.listdir("/proc") if is_run_by_nobody(pid, arguments)]
    open(os.path.join(directory, found[0]), "w").close()
    settle()


def by_nohup():
    os.execvp("nohup", ["nohup"] + program("settle"))


WAYS = {
    "settle": settle,
    "child": lambda: forked(settle),
    "double_fork": lambda: orphaned(settle),
    "session": lambda: forked(session_leader(settle)),
    "daemon": lambda: forked(session_leader(lambda: orphaned(settle))),
    "ignored_term": lambda: orphaned(ignore_term),
    "nohup": lambda: orphaned(by_nohup),
    "changed_directory": lambda: orphaned(change_directory),
    "held_stdout": lambda: orphaned(write_on),
    "stopped": lambda: orphaned(stop_itself),
    "last_thread": lambda: orphaned(last_thread),
    "storm": storms,
    "supervisor": lambda: orphaned(supervisor),
    "background": background,
    "job_control": job_control,
    "overwritten_arguments": lambda: forked(overwrite_arguments),
    "overwritten_arguments_and_orphaned": lambda: orphaned(overwrite_arguments),
    "closed_descriptors": lambda: orphaned(close_descriptors),
    "traced_child": lambda: forked(traces_its_child),
    "other_user": lambda: orphaned(other_user),
    "sudo": lambda: forked(by_sudo),
    "cleared_environment": lambda: forked(lambda: again("settle", {})),
    "cleared_environment_and_orphaned": lambda: orphaned(lambda: again("settle", {})),
}

WAYS[way]()
if len(sys.argv) < 4:
    stay()
