"""Who is told of what happens to work orders, and in which words."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from store.database import Row
from store.types import Money, Owner, iso, utc_time
from store.work_orders import bundles as work_order_bundles
from tools.call import Call
from tools.questions import quoted
from tools.rules.sentences import Sentence, Words, begun, say, together
from tools.telling import Record

# Of what others wrote stands so much in the notice itself; all of it in the mail.
LONGEST_WORDS = 250
LONGEST_MESSAGE = 2000


def tell(
    call: Call,
    rows: Sequence[Row],
    person_ids: Collection[int | None],
    kind: str,
    text: Words,
    *,
    said: str | None = None,
    figures: Mapping[str, object] | None = None,
    inbox_only: bool = False,
) -> int:
    """Tell people of orders that were acted on together, once each; how many. said: what the other side wrote with it."""
    told = sorted({id for id in person_ids if id is not None})
    for id in told:
        call.tell(
            Owner("person", id),
            kind,
            _with_words(text, said),
            record=_record(rows),
            starts_at=_first_start(rows),
            figures=_figures(rows[0], figures),
            body=_rest(said),
            inbox_only=inbox_only,
        )
    return len(told)


def tell_company(
    call: Call,
    rows: Sequence[Row],
    kind: str,
    text: Words,
    *,
    said: str | None = None,
    figures: Mapping[str, object] | None = None,
    responsible: Owner | None = None,
) -> None:
    """Tell the company of orders that were acted on together; mail goes to who is responsible: their manager, else who made
    them."""
    call.tell(
        Owner("company", rows[0]["company_id"]),
        kind,
        _with_words(text, said),
        record=_record(rows),
        starts_at=_first_start(rows),
        figures=_figures(rows[0], figures),
        responsible=responsible or _responsible(rows[0]),
        body=_rest(said),
    )


def tell_closed(
    call: Call,
    waiting: Iterable[tuple[Row, Collection[int]]],
    why: Words,
    said: str | None = None,
    but: int | None = None,
) -> None:
    """Tell people that their open offers and requests have ended, each of the orders they waited for and no others.

    but: somebody who hears of it in another way."""
    orders: dict[int, list[Row]] = {}
    for row, people in waiting:
        for id in set(people) - {but}:
            orders.setdefault(id, []).append(row)
    for id, rows in sorted(orders.items()):
        text = say("Your offer or request for {orders} is closed: {why}.", orders=named(rows), why=why)
        tell(call, rows, [id], "work_order_offer_closed", text, said=said)


def named(rows: Sequence[Row]) -> Sentence:
    """The orders as people know them: one by number and title, several as their bundle."""
    row = rows[0]
    if len(rows) == 1:
        return say("work order {id} {title}", id=row["id"], title=quoted(row["title"]))
    numbers = ", ".join(str(each["id"]) for each in rows[:10])
    code = work_order_bundles.code(row["bundle_id"]) if row["bundle_id"] is not None else say("of before")
    return say(
        "bundle {code} (work orders {numbers}; the first is {title})",
        code=code,
        numbers=f"{numbers}, …" if len(rows) > 10 else numbers,
        title=quoted(row["title"]),
    )


def when_and_where(row: Row, *, exactly: bool) -> Words:
    """Start, place and largest pay in one clause. exactly: for whoever may see the address."""
    most = say("at most {amount}", amount=_most(row)) if row["pay_type"] else None
    return together(_when(row), _where(row, exactly), most, between=", ")


def _when(row: Row) -> Words | None:
    if not row["start_at"]:
        return None
    zone = row["time_zone"]
    start = f"{utc_time(row['start_at']).astimezone(ZoneInfo(zone)):%Y-%m-%d %H:%M}"
    if row["schedule_mode"] == "exact":
        return f"{start} ({zone})"
    end = f"{utc_time(row['window_end_at']).astimezone(ZoneInfo(zone)):%Y-%m-%d %H:%M}"
    return say("between {start} and {end} ({zone})", start=start, end=end, zone=zone)


def _where(row: Row, exactly: bool) -> Words | None:
    if row["location_mode"] == "remote":
        return say("remote")
    names = ("address1", "zip", "city", "state") if exactly else ("city", "state")
    place = ", ".join(row[name] for name in names if row[name])
    return quoted(place) if place else None


def _most(row: Row) -> Money:
    return Money(row["pay_max"], row["currency"])


def _figures(row: Row, more: Mapping[str, object] | None) -> dict[str, object]:
    found: dict[str, object] = {}
    if row["start_at"]:
        found["start"] = iso(row["start_at"], row["time_zone"])
    if row["pay_type"]:
        found["pay_max"] = str(_most(row))
    return {**found, **(more or {})}


def _record(rows: Sequence[Row]) -> Record:
    return Record("work_order", rows[0]["id"], rows[0]["title"])


def _first_start(rows: Sequence[Row]) -> datetime | None:
    """When the first of the service windows opens."""
    return min((utc_time(row["start_at"]) for row in rows if row["start_at"]), default=None)


def _responsible(row: Row) -> Owner | None:
    if row["manager_id"] is not None:
        return Owner("person", row["manager_id"])
    kind = row["created_by_type"]
    return Owner(kind, row["created_by_id"]) if kind in ("person", "agent") else None


def _with_words(text: Words, said: str | None) -> Words:
    """The sentence, begun with a capital letter, and what the other side wrote."""
    words = say("They write: {words}", words=quoted(said, LONGEST_WORDS)) if said else None
    return begun(together(text, words))


def _rest(said: str | None) -> Words | None:
    """What of a message did not fit into the notice."""
    if said is None or len(said) <= LONGEST_WORDS:
        return None
    return say("All of what they write: {words}", words=quoted(said, LONGEST_MESSAGE))
