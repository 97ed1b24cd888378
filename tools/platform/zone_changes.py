"""When new tables of time zones move the clock under a booking or a visit that was agreed already, both sides are told."""

from __future__ import annotations

from functools import partial

from store.database import Row
from store.platform import wall_times
from store.platform.wall_times import Table
from store.scheduling.events import attendees_of, hosts_of
from store.types import Owner, iso, utc_time
from store.zones import zone_tables
from tools.call import Call
from tools.one_by_one import one_by_one
from tools.operation import scheduled
from tools.questions import quoted
from tools.rules.sentences import Sentence, Words, say
from tools.telling import Guest, Record

AT_ONCE = 200
TABLES: tuple[Table, ...] = ("events", "work_orders")


@scheduled(every=60)
def tell_of_moved_times(call: Call) -> int:
    """Go through what lies ahead once for each edition of the zone tables, some at a time; what fails is passed over."""
    edition = zone_tables().edition
    so_far = wall_times.progress(call.tx)
    if so_far == edition:
        return 0
    table, after = _where(so_far, edition)
    rows = wall_times.ahead(call.tx, table, call.now, after, AT_ONCE)
    one_by_one(call, rows, partial(_look_at, table=table))
    if len(rows) == AT_ONCE:
        wall_times.keep_progress(call.tx, f"{edition} {table} {rows[-1]['id']}", call.now)
    elif table != TABLES[-1]:
        wall_times.keep_progress(call.tx, f"{edition} {TABLES[TABLES.index(table) + 1]} 0", call.now)
    else:
        wall_times.keep_progress(call.tx, edition, call.now)
    return max(len(rows), 1)


def _where(so_far: str, edition: str) -> tuple[Table, int]:
    """Where to go on; at the beginning when another edition came in meanwhile."""
    parts = so_far.split()
    if len(parts) == 3 and parts[0] == edition:
        return ("events" if parts[1] == "events" else "work_orders"), int(parts[2])
    return TABLES[0], 0


def _look_at(call: Call, row: Row, table: Table) -> None:
    if row["wall_start"] is None:
        wall_times.keep_wall_time(call.tx, table, row)
        row = wall_times.ahead(call.tx, table, call.now, row["id"] - 1, 1)[0]
    shown = wall_times.moved_to(row)
    if shown is None:
        return
    if table == "events":
        _tell_of_event(call, row, shown)
    else:
        _tell_of_visit(call, row, shown)


def _tell_of_event(call: Call, row: Row, shown: str) -> None:
    kind = "booking_moved" if row["kal_schedule_id"] is not None else "event_changed"
    people: set[Owner | Guest] = set(hosts_of(call.tx, row["id"]))
    for attendee in attendees_of(call.tx, row["id"]):
        if attendee["cancelled_at"] is not None or attendee["status"] == "declined":
            continue
        if attendee["user_id"] is not None:
            people.add(Owner(attendee["user_type"], attendee["user_id"]))
        elif attendee["email"] is not None:
            people.add(Guest(attendee["email"], attendee["name"] or ""))
    text = _text(row, shown, say("request_event_correction suggests another time."))
    for somebody in sorted(people, key=str):
        _tell(call, somebody, kind, text, Record("event", row["id"], row["name"]), row, shown)


def _tell_of_visit(call: Call, row: Row, shown: str) -> None:
    record = Record("work_order", row["id"], row["name"])
    text = _text(row, shown, say("Agree with the other side when to come; update_work_order moves it."))
    people = [Owner("company", row["company_id"])]
    provider = row["assignee_id"]
    if provider is not None:
        people.append(Owner("person", provider))
    for somebody in people:
        _tell(call, somebody, "work_order_schedule_changed", text, record, row, shown)


def _text(row: Row, shown: str, what_next: Sentence) -> Sentence:
    return say(
        "The clocks in {zone} follow new rules: {name} was agreed for {agreed}, and its moment {moment} is {shown} there now. "
        "The moment stays. {next}",
        zone=row["zone"],
        name=quoted(row["name"]),
        agreed=_clock(row["wall_start"]),
        moment=iso(row["start_at"]),
        shown=_clock(shown),
        next=what_next,
    )


def _clock(wall: str) -> str:
    return wall.replace("T", " ")


def _tell(call: Call, somebody: Owner | Guest, kind: str, text: Words, record: Record, row: Row, shown: str) -> None:
    figures = {"time_zone": row["zone"], "agreed": row["wall_start"], "shown_now": shown}
    call.tell(somebody, kind, text, record=record, starts_at=utc_time(row["start_at"]), figures=figures)
