"""The two pipes of stdio, which the event loop reads and writes itself, a line at a time."""

from __future__ import annotations

import asyncio
import contextlib
import os
from collections.abc import Callable, Iterator
from typing import Any

LONGEST_LINE = 16 * 1024 * 1024


class Lines(asyncio.Protocol):
    """What the client sends. `hear` gets each line; `too_long` is said once of a line that does not end in time."""

    def __init__(self, hear: Callable[[bytes], None], too_long: Callable[[], None], ended: Callable[[], None]) -> None:
        self._hear = hear
        self._too_long = too_long
        self._ended = ended
        self._read = bytearray()
        # Up to where no line ends.
        self._searched = 0
        self._skipping = False
        self._transport: Any = None

    @classmethod
    async def over(cls, pipe: int, *heard: Any) -> Lines:
        file = os.fdopen(pipe, "rb", buffering=0)
        _, lines = await asyncio.get_running_loop().connect_read_pipe(lambda: cls(*heard), file)
        return lines

    def connection_made(self, transport: Any) -> None:
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        self._read += data
        while (end := self._read.find(b"\n", self._searched)) >= 0:
            line = bytes(self._read[: end + 1])
            del self._read[: end + 1]
            self._searched = 0
            if self._skipping:
                self._skipping = False
            else:
                self._hear(line)
        self._searched = len(self._read)
        if self._searched > LONGEST_LINE:
            self._read.clear()
            self._searched = 0
            if not self._skipping:
                self._skipping = True
                self._too_long()

    def eof_received(self) -> None:
        if self._read and not self._skipping:
            self._hear(bytes(self._read))
            self._read.clear()

    def connection_lost(self, exc: Exception | None) -> None:
        self._ended()

    def pause(self) -> None:
        self._transport.pause_reading()

    def resume(self) -> None:
        self._transport.resume_reading()

    def close(self) -> None:
        self._transport.close()


class Written(asyncio.BaseProtocol):
    """What goes to the client. `gone` is called when it reads no more."""

    def __init__(self, gone: Callable[[], None]) -> None:
        self._on_gone = gone
        self._flowing = asyncio.Event()
        self._flowing.set()
        self._gone = asyncio.Event()
        self._transport: Any = None

    @classmethod
    async def over(cls, pipe: int, gone: Callable[[], None]) -> Written:
        file = os.fdopen(pipe, "wb", buffering=0)
        _, written = await asyncio.get_running_loop().connect_write_pipe(lambda: cls(gone), file)
        return written

    @property
    def closed(self) -> bool:
        return self._transport is None or self._transport.is_closing()

    def put(self, line: bytes) -> None:
        """Write a line now or when the client reads; to nobody when it is gone."""
        if not self.closed:
            self._transport.write(line)

    async def flows(self) -> None:
        """Return when the client reads."""
        if not self._flowing.is_set():
            await self._flowing.wait()

    async def aclose(self) -> None:
        """Let what was written reach the client, if it still reads."""
        if self._transport is not None:
            self._transport.close()
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._gone.wait(), 5)

    def connection_made(self, transport: Any) -> None:
        self._transport = transport

    def connection_lost(self, exc: Exception | None) -> None:
        self._flowing.set()
        self._gone.set()
        self._on_gone()

    def pause_writing(self) -> None:
        self._flowing.clear()

    def resume_writing(self) -> None:
        self._flowing.set()


@contextlib.contextmanager
def diverted(descriptor: int, path: str | None) -> Iterator[int]:
    """A private copy of a standard descriptor, which meanwhile leads to a path, or to stderr."""
    import fcntl

    private = fcntl.fcntl(descriptor, fcntl.F_DUPFD_CLOEXEC, 3)
    kept = fcntl.fcntl(descriptor, fcntl.F_DUPFD_CLOEXEC, 3)
    elsewhere = os.open(path, os.O_RDONLY) if path else os.dup(2)
    os.dup2(elsewhere, descriptor)
    os.close(elsewhere)
    try:
        # Whoever takes the private copy closes it.
        yield private
    finally:
        os.set_blocking(kept, True)
        os.dup2(kept, descriptor)
        os.close(kept)
