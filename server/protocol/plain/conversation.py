"""One client over stdio: its plain messages are answered here, and all others wait for the library."""

from __future__ import annotations

import asyncio
import contextlib
import json
from collections import deque
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from os import devnull

from server.protocol.plain.calls import PlainCalls, is_traced
from server.protocol.plain.doorman import Doorman
from server.protocol.plain.greeting import Greeting, Heard
from server.protocol.plain.messages import PlainCall, is_no_json, message_in
from server.protocol.plain.pipes import LONGEST_LINE, Lines, Written, diverted
from server.protocol.senders import client_in

# Longer than any call may take.
DRAIN_SECONDS = 15
# Of what the library is told without being asked anything.
MOST_TOLD = 100
PARSE_ERROR, CONNECTION_CLOSED = -32700, -32000
CANCELLED = "notifications/cancelled"


class Open:
    """The requests of a client that wait for their answer, so that those still running are answered before the end."""

    def __init__(self) -> None:
        self.requests: set[str | int] = set()
        # Of those, how many wait for the client itself: the server asked it something.
        self.questions: set[str | int] = set()
        self.changed = asyncio.Event()

    def ended(self, id: object) -> None:
        if isinstance(id, str | int):
            self.requests.discard(id)
            self.changed.set()

    def nobody_waits(self) -> None:
        self.requests.clear()
        self.changed.set()

    async def drained(self) -> None:
        """Return when nothing is left that can still be answered, or after a while."""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(DRAIN_SECONDS):
                while len(self.requests) > len(self.questions):
                    self.changed.clear()
                    await self.changed.wait()


class Conversation:
    """What a client says, and what becomes of it. Lines for the library wait in their order until it reads them."""

    def __init__(self, plain: PlainCalls, greeting: Greeting) -> None:
        self.plain = plain
        self.greeting = greeting
        self.open = Open()
        self.out: Written
        self._lines: Lines | None = None
        self._waiting: deque[bytes] = deque()
        self._bytes_waiting = 0
        # Whether a line waits that wants an answer of the library, or more are there than are worth keeping for it.
        self._wanted = False
        self._came = asyncio.Event()
        self._ended = False
        self._is_plain = not is_traced()
        # By their ids as text: a cancellation may name a number as text.
        self._running: dict[str, tuple[PlainCall, asyncio.Task[None]]] = {}

    async def needs_library(self) -> bool:
        """Return when a line waits that only the library can answer; False when the client went away without one."""
        while not self._wanted:
            if self._ended:
                await self.open.drained()
                return self._wanted
            await self._changed()
        return True

    async def next_line(self) -> bytes | None:
        """The next line for the library; None at the end, when all that was asked is answered."""
        while not self._waiting:
            if self._ended:
                await self.open.drained()
                if not self._waiting:
                    return None
            else:
                await self._changed()
        line = self._waiting.popleft()
        was_full = self._bytes_waiting > 2 * LONGEST_LINE
        self._bytes_waiting -= len(line)
        if was_full and self._bytes_waiting <= 2 * LONGEST_LINE and self._lines is not None and not self._ended:
            self._lines.resume()
        return line

    def hear(self, line: bytes) -> None:
        """Answer a line, or leave it to the library."""
        if self._running and CANCELLED.encode() in line:
            self._cancel(line)
        heard = self.greeting.hear(line)
        if heard.call is not None:
            heard = self._called(heard, heard.call)
        if heard.answer is not None:
            self.out.put(heard.answer)
        if heard.passed_on is not None:
            self._pass_on(heard.passed_on, heard.told)

    async def close(self) -> None:
        """End what still runs; whoever waits for it is told."""
        for call, task in list(self._running.values()):
            if not task.done():
                task.cancel()
                error = {"code": CONNECTION_CLOSED, "message": "Connection closed"}
                self.out.put(json.dumps({"jsonrpc": "2.0", "id": call.id, "error": error}).encode() + b"\n")

    def _called(self, heard: Heard, call: PlainCall) -> Heard:
        """What is left of a plain call for others: nothing when it is answered here."""
        if not (self._is_plain and self.plain.takes(call)):
            self.greeting.begun_by(call)
            return heard
        if (told := self.greeting.begun_modern(call)) is not None:
            self._pass_on(told, told=True)
        self.open.requests.add(call.id)
        task = asyncio.get_running_loop().create_task(self._answer(call, heard.passed_on or b""))
        self._running[str(call.id)] = (call, task)
        return Heard(None, None)

    async def _answer(self, call: PlainCall, line: bytes) -> None:
        answer = None
        try:
            modern = self.greeting.era == "modern"
            sender = self.plain.calls.over_stdio()
            sender.client = client_in(self.greeting.client)
            answer = await self.plain.answer(call, sender, modern=modern)
        finally:
            if (found := self._running.get(str(call.id))) is not None and found[0] is call:
                del self._running[str(call.id)]
        if answer is None:
            # It is the library's after all, from its beginning.
            self._pass_on(line)
            self.open.ended(call.id)
            return
        self.out.put(answer + b"\n")
        self.open.ended(call.id)

    def _cancel(self, line: bytes) -> None:
        """Cancel a call that runs here. The library hears of it too, and knows nothing of that id."""
        message = message_in(line)
        params = message.get("params")
        if message.get("method") != CANCELLED or not isinstance(params, dict):
            return
        found = self._running.get(str(params.get("requestId")))
        if found is not None:
            call, task = found
            task.cancel()
            self.open.ended(call.id)

    def _pass_on(self, line: bytes, told: bool = False) -> None:
        if not self._wanted and not told and is_no_json(line):
            # The library is not loaded to say so.
            if line.strip():
                self._complain("This line is not JSON. Send one JSON-RPC 2.0 message a line.")
            return
        self._waiting.append(line)
        self._bytes_waiting += len(line)
        self._wanted = self._wanted or not told or len(self._waiting) > MOST_TOLD
        self._came.set()
        if self._bytes_waiting > 2 * LONGEST_LINE and self._lines is not None:
            self._lines.pause()

    async def _changed(self) -> None:
        self._came.clear()
        await self._came.wait()

    def _too_long(self) -> None:
        self._complain(f"A message ends within {LONGEST_LINE:,} bytes.")

    def _complain(self, message: str) -> None:
        error = {"code": PARSE_ERROR, "message": message}
        self.out.put(json.dumps({"jsonrpc": "2.0", "id": None, "error": error}).encode() + b"\n")

    def _end(self) -> None:
        self._ended = True
        self._came.set()


@asynccontextmanager
async def conversing(plain: PlainCalls, doorman: Doorman | None) -> AsyncIterator[Conversation]:
    """A conversation over stdin and stdout. Meanwhile stray prints go to stderr, and stdin is empty for others.

    doorman: who answered the client's first words so far."""
    left = doorman.relieve() if doorman is not None else b""
    talk = Conversation(plain, doorman.greeting if doorman is not None else Greeting())
    with diverted(0, devnull) as stdin, diverted(1, None) as stdout:
        talk.out = await Written.over(stdout, talk.open.nobody_waits)
        lines = await Lines.over(stdin, talk.hear, talk._too_long, talk._end)
        talk._lines = lines
        for told in doorman.told if doorman is not None else []:
            talk._pass_on(told, told=True)
        lines.data_received(left)
        try:
            yield talk
        finally:
            await talk.close()
            lines.close()
            await talk.out.aclose()
