"""A stand-in for Google that lives in this process: for halls without the internet, and to try things out."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from server.workers.outside.sources import Items, OutsideCalendar, OutsideFault, Written
from tools.rules.sentences import worded
from tools.scheduling.links.rules.google_items import item_of, sifted
from tools.scheduling.links.rules.ical_entry import Entry

CALENDARS = {"sandbox": "Sandbox", "sandbox-holidays": "Sandbox holidays"}


@dataclass(slots=True)
class SandboxCalendars:
    """What lies in the calendars of each account, by calendar and id, as long as the server runs."""

    items: dict[tuple[int, str], dict[str, dict[str, Any]]] = field(default_factory=dict)

    def of(self, account_id: int, calendar: str) -> dict[str, dict[str, Any]]:
        return self.items.setdefault((account_id, calendar), {})


@dataclass(frozen=True, slots=True)
class SandboxAccount:
    """One account's calendars: the first can be written, the second only read."""

    kept: SandboxCalendars
    account_id: int
    own: str
    calendar: str = ""
    zone: str = "UTC"

    async def calendars(self) -> list[OutsideCalendar]:
        return [OutsideCalendar(id, name, "UTC", id == "sandbox") for id, name in CALENDARS.items()]

    async def read(self, mark: str | None, start: datetime, end: datetime) -> Items:
        items = self.kept.of(self.account_id, self.calendar).values()
        return Items(sifted(items, self.zone, self.own, start, end).events, None, None)

    async def check(self) -> None:
        if self.calendar != "sandbox":
            raise OutsideFault(worded("The account may not write to that calendar."), final=True)

    async def write(self, entry: Entry, known: Written | None) -> Written:
        await self.check()
        self.kept.of(self.account_id, self.calendar)[entry.uid] = {
            **item_of(entry),
            "id": entry.uid,
            "iCalUID": entry.uid,
        }
        return Written(entry.uid, str(entry.sequence))

    async def remove(self, known: Written) -> None:
        self.kept.of(self.account_id, self.calendar).pop(known.external_id, None)
