"""Searching for people by their free time. The clock stands at Monday 2026-03-02, 09:00 UTC."""

from __future__ import annotations

import pytest

from store.scheduling.busy import occupy
from store.types import utc_time
from tests.hall import Hall, Refused
from tests.tools.specialists.market import names, offer, specialist
from tools.specialists.search import SLOT_CHECKS_MOST


async def test_the_free_slot_is_shown_and_bookings_and_imported_time_are_taken_out(hall: Hall) -> None:
    acme = await hall.agent("Acme")
    ann = await specialist(hall, "ann@work.test")
    day = {"start": "2026-03-03T09:00:00Z", "end": "2026-03-03T12:00:00Z"}

    async def first_slot() -> str | None:
        found = (await acme.call("search_specialists", **day))["specialists"]
        return found[0]["schedules"][0]["next_free_slot"]["start"] if found else None

    async def busy(start: str, end: str) -> None:
        times = utc_time(start), utc_time(end)
        await hall.app.database.write(lambda tx: occupy(tx, ann.owner, *times, ("import", 1)))

    assert await first_slot() == "2026-03-03T09:00:00Z"
    await busy("2026-03-03T08:00:00.000Z", "2026-03-03T09:30:00.000Z")
    assert await first_slot() == "2026-03-03T10:00:00Z"
    await busy("2026-03-03T10:30:00.000Z", "2026-03-03T17:00:00.000Z")
    assert await first_slot() is None


async def test_days_hours_and_length_are_met_by_one_and_the_same_slot(hall: Hall) -> None:
    acme = await hall.agent("Acme")
    monday_long_tuesday_short = [
        {"days": [1], "start": "09:00", "end": "13:00"},
        {"days": [2], "start": "14:00", "end": "15:00"},
    ]
    await specialist(hall, "ann@work.test", schedule={"rules": monday_long_tuesday_short, "timezone": "Europe/Berlin"})

    async def found(**arguments) -> list[str]:
        answer = await acme.call("search_specialists", timezone="Europe/Berlin", **arguments)
        return [s["next_free_slot"]["start"] for person in answer["specialists"] for s in person["schedules"]]

    assert await found(days=[1]) == ["2026-03-02T10:00:00+01:00"]
    assert await found(days=[2]) == ["2026-03-03T14:00:00+01:00"]
    assert await found(days=[2], hours={"from": 9, "to": 13}) == []
    assert await found(days=[1], hours={"from": 11, "to": 13}) == ["2026-03-02T11:00:00+01:00"]
    assert await found(days=[3]) == []
    assert await found(hours={"from": 14, "to": 15}) == ["2026-03-03T14:00:00+01:00"]
    assert await found(days=[2], duration=90) == []


HOURS = [{"days": [1], "start": "09:00", "end": "12:00"}]


async def _free_at_a_stretch(hall: Hall, minutes: int, **schedule) -> tuple[str, str, int] | None:
    acme = await hall.agent("Acme")
    ann = await specialist(hall, "ann@work.test", schedule={"rules": HOURS, **schedule})
    bob = await hall.person("bob@home.test", credit="5 USDT")
    await hall.app.database.write(
        lambda tx: occupy(
            tx, ann.owner, utc_time("2026-03-09T10:00:00.000Z"), utc_time("2026-03-09T10:30:00.000Z"), ("import", 1)
        )
    )
    asked = {"start": "2026-03-03T00:00:00Z", "duration": minutes}
    people = (await acme.call("search_specialists", **asked))["specialists"]
    if not people:
        return None
    offered = people[0]["schedules"][0]
    slot = offered["next_free_slot"]
    at = utc_time(slot["start"].replace("Z", ".000Z"))
    step = (utc_time(slot["end"].replace("Z", ".000Z")) - at) / slot["bookings"]
    for number in range(slot["bookings"]):
        start = (at + number * step).isoformat()
        await bob.call("book_schedule", schedule_id=offered["schedule_id"], start=start, pay="later")
    return slot["start"], slot["end"], slot["bookings"]


@pytest.mark.parametrize(
    ("minutes", "schedule", "found"),
    [
        (120, {}, ("2026-03-16T09:00:00Z", "2026-03-16T11:00:00Z", 2)),
        (90, {}, ("2026-03-16T09:00:00Z", "2026-03-16T11:00:00Z", 2)),
        (180, {}, ("2026-03-16T09:00:00Z", "2026-03-16T12:00:00Z", 3)),
        (90, {"duration": 30}, ("2026-03-09T10:30:00Z", "2026-03-09T12:00:00Z", 3)),
        (240, {}, None),
        (120, {"settings": {"pause": 5}}, None),
        (120, {"settings": {"buffer_after": 10, "step": 60}}, None),
        (120, {"settings": {"max_per_day": 1}}, None),
        (120, {"settings": {"max_per_day": 2}}, ("2026-03-16T09:00:00Z", "2026-03-16T11:00:00Z", 2)),
        (120, {"settings": {"step": 90}}, None),
        (120, {"msp": 3}, ("2026-03-16T09:00:00Z", "2026-03-16T11:00:00Z", 2)),
    ],
)
async def test_slots_in_a_row_are_time_at_a_stretch_and_can_all_be_booked(hall: Hall, minutes, schedule, found) -> None:
    assert await _free_at_a_stretch(hall, minutes, **schedule) == found


async def test_a_chosen_length_among_those_offered_is_long_enough(hall: Hall) -> None:
    acme = await hall.agent("Acme")
    await specialist(hall, "ann@work.test", schedule={"duration": 30, "settings": {"durations": [60, 120]}})
    slot = (await acme.call("search_specialists", duration=45))["specialists"][0]["schedules"][0]["next_free_slot"]
    assert (slot["start"], slot["end"]) == ("2026-03-02T09:00:00Z", "2026-03-02T10:00:00Z")
    slot = (await acme.call("search_specialists", duration=121))["specialists"][0]["schedules"][0]["next_free_slot"]
    assert (slot["start"], slot["bookings"]) == ("2026-03-02T09:00:00Z", 2)


async def test_times_without_offset_are_read_in_the_time_zone(hall: Hall) -> None:
    acme = await hall.agent("Acme")
    await specialist(hall, "ann@work.test")
    found = await acme.call(
        "search_specialists", start="2026-03-03T11:00", end="2026-03-03T12:00", timezone="Europe/Helsinki"
    )
    assert found["specialists"][0]["schedules"][0]["next_free_slot"]["start"] == "2026-03-03T11:00:00+02:00"
    assert (await acme.call("search_specialists", start="2026-03-03T07:00", end="2026-03-03T08:00"))["total"] == 0


async def test_places_still_free_in_one_slot_are_counted(hall: Hall) -> None:
    acme = await hall.agent("Acme")
    await specialist(hall, "one@work.test", "Single", schedule={"msp": 1})
    await specialist(hall, "four@work.test", "Four", schedule={"msp": 4})
    await specialist(hall, "many@work.test", "Many", schedule={"msp": 0})
    assert sorted(names(await acme.call("search_specialists", msp=3))) == ["Four", "Many"]
    assert names(await acme.call("search_specialists", msp=5)) == ["Many"]
    assert (await acme.call("search_specialists", msp=0))["total"] == 3


async def test_saturday_evening_is_found_among_many_who_do_not_work_then(hall: Hall) -> None:
    acme = await hall.agent("Acme")
    saturday = [{"days": [6], "start": "18:00", "end": "22:00"}]
    await specialist(hall, "sat@work.test", "Satu", schedule={"rules": saturday})
    for number in range(30):
        await specialist(hall, f"p{number}@work.test", f"Person{number}")
    found = await acme.call("search_specialists", days=[6], hours={"from": 18, "to": 24}, limit=5)
    assert names(found) == ["Satu"]
    assert found["total"] == 1
    assert "total_before_free_time" not in found


async def test_the_bound_on_looking_at_free_time_is_told_and_the_cursor_goes_on(
    hall: Hall, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tools.specialists.search.SLOT_CHECKS_MOST", 5)
    acme = await hall.agent("Acme")
    await specialist(hall, "free@work.test", "Free")
    for number in range(8):
        busy = await specialist(hall, f"p{number}@work.test", f"Person{number}")
        times = utc_time("2026-03-03T00:00:00.000Z"), utc_time("2026-03-04T00:00:00.000Z")
        await hall.app.database.write(lambda tx, who=busy.owner, times=times: occupy(tx, who, *times, ("import", 1)))
    day = {"start": "2026-03-03T09:00:00Z", "end": "2026-03-03T12:00:00Z", "limit": 2}
    first = await acme.call("search_specialists", **day)
    assert first["specialists"] == []
    assert "Looked at the free time of 5 people" in first["warnings"][0]
    assert first["total_before_free_time"] is True
    second = await acme.call("search_specialists", **day, cursor=first["next_cursor"])
    assert names(second) == ["Free"]
    assert "next_cursor" not in second
    assert SLOT_CHECKS_MOST == 300


async def test_pages_with_free_time_go_on_where_the_last_one_ended(hall: Hall) -> None:
    acme = await hall.agent("Acme")
    for number in range(7):
        await specialist(hall, f"p{number}@work.test", f"Person{number}")
    found, cursor = [], None
    for _ in range(4):
        more = {"cursor": cursor} if cursor else {}
        page = await acme.call("search_specialists", query="consultation", duration=60, limit=2, **more)
        found += names(page)
        cursor = page.get("next_cursor")
    assert found == [f"Person{number}" for number in reversed(range(7))]
    assert cursor is None


async def test_a_window_in_the_past_or_too_long_is_refused(hall: Hall) -> None:
    acme = await hall.agent("Acme")
    for end, said in (("2026-03-01T09:00:00Z", "past"), ("2026-06-01T09:00:00Z", "62 days")):
        with pytest.raises(Refused) as no:
            await acme.call("search_specialists", end=end)
        assert said in no.value.fields["end"]


async def test_a_session_added_outside_the_rules_is_found(hall: Hall) -> None:
    acme = await hall.agent("Acme")
    ann = await hall.person("ann@work.test", credit="5 USDT")
    schedule = await offer(hall, ann, "Workshop", rules=[])
    await ann.call(
        "add_schedule_event", schedule_id=schedule, label="Saturday workshop", date="2026-03-07",
        start="2026-03-07T18:00:00Z", duration=60, capacity=12,
    )  # fmt: skip
    found = await acme.call("search_specialists", days=[6], hours={"from": 18, "to": 20})
    assert found["specialists"][0]["schedules"][0]["next_free_slot"]["start"] == "2026-03-07T18:00:00Z"
