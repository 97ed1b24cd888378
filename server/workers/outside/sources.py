"""What an outside calendar can be asked, whoever keeps it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from tools.scheduling.links.rules.ical_entry import Entry
from tools.scheduling.links.rules.links import Occurrence


class OutsideFault(Exception):
    """It could not be done. The text is for the owner of the link, and tells nothing that opens anything.

    final: no repetition helps until its owner does something."""

    def __init__(self, text: str, *, final: bool = False) -> None:
        super().__init__(text)
        self.text = text
        self.final = final


@dataclass(frozen=True, slots=True)
class OutsideCalendar:
    """A calendar of an account."""

    external_calendar_id: str
    summary: str
    timezone: str | None
    writable: bool


@dataclass(frozen=True, slots=True)
class Unchanged:
    """Nothing is other than at the mark."""


@dataclass(frozen=True, slots=True)
class Document:
    """The whole calendar as iCalendar. mark: what to ask with next time."""

    content: bytes
    mark: str | None


@dataclass(frozen=True, slots=True)
class Items:
    """Occurrences that the source itself has read. gone: None when these are all; else what went, by external id or occurrence."""

    events: Mapping[Occurrence, Mapping[str, Any]]
    gone: frozenset[str] | None
    mark: str | None


@dataclass(frozen=True, slots=True)
class Written:
    """Where an entry stands outside, and in which state."""

    external_id: str
    mark: str | None


class Source(Protocol):
    """An outside calendar. Everything raises OutsideFault when it cannot be done."""

    async def calendars(self) -> list[OutsideCalendar]:
        """The calendars of the account."""

    async def read(self, mark: str | None, start: datetime, end: datetime) -> Unchanged | Document | Items:
        """What lies in [start, end); with the mark of the last look cheap when nothing has changed since."""

    async def check(self) -> None:
        """Whether entries can be written."""

    async def write(self, entry: Entry, known: Written | None) -> Written:
        """Write an entry, or what it has become. The same twice does no harm."""

    async def remove(self, known: Written) -> None:
        """Take an entry out; nothing when it is there no more."""
