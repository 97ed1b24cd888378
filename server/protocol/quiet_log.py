"""What strangers can cause is logged once a minute at most, with how often it happened since."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable

EVERY = 60.0
# Where refused requests are noted; and the loggers of what stands between the network and the calls.
REFUSED = "hiringhall.refused"
LOUD = (REFUSED, "mcp", "uvicorn", "asyncio", "starlette", "sse_starlette")
MOST_PLACES = 1_000
LONGEST = 500


class OncePerMinute(logging.Filter):
    """Holds back what the same line of the program said less than a minute ago; the next that passes says how many."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        super().__init__()
        self._clock = clock
        self._said: dict[tuple[str, int, str], float] = {}
        self._held: dict[tuple[str, int, str], int] = {}

    def filter(self, record: logging.LogRecord) -> bool:
        if record.levelno < logging.WARNING or not (record.exc_info or record.name.startswith(LOUD)):
            return True
        # By the place in the program, not by the text: that may hold what a stranger sent.
        place = (record.pathname, record.lineno, _failure(record))
        now = self._clock()
        if now - self._said.get(place, -EVERY) < EVERY:
            self._held[place] = self._held.get(place, 0) + 1
            return False
        if len(self._said) >= MOST_PLACES:
            self._said.clear()
        self._said[place] = now
        if held := self._held.pop(place, 0):
            record.msg, record.args = f"{_one_line(record)} (and {held} more like it before)", None
        elif not record.exc_info:
            record.msg, record.args = _one_line(record), None
        return True


def _failure(record: logging.LogRecord) -> str:
    """What failed and where, so that one failure does not hide another that is noted at the same place."""
    if not record.exc_info or record.exc_info[0] is None:
        return ""
    kind, _, trace = record.exc_info
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    where = f"{trace.tb_frame.f_code.co_filename}:{trace.tb_lineno}" if trace is not None else ""
    return f"{kind.__name__} {where}"


def _one_line(record: logging.LogRecord) -> str:
    """The text, which no stranger can break into lines of the log or make long."""
    text = record.getMessage()[:LONGEST]
    return "".join(sign if sign.isprintable() else sign.encode("unicode_escape").decode("ascii") for sign in text)
