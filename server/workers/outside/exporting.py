"""Bookings on their way to outside calendars: what stands here now is written, whatever it was when it was left."""

from __future__ import annotations

import asyncio
from datetime import datetime, timedelta

from server.parts import Parts
from server.workers.deliverers import Event, Payload, Undeliverable
from server.workers.outside.opening import Opening
from server.workers.outside.sources import OutsideFault, Written
from store.database import Transaction
from store.scheduling import calendar_exports as store
from store.scheduling.feeds import installation_id
from store.types import utc_text
from tools.call import Call
from tools.rules.sentences import told_by, worded
from tools.scheduling.links import syncs
from tools.scheduling.links.rules.event_uids import uid_suffix
from tools.scheduling.links.rules.exports import content_of, entry_of, place_of

# All requests of one delivery; less than the lease of the outbox.
SECONDS = 25.0
MOST_ATTEMPTS = 30
# After so many attempts of one appointment its link is failing.
FAILING_AFTER = 3
SLOW = worded("There was no whole answer in time.")


class NotWritten(Exception):
    """It may be another time. The text is for the owner of the link."""


class NeverWritten(Undeliverable):
    """No repetition helps until the owner of the link does something. The text is for them."""


class Exporting:
    """Writes appointments to outside calendars. The outbox only names the export: event, calendar and password are read
    right before."""

    def __init__(self, parts: Parts, opening: Opening) -> None:
        self._parts = parts
        self._opening = opening

    def plan(self, attempts: int) -> timedelta | None:
        """Waits that double, at most an hour; about a day in all."""
        return None if attempts >= MOST_ATTEMPTS else timedelta(seconds=min(3600, 2**attempts))

    def ready(self, tx: Transaction, event: Event, now: datetime) -> Payload | None:
        """What is done outside now; None when it stands there as it stands here, or the link has ended."""
        row = store.export_to_send(tx, event.payload["export"])
        if row is None:
            return None
        store.note_sending(tx, row["row_id"])
        found = store.event_to_send(tx, row["event_id"])
        place = place_of(dict(found) if found else None, row["kal_id"], utc_text(now))
        known = Written(row["written_id"], row["mark"]) if row["written_id"] else None
        installation = installation_id(tx)
        own = uid_suffix(installation)
        if place == "written" and found is not None:
            entry = entry_of(dict(found), installation)
            if known is None or content_of(entry) != row["content"]:
                return {"link": row, "known": known, "entry": entry, "own": own}
        elif place == "absent" and known is not None:
            return {"link": row, "known": known, "entry": None, "own": own}
        if known is None:
            store.forget(tx, row["row_id"])
        else:
            store.settle(tx, row["row_id"], "sent")
        return None

    async def send(self, payload: Payload) -> None:
        """Write or take out, and note where it stands then."""
        try:
            async with asyncio.timeout(SECONDS):
                written = await self._done(payload)
        except OutsideFault as fault:
            raise (NeverWritten if fault.final else NotWritten)(fault.text) from None
        except TimeoutError:
            raise NotWritten(SLOW) from None
        await self._parts.database.write(lambda tx: self._settle(tx, payload, written))

    def failed(self, tx: Transaction, event: Event, error: Exception) -> None:
        """Why it was not written, for the owner of the link."""
        row = store.export_to_send(tx, event.payload["export"])
        if row is None:
            return
        # What else may be wrong is ours alone to know.
        known = isinstance(error, NotWritten | NeverWritten)
        fault = told_by(error) if known else worded("It could not be written.")
        given_up = isinstance(error, NeverWritten) or self.plan(event.attempts) is None
        store.note_fault(tx, row["row_id"], fault, given_up=given_up)
        failing = given_up or event.attempts >= FAILING_AFTER
        syncs.note_not_written(self._call(tx), row["id"], fault, failing=failing)

    async def _done(self, payload: Payload) -> Written | None:
        """Where the entry stands now; None when it is gone."""
        source = self._opening.source(payload["link"], payload["own"])
        if payload["entry"] is not None:
            return await source.write(payload["entry"], payload["known"])
        await source.remove(payload["known"])
        return None

    def _settle(self, tx: Transaction, payload: Payload, written: Written | None) -> None:
        export_id = payload["link"]["row_id"]
        if store.export_to_send(tx, export_id) is None:
            return
        if written is None:
            store.settle(tx, export_id, "absent", written_id=None, mark=None, content=None)
        else:
            content = content_of(payload["entry"])
            store.settle(tx, export_id, "sent", written_id=written.external_id, mark=written.mark, content=content)
        syncs.note_written(self._call(tx), payload["link"]["id"])

    def _call(self, tx: Transaction) -> Call:
        return self._parts.own_call(tx, "calendar_export", "sync")
