#!/usr/bin/env python3
"""What is promised of remote workers, measured with processes of their own on this machine.

Usage: docs/bench/run-remote.py gang|flood [ROUNDS]

gang   a job with 50 roles on 10 workers with 5 slots each: within which time all its commands start, by their own clocks
flood  1 GB from one command: what other commands on another worker take meanwhile, and what memory the server takes
"""

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request

ROOT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..")
GIGABYTE = 1_000_000_000
MIB = 1024


class Started:
    """A program of jobsch's that has said that it is ready."""

    def __init__(self, directory, *words):
        env = {k: v for k, v in os.environ.items() if not k.startswith("JOBSCH_")}
        self.process = subprocess.Popen(
            [os.path.join(ROOT, "jobsch"), *words], cwd=directory, stdout=subprocess.PIPE, text=True, env=env)

    def line(self):
        return self.process.stdout.readline().strip()

    def memory(self, field):
        with open("/proc/%d/status" % self.process.pid) as status:
            return next(int(line.split()[1]) for line in status if line.startswith(field + ":")) / MIB

    def end(self):
        self.process.terminate()
        self.process.wait()


def submit(url, job, wait=600):
    request = urllib.request.Request("%s/jobs?wait=%d" % (url, wait), json.dumps(job).encode(), method="POST")
    with urllib.request.urlopen(request) as answer:
        return json.load(answer)


def text(url, job, node):
    with urllib.request.urlopen("%s/jobs/%s/output?node=%s" % (url, job, node)) as answer:
        return answer.read().decode()


def command(line, role):
    return {"type": "execute", "command": line, "role": role}


def gang(url, directory, rounds):
    workers = [Started(directory, "worker", "--scheduler", url, "--name", "p%d" % i, "--slots", "5") for i in range(10)]
    for worker in workers:
        for _ in range(5):
            worker.line()
    job = {"type": "parallel_group", "work": [command("date +%s.%N", "role_%d" % i) for i in range(50)]}
    for _ in range(rounds):
        before = time.time()
        done = submit(url, job)
        starts = [float(text(url, done["job_id"], "/work/%d" % i)) for i in range(50)]
        print("50 commands started within %.3f s, the last one %.3f s after the job was submitted"
              % (max(starts) - min(starts), max(starts) - before))
    return workers


def quick(url):
    before = time.monotonic()
    submit(url, command(["true"], "quick"))
    return (time.monotonic() - before) * 1000


def flood(url, directory, rounds, server):
    workers = [
        Started(directory, "worker", "--scheduler", url, "--name", role, "--role", role) for role in ("quick", "flood")]
    for worker in workers:
        worker.line()
    for _ in range(200):
        quick(url)
    submit(url, command("head -c 100000000 /dev/zero", "flood"))
    alone = [quick(url) for _ in range(200)]
    print("alone: a command takes %.1f ms (median), %.1f ms at most; the server has %.0f MiB"
          % (statistics.median(alone), max(alone), server.memory("VmRSS")))
    for _ in range(rounds):
        begin = time.monotonic()
        request = urllib.request.Request(
            url + "/jobs", json.dumps(command("head -c %d /dev/zero" % GIGABYTE, "flood")).encode(), method="POST")
        with urllib.request.urlopen(request) as answer:
            job = json.load(answer)["job_id"]
        beside = []
        state = {}
        while "finished_at" not in state:
            beside.append(quick(url))
            with urllib.request.urlopen("%s/jobs/%s" % (url, job)) as answer:
                state = json.load(answer)
        stdout = state["root"]["output"]["stdout"]
        print("beside 1 GB (%d bytes, %.1f s): %.1f ms (median of %d), %.1f ms at most; the server has %.0f MiB, %.0f at most"
              % (stdout["bytes"], time.monotonic() - begin, statistics.median(beside), len(beside), max(beside),
                 server.memory("VmRSS"), server.memory("VmHWM")))
    return workers


def main():
    what, rounds = sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 5
    subprocess.run([os.path.join(ROOT, "jobsch"), "--version"], check=True, stdout=subprocess.DEVNULL)
    with tempfile.TemporaryDirectory() as directory:
        server = Started(directory, "server", "--port", "0")
        url = server.line().split()[-1]
        workers = gang(url, directory, rounds) if what == "gang" else flood(url, directory, rounds, server)
        for each in [*workers, server]:
            each.end()


main()
