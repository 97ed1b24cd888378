"""Real servers on loopback that webhooks are sent to: they answer, fail, hang, lead elsewhere, or prove to be somebody else."""

from __future__ import annotations

import asyncio
import contextlib
import ssl
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any


@dataclass
class Arrived:
    """One request, as it came over the wire."""

    path: str
    headers: dict[str, str]
    body: bytes


@dataclass
class Receiver:
    """A server and what arrived. answers: statuses, one after another, the last one from then on. seconds: how long it lets
    wait before each answer. breaks_off: it closes without one."""

    port: int
    scheme: str = "http"
    answers: Sequence[int] = (200,)
    seconds: float = 0
    breaks_off: bool = False
    location: str = ""
    arrived: list[Arrived] = field(default_factory=list)
    at_once: int = 0
    most_at_once: int = 0
    _busy: set[asyncio.Task[Any]] = field(default_factory=set)

    @property
    def url(self) -> str:
        return f"{self.scheme}://localhost:{self.port}/hook?key=1"

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._busy.add(task)
        self.at_once += 1
        self.most_at_once = max(self.most_at_once, self.at_once)
        try:
            with contextlib.suppress(ConnectionError, asyncio.IncompleteReadError):
                await self._serve(reader, writer)
        finally:
            self.at_once -= 1
            self._busy.discard(task)
            writer.close()
            with contextlib.suppress(ConnectionError, ssl.SSLError):
                await writer.wait_closed()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.arrived.append(await _request(reader))
        await asyncio.sleep(self.seconds)
        if not self.breaks_off:
            writer.write(self._answer())
            await writer.drain()

    async def close(self) -> None:
        """Whoever still waits for an answer gets none."""
        for task in self._busy:
            task.cancel()
        await asyncio.gather(*self._busy, return_exceptions=True)

    def _answer(self) -> bytes:
        status = self.answers[min(len(self.arrived), len(self.answers)) - 1]
        location = f"Location: {self.location}\r\n" if self.location else ""
        return f"HTTP/1.1 {status} X\r\n{location}Content-Length: 0\r\nConnection: close\r\n\r\n".encode()


@contextlib.asynccontextmanager
async def receiver(certificate: tuple[Path, Path] | None = None, **behaviour: Any) -> AsyncIterator[Receiver]:
    """A server for as long as the block lasts. certificate: its file and its key's; then it speaks https."""
    made = Receiver(0, "https" if certificate else "http", **behaviour)
    context = None
    if certificate is not None:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(*certificate)
    server = await asyncio.start_server(made.serve, "127.0.0.1", 0, ssl=context)
    made.port = server.sockets[0].getsockname()[1]
    try:
        yield made
    finally:
        server.close()
        await made.close()


async def _request(reader: asyncio.StreamReader) -> Arrived:
    head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
    headers = {name.lower(): value for name, value in (line.split(": ", 1) for line in head[1:] if line)}
    body = await reader.readexactly(int(headers.get("content-length", "0")))
    return Arrived(head[0].split(" ")[1], headers, body)
