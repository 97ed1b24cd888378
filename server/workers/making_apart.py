"""Makes files in processes apart: pictures, documents and plans made by a thread keep every other call waiting for the
interpreter.

    made = await made_apart(partial(read_files, arguments))

What is to be done goes to a process as a copy; what was made, or the refusal that was raised, comes back as one. A process is
kept for the next work, gives way to the calls, and ends with the server."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable
from typing import Any

import anyio
from anyio import BrokenWorkerProcess, to_process

from tools.errors import Unavailable
from tools.rules.sentences import worded

# How much less urgent it is than the calls, as nice counts.
GIVING_WAY = 5
# Less than a job is leased for: what hangs would else hang on one server after the other.
MOST_SECONDS = 90.0


async def made_apart(work: Callable[[], Any], seconds: float = MOST_SECONDS) -> Any:
    """What some work makes. Unavailable when the process ends before it is done, or is ended because it takes too long."""
    try:
        # Whoever goes away does not end it: a process takes a second to begin.
        with anyio.CancelScope(shield=True, deadline=anyio.current_time() + seconds):
            return await to_process.run_sync(_giving_way, work, _priority() + GIVING_WAY, cancellable=True)
    except BrokenWorkerProcess:
        raise Unavailable(
            worded(
                "What worked on the files of this call ended before it was done. Nothing happened. Try again, with less at "
                "once should it happen again."
            ),
            code="busy",
            retry_after=5,
        ) from None
    raise Unavailable(
        worded("The call took too long and was stopped. Nothing happened; ask for less and try again."),
        code="deadline",
        retry_after=5,
    )


def _giving_way(work: Callable[[], Any], priority: int) -> Any:
    """Done in the process, which takes a higher number than the server's: the calls come first."""
    # An interruption from the keyboard goes to the whole group, and is the server's to answer.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if _priority() < priority and hasattr(os, "setpriority"):
        os.setpriority(os.PRIO_PROCESS, 0, priority)
    try:
        return work()
    except SystemExit as end:
        # Raised again in the server it would end that.
        raise RuntimeError(f"the work wanted to end its process with {end.code}") from None


def _priority() -> int:
    return os.getpriority(os.PRIO_PROCESS, 0) if hasattr(os, "getpriority") else 0
