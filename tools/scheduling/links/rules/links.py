"""What is decided about links to outside calendars: addresses, turns, states, and what differs between two looks."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Literal
from urllib.parse import urlsplit

from tools.rules.addresses import NO_NAME, host_and_port, target_fault
from tools.rules.quotation import cut, in_quotes
from tools.rules.sentences import worded

Direction = Literal["import", "export"]
# What is read of an outside calendar.
BACK, AHEAD = timedelta(days=30), timedelta(days=366)
# After so many syncs in a row that failed a link is failing.
MOST_FAILURES = 3
# Before it worked once it is tried again soon.
FIRST_WAITS = (timedelta(minutes=1), timedelta(minutes=5))
LONGEST_WAIT = timedelta(hours=6)
# Everything is read again after this, whatever has not changed: the period moves on.
WHOLE_AGAIN = timedelta(hours=20)
MOST_EVENTS = 25_000
LONGEST_ADDRESS = 2000


def feed_address(text: str) -> str:
    """The address of a feed as it is fetched: webcal is what calendars call https."""
    scheme, colon, rest = text.strip().partition(":")
    return f"https:{rest}" if scheme.lower() in ("webcal", "webcals") and colon else text.strip()


def address_fault(url: str, private_hosts: Collection[str]) -> str | None:
    """Why nothing can be read at an address, before its name is looked up; None when it may be possible."""
    if len(url) > LONGEST_ADDRESS:
        return worded("must have at most {longest_address} characters", longest_address=LONGEST_ADDRESS)
    if host_and_port(url) in private_hosts:
        return NO_NAME if "@" in urlsplit(url).netloc else None
    return target_fault(url)


def masked_address(url: str) -> str:
    """An address without what opens it: its host alone, as the path of a feed is a secret too."""
    parts = urlsplit(url)
    host = f"[{parts.hostname}]" if ":" in (parts.hostname or "") else parts.hostname
    return f"{parts.scheme}://{host}/…"


def default_summary(url: str) -> str:
    """What an outside calendar is called as long as it does not say."""
    return f"{UNNAMED}{urlsplit(url).hostname}"[:255]


def default_named(summary: str) -> bool:
    """Whether nobody has named it yet."""
    return summary.startswith(UNNAMED)


UNNAMED = "Calendar of "


def masked_account(name: str) -> str:
    """A user name or mail address as a hint: 'an…@home.test'."""
    local, at, domain = name.partition("@")
    return f"{local[:2]}…{at}{domain}" if at else f"{name[:2]}…"


def period(now: datetime) -> tuple[datetime, datetime]:
    """What is read: from 30 days back to 366 days ahead."""
    return now - BACK, now + AHEAD


@dataclass(frozen=True, slots=True)
class Turn:
    """How a link stands after a sync, and how long until the next one."""

    status: str
    failures: int
    wait: timedelta


def after_success(link_id: int, minutes: int) -> Turn:
    """A sync went through."""
    return Turn("connected", 0, _between(link_id, timedelta(minutes=minutes)))


def after_failure(
    link_id: int, status: str, failures: int, minutes: int, *, final: bool = False, heavy: bool = False
) -> Turn:
    """A sync did not go through. final: no repetition helps, until its owner does something. heavy: nor is
    it cheap, so it is tried rarely."""
    failures += 1
    if heavy:
        return Turn("failing", failures, _between(link_id, LONGEST_WAIT))
    if status == "syncing" and not final and failures <= len(FIRST_WAITS):
        return Turn(status, failures, FIRST_WAITS[failures - 1])
    failing = status == "failing" or final or failures >= MOST_FAILURES
    grown = min(timedelta(minutes=minutes) * 2 ** min(failures - 1, 8), LONGEST_WAIT)
    return Turn("failing" if failing else status, failures, _between(link_id, grown))


def _between(link_id: int, wait: timedelta) -> timedelta:
    """The wait and up to a tenth more, by the link's number: links made together do not stay together."""
    return wait * (1 + (link_id * 37 % 100) / 1000)


# What of an occurrence is compared and stored.
VALUES = ("summary", "start_at", "end_at", "timezone", "busy")
Occurrence = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Difference:
    """What has to be written so that what is stored is what was read. change: by the number of the stored row."""

    add: Mapping[Occurrence, Mapping[str, Any]] = field(default_factory=dict)
    change: Mapping[int, Mapping[str, Any]] = field(default_factory=dict)
    remove: tuple[int, ...] = ()


def difference(
    stored: Iterable[Mapping[str, Any]],
    read: Mapping[Occurrence, Mapping[str, Any]],
    gone: frozenset[str] | None = None,
) -> Difference:
    """What differs between the stored rows and what was read, by (external_id, occurrence).

    gone: None when everything was read; else what was read are changes, and what has one of these as external id or as
    occurrence is there no more."""
    rows = {(row["external_id"], row["occurrence"]): row for row in stored}
    change = {
        rows[key]["id"]: values
        for key, values in read.items()
        if key in rows and any(rows[key][name] != values[name] for name in VALUES)
    }
    add = {key: values for key, values in read.items() if key not in rows}
    if gone is None:
        remove = tuple(row["id"] for key, row in rows.items() if key not in read)
    else:
        remove = tuple(row["id"] for key, row in rows.items() if key not in read and not gone.isdisjoint(key))
    return Difference(add, change, remove)


# In an event's data: the import it stayed from. It stands in the outside calendar already and is never sent there.
KEPT_FROM = "kept_from_link"


def chosen(listed: Sequence[Mapping[str, Any]], wanted: str) -> Mapping[str, Any] | str:
    """The calendar of an account that is meant: by its id, the end of it, or its name; or, in words, why none is."""
    if not listed:
        return worded("The account has no calendars for appointments.")
    if not wanted and len(listed) == 1:
        return listed[0]
    key = wanted.strip().strip("/").casefold()
    found = [each for each in listed if key and _is_called(each, key)]
    if len(found) == 1:
        return found[0]
    names = ", ".join(
        f"{in_quotes(cut(each['summary'], 60))} ({each['external_calendar_id'][:200]})" for each in listed[:5]
    )
    if not wanted:
        return worded(
            "The account has {count} calendars: name one of them as external_calendar_id and connect again: {names}.",
            count=len(listed),
            names=names,
        )
    return worded(
        "The account has no one calendar {name}: name one of them as external_calendar_id and connect again: {names}.",
        name=in_quotes(cut(wanted, 80)),
        names=names,
    )


def _is_called(calendar: Mapping[str, Any], key: str) -> bool:
    id = calendar["external_calendar_id"].rstrip("/").casefold()
    return key == id or id.endswith(f"/{key}") or key == str(calendar["summary"]).casefold()


def is_chosen(external_calendar_id: str) -> bool:
    """Whether a link to an account says already which of its calendars it means."""
    return external_calendar_id.startswith(("https://", "http://"))
