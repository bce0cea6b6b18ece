# Answers which roles a worker suits. Run as: python3 -B -c THIS FILE, in the worker's directory.
# Reads role names, each on a line of its own as its UTF-8 in hex digits, and writes one line for each: "suits",
# "not", or "problem " and what is wrong.

import sys

# The worker's directory is for FILE alone: a file in it may have the name of a standard module.
sys.path = [entry for entry in sys.path if entry not in ("", ".")]

import io
import os
import traceback
import types

# FILE may read and write as it likes, and so may what it starts: our conversation goes elsewhere.
questions = io.open(os.dup(0), "r", encoding="utf-8", newline="\n")
answers = io.open(os.dup(1), "w", encoding="utf-8", errors="backslashreplace", newline="\n")
nothing = os.open(os.devnull, os.O_RDONLY)
os.dup2(nothing, 0)
os.dup2(2, 1)
sys.stdout = sys.stderr


class Problem(Exception):
    pass


def explain(doing, path, error):
    """What went wrong and in which line of the file, in one line."""
    lines = [frame[1] for frame in traceback.extract_tb(error.__traceback__) if frame[0] == path]
    if isinstance(error, SyntaxError) and error.filename == path:
        lines = [error.lineno]
    where = ", line %s" % lines[-1] if lines else ""
    said = " ".join(traceback.format_exception_only(type(error), error)[-1].split())
    return "%s failed%s: %s" % (doing, where, said)


def load(path):
    module = types.ModuleType("suits_role")
    module.__file__ = path
    sys.modules["suits_role"] = module
    sys.path.insert(0, os.path.dirname(path))
    try:
        with io.open(path, "rb") as source:
            exec(compile(source.read(), path, "exec"), module.__dict__)
    except BaseException as error:
        raise Problem(explain("loading it", path, error))
    function = getattr(module, "can_work_as", None)
    if not callable(function):
        raise Problem("it has no function can_work_as(role)")
    return function


def ask(function, path, role):
    try:
        answer = function(role)
    except BaseException as error:
        raise Problem(explain("can_work_as(%r)" % role, path, error))
    if not isinstance(answer, bool):
        raise Problem("can_work_as(%r) gave %.100r, expected True or False" % (role, answer))
    return answer


def main(path):
    function = None
    for question in questions:
        try:
            if function is None:
                function = load(path)
            answer = "suits" if ask(function, path, bytes.fromhex(question).decode()) else "not"
        except Problem as problem:
            answer = "problem " + " ".join(str(problem).split())
        answers.write(answer + "\n")
        answers.flush()


main(sys.argv[1])
