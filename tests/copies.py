"""Makes files as a server does that makes them in a process apart, without the process."""

from __future__ import annotations

import asyncio
import pickle
from collections.abc import Callable
from typing import Any

from tools.errors import Refusal


async def copied(work: Callable[[], Any]) -> Any:
    """What some work makes: it is given as a copy, and so is what it makes or raises."""

    def there() -> bytes:
        try:
            return pickle.dumps((pickle.loads(asked)(), None))
        except Refusal as refusal:
            return pickle.dumps((None, refusal))

    asked = pickle.dumps(work)
    made, refusal = pickle.loads(await asyncio.to_thread(there))
    if refusal is not None:
        raise refusal
    return made
