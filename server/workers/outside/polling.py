"""Reads outside calendars when their turn has come: leased, fetched outside any transaction, taken in as one unit."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime, timedelta
from typing import Any

from server.calls.changes import Tell, nobody_listens
from server.parts import Parts
from server.workers.outside.opening import Opening
from server.workers.outside.sources import Document, Items, OutsideFault, Unchanged
from store.database import Row, Transaction
from store.scheduling import links
from store.scheduling.calendar_accounts import keep_fault, keep_list, lease_accounts, name_account
from store.scheduling.feeds import installation_id
from store.types import utc_text, utc_time
from tools.call import Call
from tools.rules.sentences import told_by, worded
from tools.scheduling.links import imports, syncs
from tools.scheduling.links.choosing import LISTED_AGAIN, choose, tidied
from tools.scheduling.links.notices import tell_taken_in
from tools.scheduling.links.rules.event_uids import uid_suffix
from tools.scheduling.links.rules.ical_reading import Reading, Unreadable
from tools.scheduling.links.rules.links import MOST_EVENTS, WHOLE_AGAIN, Occurrence, is_chosen, masked_account, period

logger = logging.getLogger("hiringhall")

# Longer than a sync takes, whatever the server at the other end does.
LEASE = timedelta(minutes=5)
BATCH = 8
ReadApart = Callable[..., Awaitable[Reading]]


@dataclass(frozen=True, slots=True)
class Found:
    """What a sync brought: occurrences, and what was met in reading them. gone: as in Items."""

    events: Mapping[Occurrence, Mapping[str, Any]]
    gone: frozenset[str] | None
    mark: str | None
    whole: bool
    name: str | None = None
    warnings: Sequence[str] = field(default_factory=tuple)
    # How many of each sort a document held; {} of a source that lists single appointments.
    met: Mapping[str, int] = field(default_factory=dict)


class Polling:
    """The worker that looks at outside calendars."""

    def __init__(self, parts: Parts, opening: Opening, read: ReadApart, tell: Tell = nobody_listens) -> None:
        self._parts = parts
        self.opening = opening
        self._read = read
        self._tell = tell

    async def run(self) -> None:
        """Look every other second, for ever."""
        while True:
            await asyncio.sleep(2)
            try:
                await self.tick()
            except Exception:
                logger.exception("reading outside calendars failed")

    async def tick(self) -> int:
        """Sync all links whose turn it is, then ask accounts for their calendars; how many there were."""
        done = 0
        while leased := await self._parts.database.write(self._lease):
            await asyncio.gather(*(self._sync(link) for link in leased))
            done += len(leased)
        while accounts := await self._parts.database.write(self._lease_accounts):
            await asyncio.gather(*(self._list(account) for account in accounts))
            done += len(accounts)
        return done

    async def _list(self, account: Row) -> None:
        """The calendars of one account, as they can be linked."""
        listed: list[dict[str, Any]] | None = None
        fault = "Its calendars could not be listed."
        try:
            listed = tidied(asdict(each) for each in await self.opening.account(account).calendars())
        except OutsideFault as said:
            fault = said.text
        except Exception:
            logger.exception("account %s could not be listed", account["id"])
        again = self._parts.clock() + LISTED_AGAIN
        if listed is not None:
            await self._parts.database.write(lambda tx: self._keep_list(tx, account, listed, again))
        else:
            await self._parts.database.write(lambda tx: keep_fault(tx, account["id"], fault, again))

    def _keep_list(self, tx: Transaction, account: Row, listed: list[dict[str, Any]], again: datetime) -> None:
        keep_list(tx, account["id"], listed, self._parts.clock(), again)
        main = listed[0]["external_calendar_id"] if listed else ""
        # Google calls the main calendar of an account by its address.
        if account["provider"] == "google" and "@" in main:
            name_account(tx, account["id"], masked_account(main))

    def _lease_accounts(self, tx: Transaction) -> list[Row]:
        now = self._parts.clock()
        return lease_accounts(tx, now, now + LEASE, BATCH)

    def _lease(self, tx: Transaction) -> list[Row]:
        now = self._parts.clock()
        return links.lease_links(tx, now, now + LEASE, BATCH)

    async def _sync(self, link: Row) -> None:
        """One link. What goes wrong is kept for its owner, and never keeps others waiting."""
        try:
            found = await self._found(link)
        except OutsideFault as fault:
            await self._fail(link, fault.text, fault.final)
        except Unreadable as fault:
            await self._fail(link, told_by(fault), heavy=fault.heavy)
        except Exception:
            logger.exception("link %s could not be read", link["id"])
            await self._fail(link, worded("It could not be read."))
        else:
            await self._unit(link, lambda call, row: self._take_in(call, row, found))

    async def _found(self, link: Row) -> Found | list[dict[str, Any]] | None:
        """What the source has; None when nothing has changed, or the link only sends. As long as the link does not say which
        calendar of its account it means, the calendars."""
        own = uid_suffix(await self._parts.database.read(installation_id))
        source = self.opening.source(link, own)
        if link["provider"] == "caldav" and not is_chosen(link["external_calendar_id"]):
            return tidied(asdict(each) for each in await source.calendars())
        if link["direction"] == "export":
            await source.check()
            return None
        start, end = period(self._parts.clock())
        mark = None if self._is_old(link) else link["sync_token"]
        answer = await source.read(mark, start, end)
        match answer:
            case Unchanged():
                return None
            case Items(events, gone, mark):
                return Found(events, gone, mark, gone is None)
            case Document(content, mark):
                owner = await self._parts.database.read(lambda tx: links.owner_addresses(tx, link))
                how = {"zone": link["timezone"], "own": own, "owner": owner}
                reading = await self._read(content, start=start, end=end, **how)
                events = imports.values_of(reading.events, link["timezone"])
                return Found(events, None, mark, True, reading.name, reading.warnings, reading.met)

    def _is_old(self, link: Row) -> bool:
        """Whether everything has to be read again, changed or not."""
        return link["whole_at"] is None or self._parts.clock() - utc_time(link["whole_at"]) >= WHOLE_AGAIN

    def _take_in(self, call: Call, link: Row, found: Found | list[dict[str, Any]] | None) -> None:
        """What a sync brought, and that it went through; nothing of what is too much."""
        if isinstance(found, list):
            choose(call, link, found)
            return
        if found is not None:
            try:
                overlaps = imports.take_in(call, link, found.events, found.gone)
            except imports.TooMany:
                fault = worded("It has more than {most:,} appointments in the period that is read.", most=MOST_EVENTS)
                syncs.note_failure(call, link, fault)
                return
            imports.name_calendar(call, link, found.name)
            left_out = imports.keep_warnings(call, link, found.warnings, found.met)
            tell_taken_in(call, link, overlaps, left_out)
            whole = {"whole_at": utc_text(call.now)} if found.whole else {}
            links.change_link(call.tx, link["id"], sync_token=found.mark, **whole)
        syncs.note_success(call, link)

    async def _fail(self, link: Row, text: str, final: bool = False, heavy: bool = False) -> None:
        await self._unit(link, lambda call, row: syncs.note_failure(call, row, text, final=final, heavy=heavy))

    async def _unit(self, link: Row, work: Callable[[Call, Row], None]) -> None:
        """Write what came of a sync, unless the link has ended or somebody else has it by now."""

        def write(tx: Transaction) -> list[str]:
            row = links.link_by_id(tx, link["id"])
            if row is None or row["leased_until"] != link["leased_until"]:
                return []
            call = self._parts.own_call(tx, "calendar_sync", "sync")
            work(call, row)
            return call.changes

        await self._tell(await self._parts.database.write(write))
