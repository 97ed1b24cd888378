"""What the look at an act costs a money call where nobody has a freeze, a policy or a mandate: processor time, in turns.

python -m bench.authorising"""

from __future__ import annotations

import asyncio
import statistics
import time
from collections.abc import Callable
from typing import Any

from bench.measure import Figure, at_most
from bench.processes import folder
from server.app import App
from server.calls import consent
from server.calls.messages import Answered, Request
from server.calls.throttle import Throttle
from server.operator import token_for_agent
from store.calls import callers
from store.calls.consents import set_asking
from store.database import Row, Transaction
from store.movements import Gate
from store.types import Owner

ROUNDS, WARM = 1500, 100
ADDRESS = "0x52908400098527886E0F7030069857D2E4169EE7"
# The two statements that the look was put into, as they are without it.
_UNSTOPPED = "SELECT *, NULL AS frozen_at FROM agents"


def _unguarded(tx: Transaction, owner: Owner, rules_of: Owner, charged: Owner) -> Row:
    row = tx.one(
        """SELECT c.ask, c.usd_micros, c.way, 0 AS guarded
           FROM (SELECT 1 AS one) o LEFT JOIN confirmation_limits c ON c.owner_type = :type AND c.owner_id = :id""",
        type=owner.kind,
        id=owner.id,
    )
    assert row is not None
    return row


class Switch:
    """Takes the look out of the calls, and puts it back."""

    def __init__(self) -> None:
        self._ours: tuple[Any, ...] = (consent.looked_at, Gate.check, callers._AGENT)
        self._bare: tuple[Any, ...] = (_unguarded, lambda gate, kind: None, _UNSTOPPED)

    def set(self, looks: bool) -> None:
        consent.looked_at, Gate.check, callers._AGENT = self._ours if looks else self._bare  # type: ignore[method-assign]


async def run() -> list[Figure]:
    with folder() as files:
        app = await App.open(files / "hall.db", throttle=Throttle("100000000/minute", "100000000/minute"))
        made = await token_for_agent(app, "Bench", "Bench", "EUR", "1000000 USDT", find=True)
        # Nothing is asked, so that the call goes through whole.
        await app.database.write(lambda tx: set_asking(tx, Owner("agent", made.id), True, 10**15, "2026-01-01"))
        try:
            ours, bare = await _times(app, made.token, Switch().set)
        finally:
            await app.close()
    return [at_most("authorise, of a withdrawal with nothing to look at (processor)", ours, bare, 1.03)]


async def _times(app: App, token: str, switch: Callable[[bool], None]) -> tuple[float, float]:
    """Median milliseconds of processor time of a call with the look and without, in turns."""
    times: dict[bool, list[float]] = {True: [], False: []}
    try:
        for number in range(WARM + ROUNDS):
            for looks in (number % 2 == 0, number % 2 == 1):
                switch(looks)
                start = time.process_time()
                await _withdraw(app, token)
                if number >= WARM:
                    times[looks].append((time.process_time() - start) * 1000)
    finally:
        switch(True)
    return statistics.median(times[True]), statistics.median(times[False])


async def _withdraw(app: App, token: str) -> None:
    arguments = {"currency": "USDT", "amount": "5.00", "address": ADDRESS}
    answered = await app.pipeline.call(Request("request_withdrawal", arguments, token))
    if not isinstance(answered, Answered):
        raise RuntimeError(answered)


if __name__ == "__main__":
    for figure in asyncio.run(run()):
        print(figure.line())
