"""What a free read over HTTP waits, one in a hundred of them, while others' pictures, documents and calendars are worked on.

python -m bench.meanwhile"""

from __future__ import annotations

import asyncio
import base64
import contextlib
import io
import itertools
import random
import sys
import time
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from pathlib import Path

from bench.calls import READ, prepare
from bench.load import Caller, Named
from bench.measure import at_most
from bench.outside import feed
from bench.processes import ROOT, folder, free_port, ours_over_http, serving
from server.app import App
from server.operator import credit_owner, person_token
from store.types import Money, Owner
from tools.rules.outside_calendars import HOSTS_VARIABLE

ROUNDS, SECONDS, PAUSE, GOAL = 4, 5.0, 0.005, 3.0
# What a phone takes: twelve million pixels.
SIDES, PICTURES = (4000, 3000), 4
FEEDS = 4
DAY = 86_400

Work = Callable[[], AbstractAsyncContextManager[None]]


@dataclass(frozen=True, slots=True)
class Hall:
    """A hall that is served, and whose work is done meanwhile. reader: somebody else."""

    port: int
    reader: str
    worker: str
    contract_id: int
    feeds: Feeds


async def run() -> None:
    """Print each figure when it is measured."""
    with folder() as files:
        db = files / "hall.db"
        reader = await prepare(db)
        worker = await _worker(db)
        async with Feeds.served() as feeds, serving(ours_over_http(db), **feeds.allowed) as port:
            async with Caller.opened(port, worker) as caller:
                made = await caller.call(("run_write", {"tool": "create_contract", "arguments": CONTRACT}))
            hall = Hall(port, reader, worker, made["contract"]["id"], feeds)
            await _reads(hall, 2.0)
            for name, work in (
                (f"pictures of {SIDES[0]} x {SIDES[1]} pixels are stored", _calling("pictures")),
                ("contracts are made into documents (PDF/A)", _calling("documents")),
                ("calendars of ten thousand appointments are read", _reading_calendars),
            ):
                value, baseline = await _in_turns(hall, lambda hall=hall, work=work: work(hall))  # type: ignore[misc]
                print(at_most(f"p99 of a free read over HTTP while {name}, over alone", value, baseline, GOAL).line())


async def _worker(db: Path) -> str:
    app = await App.open(db)
    try:
        made = await person_token(app, "worker@bench.test", None, None, "user", find=True)
        await credit_owner(app, Owner("person", made.id), Money.of("10000", "USDT"))
    finally:
        await app.close()
    return made.token


async def _in_turns(hall: Hall, work: Work) -> tuple[float, float]:
    """The 99th of a hundred waits meanwhile and alone, in milliseconds."""
    times: tuple[list[float], list[float]] = ([], [])
    for _ in range(ROUNDS):
        times[1].extend(await _reads(hall, SECONDS))
        async with work():
            times[0].extend(await _reads(hall, SECONDS))
    return _p99(times[0]), _p99(times[1])


def _p99(times: list[float]) -> float:
    return sorted(times)[len(times) * 99 // 100]


async def _reads(hall: Hall, seconds: float) -> list[float]:
    """The milliseconds of each read of somebody who reads now and then."""
    times, end = list[float](), time.perf_counter() + seconds
    async with Caller.opened(hall.port, hall.reader) as caller:
        while (start := time.perf_counter()) < end:
            await caller.call(READ)
            times.append((time.perf_counter() - start) * 1000)
            await asyncio.sleep(PAUSE)
    return times


def _calling(kind: str) -> Callable[[Hall], AbstractAsyncContextManager[None]]:
    """A process of its own makes such calls, one after the other; when this is entered one has been answered."""

    @contextlib.asynccontextmanager
    async def calling(hall: Hall) -> AsyncIterator[None]:
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "bench.meanwhile", kind, str(hall.port), hall.worker, str(hall.contract_id),
            cwd=ROOT, stdout=asyncio.subprocess.PIPE,
        )  # fmt: skip
        try:
            assert process.stdout is not None
            if not await process.stdout.readline():
                raise RuntimeError(f"no {kind} could be made")
            yield
            if process.returncode is not None:
                raise RuntimeError(f"making {kind} ended with {process.returncode}")
        finally:
            with contextlib.suppress(ProcessLookupError):
                process.terminate()
            await process.wait()

    return calling


async def call_for_ever(kind: str, port: int, token: str, contract_id: int) -> None:
    """Make calls that have something large made, until ended. Says when the first was answered."""
    pictures = [_photograph() for _ in range(PICTURES)] if kind == "pictures" else []

    def make() -> Named:
        if kind == "pictures":
            # Each is new to the hall by what stands behind its end.
            content = base64.b64encode(_drawn.choice(pictures) + _drawn.randbytes(12)).decode()
            return "run_write", {"tool": "upload_files", "arguments": {"image": _named(content)}}
        arguments = {"contract_id": contract_id, "content": True}
        return "run_read", {"tool": "get_contract_document", "arguments": arguments}

    async with Caller.opened(port, token) as caller:
        await caller.call(make())
        print("on", flush=True)
        while True:
            await caller.call(make())


@contextlib.asynccontextmanager
async def _reading_calendars(hall: Hall) -> AsyncIterator[None]:
    """Several calendars are linked, each anew; when this is entered the first was fetched."""
    before = hall.feeds.fetched
    async with Caller.opened(hall.port, hall.worker) as caller:
        for _ in range(FEEDS):
            arguments = {"address": hall.feeds.next_address()}
            await caller.call(("run_write", {"tool": "connect_calendar_feed", "arguments": arguments}))
        async with asyncio.timeout(60):
            while hall.feeds.fetched == before:
                await asyncio.sleep(0.05)
        yield


class Feeds:
    """A server of calendars, in this process: at every address the same appointments."""

    def __init__(self, port: int) -> None:
        self._port = port
        self._body = feed()
        self._numbers = itertools.count()
        self.fetched = 0

    @classmethod
    @contextlib.asynccontextmanager
    async def served(cls) -> AsyncIterator[Feeds]:
        feeds = cls(free_port())
        async with await asyncio.start_server(feeds._answer, "127.0.0.1", feeds._port):
            yield feeds

    @property
    def allowed(self) -> dict[str, str]:
        """The setting by which a hall reads here."""
        return {HOSTS_VARIABLE: f"127.0.0.1:{self._port}"}

    def next_address(self) -> str:
        return f"http://127.0.0.1:{self._port}/{next(self._numbers)}.ics"

    async def _answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with contextlib.suppress(ConnectionError, asyncio.IncompleteReadError):
            await reader.readuntil(b"\r\n\r\n")
            self.fetched += 1
            head = f"HTTP/1.1 200 OK\r\ncontent-type: text/calendar\r\ncontent-length: {len(self._body)}\r\n"
            writer.write(f"{head}connection: close\r\n\r\n".encode() + self._body)
            await writer.drain()
        writer.close()


CONTRACT = {
    "label": "Web shop",
    "currency": "EUR",
    "timezone": "Europe/Berlin",
    "description": "A shop with a cart, and all that belongs to it. " * 40,
}
_drawn = random.Random(1)


def _named(content: str) -> dict[str, str]:
    return {"filename": "photo.jpg", "content_base64": content}


def _photograph() -> bytes:
    """A picture with as much in it as a photograph, of some three megabytes."""
    from PIL import Image, ImageFilter

    small = Image.frombytes("RGB", (500, 375), _drawn.randbytes(500 * 375 * 3))
    picture = small.filter(ImageFilter.GaussianBlur(1)).resize(SIDES, Image.Resampling.BICUBIC)
    written = io.BytesIO()
    picture.save(written, "JPEG", quality=90)
    return written.getvalue()


def main() -> None:
    match sys.argv[1:]:
        case [kind, port, token, contract_id]:
            asyncio.run(call_for_ever(kind, int(port), token, int(contract_id)))
        case _:
            asyncio.run(run())


if __name__ == "__main__":
    main()
