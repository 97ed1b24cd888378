"""The least a server of this language takes: each message read as JSON and answered with bytes that are ready, nothing looked at.

Over stdio, or over HTTP on one asyncio loop: `python -m bench.baselines.least [PORT] [--durable FILE]`. With a file, each
answer waits for one write to it that is on the disk."""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import sys
from collections.abc import Callable
from typing import Any

from bench.baselines.http import body_in

# What the bare server answers to the same, without what nobody reads.
SERVER = '"_meta":{"io.modelcontextprotocol/serverInfo":{"name":"least","version":""}}'
ANSWERS = {
    "server/discover": '{"cacheScope":"private","capabilities":{"tools":{"listChanged":false}},"resultType":"complete",'
    '"supportedVersions":["2026-07-28"],"ttlMs":0,' + SERVER + "}",
    "tools/list": '{"tools":[{"name":"nothing","description":"Does nothing.","inputSchema":{"type":"object"}}],'
    '"cacheScope":"private","ttlMs":0,"resultType":"complete",' + SERVER + "}",
    "tools/call": '{"content":[{"text":"{}","type":"text"}],"isError":false,"resultType":"complete","structuredContent":{},'
    + SERVER
    + "}",
}


def answered(message: bytes, keep: Callable[[], None]) -> bytes | None:
    """The answer to a message; None to one that wants none."""
    read: dict[str, Any] = json.loads(message)
    if "id" not in read:
        return None
    keep()
    return b'{"jsonrpc":"2.0","id":%d,"result":%s}' % (read["id"], ANSWERS[read["method"]].encode())


class Connection(asyncio.Protocol):
    """One caller, whose requests come one after the other."""

    def __init__(self, keep: Callable[[], None]) -> None:
        self._keep = keep
        self._read = bytearray()
        self._transport: Any = None

    def connection_made(self, transport: Any) -> None:
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        self._read += data
        body = body_in(self._read)
        if body is None:
            return
        answer = answered(body, self._keep) or b""
        self._read.clear()
        self._transport.write(
            b"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: %d\r\n\r\n" % len(answer) + answer
        )


async def _http(port: int, keep: Callable[[], None]) -> None:
    server = await asyncio.get_running_loop().create_server(lambda: Connection(keep), "127.0.0.1", port)
    await server.serve_forever()


def _stdio(keep: Callable[[], None]) -> None:
    for line in sys.stdin.buffer:
        if answer := answered(line, keep):
            sys.stdout.buffer.write(answer + b"\n")
            sys.stdout.buffer.flush()


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.baselines.least", description=__doc__)
    parser.add_argument("port", type=int, nargs="?", help="serve HTTP there instead of stdio")
    parser.add_argument("--durable", metavar="FILE", help="write and sync a page of this file before each answer")
    given = parser.parse_args()
    keep = _on_disk(given.durable) if given.durable else lambda: None
    if given.port is None:
        _stdio(keep)
    else:
        asyncio.run(_http(given.port, keep))


def _on_disk(path: str) -> Callable[[], None]:
    file = os.open(path, os.O_WRONLY | os.O_CREAT)
    page = bytes(4096)

    def keep() -> None:
        os.pwrite(file, page, 0)
        os.fdatasync(file)

    return keep


if __name__ == "__main__":
    main()
