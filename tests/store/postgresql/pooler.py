"""A pooler for tests, which hands out connections of a server for a transaction, or for as long as a client stays."""

from __future__ import annotations

import contextlib
import socket
import struct
import threading
from collections.abc import Iterator
from pathlib import Path

_NO_ENCRYPTION = (80877103, 80877104)


class Pooler:
    """Stands at a socket in a folder of its own, in front of the one that the server stands at."""

    def __init__(self, folder: Path, server: Path, by_transactions: bool) -> None:
        self._server = str(server / ".s.PGSQL.5432")
        self._by_transactions = by_transactions
        self._free: list[socket.socket] = []
        self._made: list[socket.socket] = []
        self._hello = b""
        self._listening = socket.socket(socket.AF_UNIX)
        self._listening.bind(str(folder / ".s.PGSQL.5432"))
        self._listening.listen()

    def run(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                client, _ = self._listening.accept()
                threading.Thread(target=self._serve, args=(client,), daemon=True).start()

    def stop(self) -> None:
        self._listening.shutdown(socket.SHUT_RDWR)
        self._listening.close()
        for server in self._made:
            server.close()

    def _serve(self, client: socket.socket) -> None:
        with client, contextlib.suppress(ConnectionError):
            startup = self._startup(client)
            server = self._take(startup)
            # The client is given a process number that is none of the server's.
            client.sendall(self._hello + b"K" + struct.pack("!iii", 12, 7, 7) + b"Z" + struct.pack("!ic", 5, b"I"))
            if self._by_transactions:
                self._free.append(server)
            self._relay(client, startup, None if self._by_transactions else server)

    def _relay(self, client: socket.socket, startup: bytes, server: socket.socket | None) -> None:
        while True:
            kind, message = _message(client)
            if kind == b"X":
                if server is not None:
                    server.close()
                return
            server = server or self._take(startup)
            server.sendall(message)
            if kind in (b"Q", b"S"):
                status = self._answer(server, client)
                if self._by_transactions and status == b"I":
                    self._free.append(server)
                    server = None

    def _answer(self, server: socket.socket, client: socket.socket) -> bytes:
        """Hand on until the server is ready for the next; how it stands then."""
        while True:
            kind, message = _message(server)
            client.sendall(message)
            if kind == b"Z":
                return message[-1:]

    def _take(self, startup: bytes) -> socket.socket:
        if self._free:
            return self._free.pop()
        server = socket.socket(socket.AF_UNIX)
        self._made.append(server)
        server.connect(self._server)
        server.sendall(startup)
        hello = b""
        while True:
            kind, message = _message(server)
            if kind == b"Z":
                self._hello = hello
                return server
            hello += b"" if kind == b"K" else message

    @staticmethod
    def _startup(client: socket.socket) -> bytes:
        while True:
            (length,) = struct.unpack("!i", _exactly(client, 4))
            rest = _exactly(client, length - 4)
            if struct.unpack("!i", rest[:4])[0] not in _NO_ENCRYPTION:
                return struct.pack("!i", length) + rest
            client.sendall(b"N")


@contextlib.contextmanager
def pooler(folder: Path, server: Path, by_transactions: bool) -> Iterator[None]:
    """One at a socket in a folder, while this lasts."""
    made = Pooler(folder, server, by_transactions)
    threading.Thread(target=made.run, daemon=True).start()
    try:
        yield
    finally:
        made.stop()


def _message(peer: socket.socket) -> tuple[bytes, bytes]:
    head = _exactly(peer, 5)
    return head[:1], head + _exactly(peer, struct.unpack("!i", head[1:])[0] - 4)


def _exactly(peer: socket.socket, length: int) -> bytes:
    found = b""
    while len(found) < length:
        more = peer.recv(length - len(found))
        if not more:
            raise ConnectionError
        found += more
    return found
