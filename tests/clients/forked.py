"""Commands of the program and servers over HTTP in processes of their own, forked from one that has loaded it.

Loading takes most of a command's time, and the suite runs some two hundred. What a start itself does or loads is seen only where
a test starts the program anew (PROGRAM).

As a program: each line of JSON that it reads is a command; it answers with the exit code, or with the number of the process
where nobody waits for its end."""

from __future__ import annotations

import atexit
import contextlib
import json
import os
import select
import signal
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
        code = _ordered(args=list(args), cwd=str(cwd), env=dict(env), files=said, timeout=timeout)
        if code is None:
            raise subprocess.TimeoutExpired(list(args), timeout)
        out, err = (Path(name).read_text() for name in said)
        return subprocess.CompletedProcess(list(args), code, out, err)


class ForkedServer:
    """A server over HTTP as a process that has begun; how it ends is not known. told: the file of its standard error."""

    def __init__(self, args: Sequence[str], cwd: Path, env: Mapping[str, str], told: Path) -> None:
        files = [os.devnull, str(told)]
        self.pid = _ordered(args=list(args), cwd=str(cwd), env=dict(env), files=files, timeout=None)
        # Its number stays its own until the next order.
        self._handle = os.pidfd_open(self.pid)

    def poll(self) -> int | None:
        """None as long as it lives."""
        return -1 if self._has_ended_within(0) else None

    def terminate(self) -> None:
        if self.poll() is None:
            signal.pidfd_send_signal(self._handle, signal.SIGTERM)

    def wait(self, timeout: float) -> None:
        if not self._has_ended_within(timeout):
            signal.pidfd_send_signal(self._handle, signal.SIGKILL)
            raise subprocess.TimeoutExpired("serve", timeout)
        os.close(self._handle)

    def _has_ended_within(self, seconds: float) -> bool:
        return bool(select.select([self._handle], [], [], seconds)[0])


def can_fork() -> bool:
    """Whether this system has handles of processes that are not one's own children."""
    return hasattr(os, "pidfd_open")


def _ordered(**order: Any) -> Any:
    """What the process that commands are forked from answers to an order."""
    parent = _parent()
    assert parent.stdin is not None
    assert parent.stdout is not None
    parent.stdin.write(json.dumps(order) + "\n")
    parent.stdin.flush()
    answer = parent.stdout.readline()
    assert answer, "the process that commands are forked from has ended"
    return json.loads(answer)


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
    import server.__main__

    _load("server.cli.actions", "server.cli.doctor", "yoyo")
    for line in sys.stdin:
        order = json.loads(line)
        _bury()
        if order["timeout"] is None:
            _load("server.protocol.serving", "server.protocol.http", "uvicorn")
        child = os.fork()
        if child == 0:
            _become(order)
            server.__main__.main()
            return
        print(json.dumps(child if order["timeout"] is None else _code_of(child, order["timeout"])), flush=True)


def _load(*modules: str) -> None:
    import gc
    import importlib

    for module in modules:
        importlib.import_module(module)
    gc.freeze()


def _bury() -> None:
    """Let go of servers that have ended."""
    with contextlib.suppress(ChildProcessError):
        while os.waitpid(-1, os.WNOHANG)[0]:
            pass


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
