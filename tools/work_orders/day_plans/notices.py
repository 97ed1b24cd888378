"""Whom a day plan that is carried out tells: everybody once, with their whole route."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from zoneinfo import ZoneInfo

from store.database import Row
from store.types import Owner
from tools.call import Call
from tools.questions import quoted
from tools.rules.sentences import Count, Sentence, Words, say, together
from tools.telling import Record
from tools.work_orders.day_plans.checked import Stop
from tools.work_orders.notices import LONGEST_MESSAGE, named, tell_company

# So many stops stand in the notice itself; all of them in the mail.
MOST_STOPS = 3
LONGEST_TITLE = 40


def tell_route(call: Call, kind: str, stops: Sequence[Stop], lost: Sequence[Row], zone: str, said: str | None) -> None:
    """Tell a person their route: 'assigned' when something in it is new to them, else that its times have changed."""
    first = stops[0]
    day = f"{first.visit.start.astimezone(ZoneInfo(zone)):%Y-%m-%d}"
    shown = together(*(_stop(stop, zone) for stop in stops[:MOST_STOPS]), between="; ")
    more = say("and {stops} more", stops=len(stops) - MOST_STOPS) if len(stops) > MOST_STOPS else None
    route = together(shown, more, between="; ")
    text = _ROUTE[kind].using(company=quoted(first.row["company_name"]), date=day, zone=zone, route=route)
    gone = say("Not yours any more: {orders}.", orders=_numbers(lost)) if lost else None
    call.tell(
        Owner("person", first.user_id),
        kind,
        together(text, gone),
        record=Record("work_order", first.row["id"], first.row["title"]),
        starts_at=first.visit.start,
        figures={"stops": len(stops), "date": day},
        body=_whole(stops, zone, said),
    )


_ROUTE: Mapping[str, Sentence] = {
    "work_order_assigned": say("Your route of {date} for {company} ({zone}): {route}."),
    "work_order_schedule_changed": say("The times of your route of {date} for {company} changed ({zone}): {route}."),
    "work_order_offered": say("{company} offers you a route on {date} ({zone}): {route}."),
}


def tell_taken_off(call: Call, user_id: int, rows: Sequence[Row]) -> None:
    """Tell a person whose orders went to somebody else, and who got none for them."""
    text = say("You were taken off {orders}: do not come.", orders=_numbers(rows))
    record = Record("work_order", rows[0]["id"], rows[0]["title"])
    call.tell(Owner("person", user_id), "work_order_unassigned", text, record=record)


def tell_company_of_plan(call: Call, stops: Sequence[Stop], date: str, people: int) -> None:
    """Tell the company that a day is assigned, once for all of it."""
    text = say(
        "The plan of {date} is carried out: {orders} for {people}.",
        date=date,
        orders=Count(len(stops), "work order"),
        people=Count(people, "provider"),
    )
    tell_company(call, [stops[0].row], "work_order_assigned", text, figures={"orders": len(stops)})


def _stop(stop: Stop, zone: str) -> Words:
    place = ", ".join(stop.row[name] for name in ("address1", "city") if stop.row[name])
    return say(
        "{time} work order {id} {title}",
        time=f"{stop.visit.start.astimezone(ZoneInfo(zone)):%H:%M}",
        id=stop.row["id"],
        title=together(quoted(stop.row["title"], LONGEST_TITLE), quoted(place, LONGEST_TITLE) if place else None),
    )


def _numbers(rows: Sequence[Row]) -> Words:
    if len(rows) == 1:
        return named(rows)
    numbers = ", ".join(str(row["id"]) for row in rows[:10])
    return say("work orders {numbers}", numbers=f"{numbers}, …" if len(rows) > 10 else numbers)


def _whole(stops: Sequence[Stop], zone: str, said: str | None) -> Words | None:
    """All stops of a long route, and what the company writes."""
    route = together(*(_stop(stop, zone) for stop in stops), between="\n") if len(stops) > MOST_STOPS else None
    words = say("They write: {words}", words=quoted(said, LONGEST_MESSAGE)) if said else None
    return together(route, words, between="\n\n") if route or words else None
