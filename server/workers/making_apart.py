"""Makes files in processes apart: pictures, documents and plans made by a thread keep every other call waiting for the
interpreter.

    made = await made_apart(partial(read_files, arguments))

What is to be done goes to a process as a copy; what was made, or the refusal that was raised, comes back as one. A process is
kept for the next work, gives way to the calls, and ends with the server."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Any

from anyio import BrokenWorkerProcess, to_process

from tools.errors import Unavailable
from tools.rules.sentences import worded

# How much less urgent it is than the calls, as nice counts.
GIVING_WAY = 5


async def made_apart(work: Callable[[], Any]) -> Any:
    """What some work makes. Unavailable when the process ends before it is done."""
    try:
        return await to_process.run_sync(_giving_way, work, _priority() + GIVING_WAY)
    except BrokenWorkerProcess:
        raise Unavailable(
            worded(
                "What worked on the files of this call ended before it was done. Nothing happened. Try again, with less at "
                "once should it happen again."
            ),
            code="busy",
            retry_after=5,
        ) from None


def _giving_way(work: Callable[[], Any], priority: int) -> Any:
    """Done in the process, which takes a higher number than the server's: the calls come first."""
    if _priority() < priority and hasattr(os, "setpriority"):
        os.setpriority(os.PRIO_PROCESS, 0, priority)
    return work()


def _priority() -> int:
    return os.getpriority(os.PRIO_PROCESS, 0) if hasattr(os, "getpriority") else 0
