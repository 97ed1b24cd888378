"""Commands of the program in processes of their own, forked from one that has loaded it.

Loading takes most of a command's time, and the suite runs some two hundred. What a start itself does or loads is seen only where
a test starts the program anew (PROGRAM).

As a program: each line of JSON that it reads is a command; it answers with the exit code."""

from __future__ import annotations

import atexit
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]


def run_forked(
    args: Sequence[str], cwd: Path, env: Mapping[str, str], timeout: float
) -> subprocess.CompletedProcess[str]:
    """Run a command of the program to its end, with nothing on its standard input."""
    with tempfile.TemporaryDirectory() as folder:
        said = [str(Path(folder) / name) for name in ("stdout", "stderr")]
        parent = _parent()
        assert parent.stdin is not None
        assert parent.stdout is not None
        order = {"args": list(args), "cwd": str(cwd), "env": dict(env), "files": said, "timeout": timeout}
        parent.stdin.write(json.dumps(order) + "\n")
        parent.stdin.flush()
        answer = parent.stdout.readline()
        assert answer, "the process that commands are forked from has ended"
        if (code := json.loads(answer)) is None:
            raise subprocess.TimeoutExpired(list(args), timeout)
        out, err = (Path(name).read_text() for name in said)
        return subprocess.CompletedProcess(list(args), code, out, err)


@cache
def _parent() -> subprocess.Popen[str]:
    own = {name: value for name, value in os.environ.items() if not name.startswith("HIRINGHALL_")}
    process = subprocess.Popen(
        [sys.executable, "-m", __name__], cwd=ROOT, env=own, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    atexit.register(process.kill)
    return process


def main() -> None:
    """Load the program, then fork for every line."""
    import gc
    import importlib

    import server.__main__

    for late in ("server.cli.actions", "server.cli.doctor", "yoyo"):
        importlib.import_module(late)
    gc.freeze()
    for line in sys.stdin:
        order = json.loads(line)
        child = os.fork()
        if child == 0:
            _become(order)
            server.__main__.main()
            return
        print(json.dumps(_code_of(child, order["timeout"])), flush=True)


def _become(order: Mapping[str, Any]) -> None:
    """What a process of its own would have been started with."""
    os.chdir(order["cwd"])
    os.environ.clear()
    os.environ.update(order["env"])
    sys.argv[1:] = order["args"]
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    for number, name in enumerate(order["files"], start=1):
        os.dup2(os.open(name, os.O_WRONLY | os.O_CREAT | os.O_TRUNC), number)


def _code_of(child: int, timeout: float) -> int | None:
    """Its exit code, negative for a signal; None when it took too long and was killed."""
    import signal

    late = False

    def kill(*_: object) -> None:
        nonlocal late
        late = True
        os.kill(child, signal.SIGKILL)

    signal.signal(signal.SIGALRM, kill)
    signal.setitimer(signal.ITIMER_REAL, timeout)
    try:
        _, status = os.waitpid(child, 0)
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
    return None if late else os.waitstatus_to_exitcode(status)


if __name__ == "__main__":
    main()
