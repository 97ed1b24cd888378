"""Answers a client's first words over stdio while the program still loads.

Some clients wait a second for the first answer, which is less than a start takes on a busy machine, and all wait for the
list of tools before they say anything to the person."""

from __future__ import annotations

import os
import select
import stat
import sys
import threading

from server.protocol.plain.greeting import Greeting
from server.protocol.plain.tool_list import tools_as_text

LONGEST_WORDS = 64 * 1024
# Seconds after which a thread lets another one run: one that loads the program keeps an answer waiting as long.
SWITCH = 0.0005


class Doorman:
    """Reads stdin on a thread of its own until somebody takes over, and answers what can be answered at once."""

    def __init__(self, greeting: Greeting) -> None:
        self.greeting = greeting
        # What the library is to be told of what was answered here; and what was read and not answered.
        self.told: list[bytes] = []
        self._left = bytearray()
        self._stop, self._stopping = os.pipe()
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._switch = sys.getswitchinterval()

    @classmethod
    def at_the_pipes(cls, toolsets: str | None, read_only: bool) -> Doorman | None:
        """At work, when stdin and stdout are pipes; else None, and the first words wait like all others.

        toolsets, read_only: what the server was started to show."""
        if sys.platform == "win32" or not (is_pipe(0) and is_pipe(1)):
            return None
        doorman = cls(Greeting(tools_as_text(toolsets, read_only)))
        sys.setswitchinterval(SWITCH)
        doorman._thread.start()
        return doorman

    def relieve(self) -> bytes:
        """Stop reading; what was read and is not answered, which is to be heard again."""
        os.write(self._stopping, b"x")
        self._thread.join()
        os.close(self._stop)
        os.close(self._stopping)
        sys.setswitchinterval(self._switch)
        return bytes(self._left)

    def _run(self) -> None:
        waiting = bytearray()
        try:
            while self.greeting.open and len(waiting) < LONGEST_WORDS:
                ready, _, _ = select.select([0, self._stop], [], [])
                if self._stop in ready:
                    break
                read = os.read(0, 4096)
                if not read:
                    break
                waiting += read
                while self.greeting.open and (end := waiting.find(b"\n")) >= 0:
                    self._hear(bytes(waiting[: end + 1]))
                    del waiting[: end + 1]
        except OSError:
            # Whoever takes over finds the pipe as it is.
            pass
        self._left += waiting

    def _hear(self, line: bytes) -> None:
        heard = self.greeting.hear(line)
        if heard.answer is None:
            self._left += line
            return
        write_whole(1, heard.answer)
        if heard.passed_on is not None:
            self.told.append(heard.passed_on)


def is_pipe(descriptor: int) -> bool:
    """Whether the event loop can wait for it."""
    if sys.platform == "win32":
        return False
    try:
        mode = os.fstat(descriptor).st_mode
    except OSError:
        return False
    return stat.S_ISFIFO(mode) or stat.S_ISSOCK(mode)


def write_whole(descriptor: int, text: bytes) -> None:
    """Write all of it, also where the pipe is full and says so instead of waiting."""
    while text:
        try:
            text = text[os.write(descriptor, text) :]
        except BlockingIOError:
            select.select([], [descriptor], [])
