"""A client that knows two calls and no more: POST /jobs and DELETE /jobs.

Usage: two_calls.py URL DOCUMENT... Submits each document and prints "FILE JOB_ID"; then submits a command that never
ends, cancels it, and prints "cancelled JOB_ID".
"""

import json
import os
import sys
import urllib.error
import urllib.request


def call(method, body):
    request = urllib.request.Request(sys.argv[1] + "/jobs", data=body, method=method)
    with urllib.request.urlopen(request, timeout=60) as answer:
        if answer.status != 200:
            raise SystemExit("%s answered %d" % (method, answer.status))
        return json.load(answer)


for document in sys.argv[2:]:
    with open(document, "rb") as file:
        print(os.path.basename(document), call("POST", file.read())["job_id"])

endless = call("POST", json.dumps({"type": "execute", "command": ["sleep", "600"]}).encode())
cancelled = call("DELETE", json.dumps({"job_id": endless["job_id"]}).encode())
print("cancelled", cancelled["job_id"])

try:
    call("DELETE", json.dumps({"job_id": "0" * 32}).encode())
    raise SystemExit("a job was cancelled that never was")
except urllib.error.HTTPError as refused:
    if refused.code != 400:
        raise
