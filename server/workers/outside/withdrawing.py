"""Consents on their way to their end: withdrawn where they were given, then erased here, whatever Google says."""

from __future__ import annotations

from datetime import datetime, timedelta

from server.workers.deliverers import Event, Payload, growing
from server.workers.outside.opening import Opening
from store.database import Transaction
from store.scheduling.calendar_accounts import account_by_id, erase_secret

MOST_ATTEMPTS = 8


class Withdrawing:
    """Withdraws consents. The outbox only names the account."""

    def __init__(self, opening: Opening) -> None:
        self._opening = opening

    def plan(self, attempts: int) -> timedelta | None:
        """A few minutes; then it is erased all the same."""
        return None if attempts >= MOST_ATTEMPTS else growing(attempts)

    def ready(self, tx: Transaction, event: Event, now: datetime) -> Payload | None:
        row = account_by_id(tx, event.payload["account"])
        if row is None or row["ended_at"] is None or row["secret"] is None:
            return None
        return {"secret": row["secret"]}

    async def send(self, payload: Payload) -> None:
        await self._opening.oauth().withdraw(self._opening.refresh_token(payload["secret"]))

    def done(self, tx: Transaction, event: Event) -> None:
        erase_secret(tx, event.payload["account"])

    def failed(self, tx: Transaction, event: Event) -> None:
        if self.plan(event.attempts) is None:
            erase_secret(tx, event.payload["account"])
