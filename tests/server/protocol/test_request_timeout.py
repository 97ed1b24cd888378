"""Clients that do not finish their requests, on real connections."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import pytest
import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route

from server.protocol import request_timeout as patience

SECONDS = 0.3


async def length(request: Request) -> PlainTextResponse:
    return PlainTextResponse(str(len(await request.body())))


async def slowly(request: Request) -> PlainTextResponse:
    await asyncio.sleep(SECONDS * 3)
    return PlainTextResponse("done")


@pytest.fixture
async def port(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[int]:
    monkeypatch.setattr(patience, "SECONDS", SECONDS)
    app = Starlette(routes=[Route("/length", length, methods=["POST"]), Route("/slowly", slowly)])
    config = uvicorn.Config(app, port=0, http=patience.Patience, log_level="critical", lifespan="off")
    server = uvicorn.Server(config)
    task = asyncio.create_task(server.serve())
    while not server.started:
        await asyncio.sleep(0.01)
    yield server.servers[0].sockets[0].getsockname()[1]
    server.should_exit = True
    await task


async def until_closed(port: int, sent: bytes, later: bytes = b"") -> tuple[bytes, float]:
    """All that is answered to some bytes, and after how many seconds the connection was closed."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    began = asyncio.get_running_loop().time()
    writer.write(sent)
    try:
        if later:
            await asyncio.sleep(SECONDS / 2)
            writer.write(later)
        told = await asyncio.wait_for(reader.read(), 4)
    finally:
        writer.close()
        await writer.wait_closed()
    return told, asyncio.get_running_loop().time() - began


@pytest.mark.parametrize(
    "sent",
    [
        b"",
        b"POST /length HT",
        b"POST /length HTTP/1.1\r\nHost: x\r\nX-Slow: ",
        b"POST /length HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\nabc",
        b"POST /length HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n",
    ],
)
async def test_a_request_that_does_not_arrive_ends_its_connection(port: int, sent: bytes) -> None:
    told, seconds = await until_closed(port, sent)
    assert told == b""
    assert SECONDS <= seconds + 0.05 < SECONDS * 5


async def test_a_second_request_that_does_not_arrive_ends_its_connection_too(port: int) -> None:
    whole = b"POST /length HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\n\r\nabc"
    told, seconds = await until_closed(port, whole, b"POST /length HTTP/1.1\r\nHost: x\r\nContent-Len")
    assert told.endswith(b"\r\n\r\n3")
    assert seconds < SECONDS * 5


async def test_an_answer_may_take_longer_than_a_request(port: int) -> None:
    told, _ = await until_closed(port, b"GET /slowly HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
    assert told.endswith(b"done")
