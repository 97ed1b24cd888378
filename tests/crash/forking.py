"""Servers in processes of their own, forked from one that has loaded the program: loading takes most of a start.

As a program: it forks for every order that comes over the socket which is its standard input, and answers with the number of
the process and a handle of it."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import socket
import sys
from asyncio.subprocess import DEVNULL, PIPE, Process
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from tests.clients.forked import ROOT

LONGEST_LINE = 16 * 1024 * 1024
LONGEST_ORDER = 1 << 20
PROGRAM = "server.__main__"
LAUNCHER = "tests.crash.launcher"


class Forked:
    """A process as asyncio has them, which is another one's child."""

    def __init__(self, pid: int, handle: int, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.pid = pid
        self.stdout, self.stdin = reader, writer
        self._handle = handle
        self._ended = asyncio.Event()
        self._loop = asyncio.get_running_loop()
        self._loop.add_reader(handle, self._end)

    @property
    def returncode(self) -> int | None:
        """None as long as it lives; how it ended is not known."""
        return -signal.SIGKILL if self._ended.is_set() else None

    async def wait(self) -> int:
        await self._ended.wait()
        return -signal.SIGKILL

    def kill(self) -> None:
        self.send_signal(signal.SIGKILL)

    def terminate(self) -> None:
        self.send_signal(signal.SIGTERM)

    def send_signal(self, how: signal.Signals) -> None:
        if not self._ended.is_set():
            signal.pidfd_send_signal(self._handle, how)

    def _end(self) -> None:
        self._loop.remove_reader(self._handle)
        os.close(self._handle)
        self._ended.set()
        self.stdin.close()


class Nursery:
    """The process that servers are forked from."""

    def __init__(self, shim: Path | None) -> None:
        self._ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        preloaded = {"LD_PRELOAD": str(shim)} if shim is not None else {}
        own = {name: value for name, value in os.environ.items() if not name.startswith("HIRINGHALL_")}
        command = [sys.executable, "-m", __name__, str(shim or "")]
        self._starting = asyncio.create_task(
            asyncio.create_subprocess_exec(*command, cwd=ROOT, env=own | preloaded, stdin=theirs.fileno())
        )
        self._theirs: socket.socket | None = theirs

    async def fork(self, module: str, args: Sequence[str], env: Mapping[str, str]) -> Forked:
        """A new process that runs a module's program."""
        await self._starting
        if self._theirs is not None:
            self._theirs, _ = None, self._theirs.close()
        ours, theirs = socket.socketpair()
        read, write = os.pipe()
        order = json.dumps({"module": module, "args": list(args), "env": dict(env)}).encode()
        socket.send_fds(self._ours, [order], [theirs.fileno(), write])
        theirs.close()
        os.close(write)
        # In a thread: the first order waits until the program is loaded.
        said, handles, _, _ = await asyncio.to_thread(socket.recv_fds, self._ours, LONGEST_ORDER, 1)
        reader, loop = asyncio.StreamReader(LONGEST_LINE), asyncio.get_running_loop()
        await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(reader), os.fdopen(read, "rb"))
        _, writer = await asyncio.open_connection(sock=ours)
        return Forked(int(said), handles[0], reader, writer)

    async def end(self) -> None:
        process = await self._starting
        self._ours.close()
        await process.wait()


async def begun(nursery: Nursery | None, module: str, args: Sequence[str], env: Mapping[str, str]) -> Process | Forked:
    """A process that runs a module's program: forked, or started anew."""
    if nursery is not None:
        return await nursery.fork(module, args, env)
    return await asyncio.create_subprocess_exec(
        sys.executable, "-m", module, *args,
        cwd=ROOT, env=env, stdin=PIPE, stdout=PIPE, stderr=DEVNULL, limit=LONGEST_LINE,
    )  # fmt: skip


def main() -> None:
    """Load the program, then fork for every order until whoever gives them is gone."""
    import gc

    shim = sys.argv[1]
    _load()
    gc.freeze()
    orders = socket.socket(fileno=0)
    while True:
        said, handles, _, _ = socket.recv_fds(orders, LONGEST_ORDER, 2)
        _bury()
        if not said:
            return
        child = os.fork()
        if child == 0:
            # Its number is taken by the standard input.
            orders.detach()
            _become(json.loads(said), handles, shim)
            return
        handle = os.pidfd_open(child)
        socket.send_fds(orders, [str(child).encode()], [handle])
        for each in (handle, *handles):
            os.close(each)


def _load() -> None:
    import importlib
    import importlib.util

    from server.registry import Registry

    late = [
        "server.__main__",
        "server.protocol.serving",
        "server.protocol.http",
        "server.protocol.stdio",
        "yoyo",
        LAUNCHER,
    ]
    if importlib.util.find_spec("psycopg") is not None:
        late += ["store.postgresql.database", "store.postgresql.upgrade", "server.workers.several"]
    for name in late:
        importlib.import_module(name)
    Registry().operations  # noqa: B018


def _bury() -> None:
    """Let go of children that have ended."""
    while True:
        try:
            if os.waitpid(-1, os.WNOHANG)[0] == 0:
                return
        except ChildProcessError:
            return


def _become(order: Mapping[str, Any], handles: Sequence[int], shim: str) -> None:
    """What a process of its own would have been started with."""
    import ctypes
    import importlib

    # It does not outlive a harness that is killed.
    ctypes.CDLL(None).prctl(1, int(signal.SIGKILL), 0, 0, 0)
    os.environ.clear()
    os.environ.update(order["env"])
    sys.argv[1:] = order["args"]
    for number, handle in enumerate([*handles, os.open(os.devnull, os.O_WRONLY)]):
        os.dup2(handle, number)
        os.close(handle)
    if shim:
        ctypes.CDLL(shim).begin()
    importlib.import_module(order["module"]).main()


if __name__ == "__main__":
    main()
