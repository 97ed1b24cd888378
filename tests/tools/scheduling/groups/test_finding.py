"""Times that several people share, and times that any of them has, by the rules each of them keeps."""

from __future__ import annotations

from typing import Any

import pytest

from tests.hall import Hall, Refused, TestCaller
from tests.tools.scheduling.bookable import offer
from tests.tools.scheduling.cast import book, booker

DAY = {"start": "2026-03-04T00:00:00Z", "end": "2026-03-05T00:00:00Z"}


def hours(start: str, end: str) -> list[dict[str, Any]]:
    return [{"days": [0, 1, 2, 3, 4, 5, 6], "start": start, "end": end}]


async def two(hall: Hall, eva: TestCaller, ben: TestCaller) -> list[int]:
    """Eva from nine to twelve every hour, Ben from half past nine to five every 45 minutes."""
    first = await offer(hall, eva, rules=hours("09:00", "12:00"), price="60.00")
    return [first, await offer(hall, ben, rules=hours("09:30", "17:00"), step=45)]


def starts(answer: dict[str, Any]) -> list[str]:
    return [slot["start"][11:16] for slot in answer["slots"]]


async def test_times_that_suit_all_are_slots_of_the_first_at_which_the_others_can_be_booked(hall, eva, ben, ann):
    """Vector X5."""
    one, other = await two(hall, eva, ben)
    await book(ann, other, "2026-03-04T10:15:00Z")
    found = await ann.call("find_group_slots", schedule_ids=[one, other], mode="all", **DAY)
    assert starts(found) == []
    assert found["misses"] == [{"schedule_id": other, "reasons": {"not_offered": 1, "host_busy": 2}}]
    hall.clock.advance(minutes=1)
    await ann.call("decline_event", event_id=hall.sql("SELECT max(id) FROM events")[0][0])
    found = await ann.call("find_group_slots", schedule_ids=[one, other], mode="all", **DAY)
    assert starts(found) == ["10:00", "11:00"]
    first = found["slots"][0]
    assert first["end"] == "2026-03-04T11:00:00Z"
    assert [(each["schedule_id"], each["host_ids"]) for each in first["schedules"]] == [
        (one, [eva.id]),
        (other, [ben.id]),
    ]
    assert (first["schedules"][0]["price"], "price" in first["schedules"][1], "pick" in first) == (
        "60.00",
        False,
        False,
    )
    assert found["searched_until"] == "2026-03-05T00:00:00Z"
    turned = await ann.call("find_group_slots", schedule_ids=[other, one], mode="all", **DAY)
    assert starts(turned) == ["09:30", "10:15", "11:00"]


async def test_a_slot_that_is_held_is_free_for_nobody(hall, eva, ben, ann):
    ids = await two(hall, eva, ben)
    await ann.call("hold_slot", schedule_id=ids[0], start="2026-03-04T10:00:00Z")
    asked = {"schedule_ids": ids, "mode": "all", **DAY}
    assert starts(await ben.call("find_group_slots", **asked)) == ["11:00"]
    hall.clock.advance(minutes=10)
    assert starts(await ben.call("find_group_slots", **asked)) == ["10:00", "11:00"]


async def test_of_any_the_one_with_least_to_do_is_picked(hall, eva, ben, ann):
    one, other = await two(hall, eva, ben)
    await book(ann, one, "2026-03-03T09:00:00Z", pay="balance")
    asked = {"schedule_ids": [one, other], "mode": "any", "from_time": "09:00", "to_time": "11:00", **DAY}
    found = await ann.call("find_group_slots", **asked)
    assert starts(found) == ["09:00", "09:30", "10:00", "10:15", "11:00"]
    at_eleven = found["slots"][-1]
    assert [(each["schedule_id"], each["load"]) for each in at_eleven["schedules"]] == [(one, 60), (other, 0)]
    assert at_eleven["pick"] == other
    assert found["slots"][0]["pick"] == one
    assert "misses" not in found
    await book(ann, other, "2026-03-03T09:30:00Z")
    weighed = await ann.call("find_group_slots", weights=[2, 1], **asked)
    assert weighed["slots"][-1]["pick"] == one


async def test_days_hours_zone_and_count_narrow_the_search(hall, eva, ben, ann):
    ids = await two(hall, eva, ben)
    found = await ann.call(
        "find_group_slots",
        schedule_ids=ids,
        mode="all",
        days=[5, 6],
        from_time="12:00",
        timezone="Europe/Berlin",
        count=2,
    )
    assert [slot["start"] for slot in found["slots"]] == ["2026-03-06T12:00:00+01:00", "2026-03-07T12:00:00+01:00"]
    assert found["searched_until"] == "2026-03-07T12:00:00+01:00"
    assert found["timezone"] == "Europe/Berlin"


async def test_one_person_who_serves_two_of_the_schedules_is_needed_twice(hall, eva, ben, ann):
    mine = await offer(hall, eva)
    too = await offer(hall, ben, hosts=(eva,), owner_hosts=False)
    found = await ann.call("find_group_slots", schedule_ids=[mine, too], mode="all", **DAY)
    assert (starts(found), found["misses"]) == ([], [{"schedule_id": too, "reasons": {"same_host": 9}}])
    shared = await offer(hall, ben, hosts=(eva,))
    found = await ann.call("find_group_slots", schedule_ids=[mine, shared], mode="all", **DAY)
    assert [each["host_ids"] for each in found["slots"][0]["schedules"]] == [[eva.id], [ben.id]]


async def test_what_cannot_be_asked_for_is_refused_by_name(hall, eva, ben, ann):
    one = await offer(hall, eva, duration=60, durations=[30, 90])
    other = await offer(hall, ben, duration=30, durations=[90])
    hidden = await offer(hall, eva, private=True)
    shift = await offer(hall, ben, type_id=3)
    for wrong, text in (
        ({"schedule_ids": [one, other]}, f"60 minutes are not offered by schedule {other}; all of them offer 30, 90"),
        ({"schedule_ids": [one, one]}, "named twice"),
        ({"schedule_ids": [one, hidden]}, rf"no schedule {hidden} \(schedule_ids\[1\]\)"),
        ({"schedule_ids": [one, 999]}, r"no schedule 999 \(schedule_ids\[1\]\)"),
        ({"schedule_ids": [one, shift], "duration": 60}, "type 3"),
        ({"schedule_ids": [one, other], "duration": 30, "end": "2026-06-01T00:00:00Z"}, "62 days"),
        ({"schedule_ids": [one, other], "duration": 30, "weights": [1, 1]}, "mode any"),
        ({"schedule_ids": [one, other], "duration": 30, "mode": "any", "weights": [1]}, "one for each"),
    ):
        with pytest.raises(Refused, match=text):
            await ann.call("find_group_slots", **{"mode": "all", **wrong})


async def test_whoever_is_not_signed_in_looks_at_open_schedules_only(hall, eva, ben):
    ids = await two(hall, eva, ben)
    found = await hall.nobody().call("find_group_slots", schedule_ids=ids, mode="all", **DAY)
    assert starts(found) == ["10:00", "11:00"]
    with pytest.raises(Refused, match="no schedule"):
        await hall.nobody().call(
            "find_group_slots", schedule_ids=[ids[0], await offer(hall, ben, private=True)], mode="all"
        )


async def test_each_zone_keeps_its_own_wall_clock(hall, ann, eva, ben):
    """Berlin sets its clock forward on 2026-03-29, New York on 2026-03-08: what they share is an hour less in between."""
    berlin = await offer(hall, eva, timezone="Europe/Berlin", rules=hours("09:00", "18:00"), max_days_ahead=60)
    york = await offer(hall, ben, timezone="America/New_York", rules=hours("09:00", "17:00"), max_days_ahead=60)
    shared = {}
    for day in ("2026-03-06", "2026-03-20", "2026-04-03"):
        span = {"start": f"{day}T00:00:00Z", "end": f"{day}T23:59:00Z"}
        found = await ann.call("find_group_slots", schedule_ids=[berlin, york], mode="all", **span)
        shared[day] = [slot["start"][11:16] for slot in found["slots"]]
    assert shared == {
        "2026-03-06": ["15:00", "16:00", "17:00"],
        "2026-03-20": ["14:00", "15:00", "16:00", "17:00"],
        "2026-04-03": ["15:00", "16:00", "17:00"],
    }


async def test_many_people_over_two_months_are_answered_in_one_call(hall, ann):
    people = [await booker(hall, f"p{nth}@crowd.test", "") for nth in range(20)]
    ids = [await offer(hall, person, max_days_ahead=90, msp=2) for person in people]
    found = await ann.call(
        "find_group_slots", schedule_ids=ids, mode="all", from_time="17:00", end="2026-05-02T00:00:00Z", count=50
    )
    assert (len(found["slots"]), len(found["slots"][0]["schedules"])) == (50, 20)
