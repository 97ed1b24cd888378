"""Trying out rules: the same slots as the real ones, odd things said, nothing saved."""

from __future__ import annotations

from typing import Any

import pytest

from tests.hall import Hall, Refused, TestCaller
from tests.tools.scheduling.schedule_world import open_from, publish, slots

OVER_NOON = {"days": [1, 2], "start": "09:00", "end": "13:00"}
YESTERDAY = {"date": "2026-03-01", "windows": []}


async def preview(hall: Hall, caller: TestCaller, settings: dict[str, Any], **given: Any) -> dict[str, Any]:
    (kal_id,) = hall.sql(f"SELECT default_kal_id FROM {caller.kind}s WHERE id = ?", caller.id)[0]
    words = {"type_id": 1, "label": "L", "private": False, "duration": 60, "currency": "EUR", "kal_id": kal_id, **given}
    return await caller.call("preview_schedule", settings=settings, **words)


async def test_it_shows_what_would_be_offered_and_stores_nothing(hall: Hall) -> None:
    ann = await hall.person("ann@work.test", credit="1 USDT")
    settings = open_from("09:00", "12:00", pause=15)
    shown = await preview(hall, ann, settings, show_until="2026-03-04T00:00:00Z")
    assert [slot["start"][5:16] for slot in shown["slots"]] == [
        "03-02T09:00",
        "03-02T10:15",
        "03-03T09:00",
        "03-03T10:15",
    ]
    assert shown["count"] == 4
    assert hall.sql("SELECT count(*) FROM schedules") == [(0,)]
    assert hall.purse(ann.owner, "USDT")[0] == "1.000000"
    schedule_id = await publish(ann, settings)
    assert await slots(ann, schedule_id, "2026-03-03") == ["09:00", "10:15"]


async def test_busy_time_of_the_caller_counts(hall: Hall) -> None:
    ann = await hall.person("ann@work.test", credit="1 USDT")
    bob = await hall.person("bob@work.test", credit="1 USDT")
    other = await publish(ann)
    await bob.call("book_schedule", schedule_id=other, start="2026-03-03T10:00:00Z")
    shown = await preview(hall, ann, open_from("09:00", "12:00", [2]), show_until="2026-03-04T00:00:00Z")
    assert [slot["start"][11:16] for slot in shown["slots"]] == ["09:00", "11:00"]
    # When only the schedule's own calendar is asked, that calendar still holds the booking.
    own = await preview(hall, ann, open_from("09:00", "12:00", [2], checks="own"), show_until="2026-03-04T00:00:00Z")
    assert own["count"] == 2


@pytest.mark.parametrize(
    ("settings", "given", "says"),
    [
        ({"rules": [{"days": [], "start": "09:00", "end": "10:00"}]}, {}, "rules[0] names no days"),
        (
            {
                "rules": [
                    {"days": [1, 2], "start": "09:00", "end": "12:00"},
                    {"days": [2], "start": "11:00", "end": "13:00"},
                ]
            },
            {},
            "rules[0] and rules[1] overlap",
        ),
        (
            open_from("09:00", "10:00", exceptions=[{"date": "2026-03-01", "windows": []}]),
            {},
            "exceptions[0] lies in the past",
        ),
        (open_from("09:00", "09:30"), {}, "no slots between"),
        (
            open_from("01:00", "04:00"),
            {
                "timezone": "Europe/Berlin",
                "duration": 30,
                "show_from": "2026-03-28T00:00:00Z",
                "show_until": "2026-03-30T00:00:00Z",
            },
            "clock change on 2026-03-29: 4 slots instead of 6",
        ),
    ],
)
async def test_it_warns_of_what_is_odd(hall: Hall, settings, given, says) -> None:
    ann = await hall.person("ann@work.test")
    shown = await preview(hall, ann, settings, **given)
    assert any(says in warning for warning in shown["warnings"]), shown["warnings"]


async def test_nothing_odd_is_not_warned_of(hall: Hall) -> None:
    ann = await hall.person("ann@work.test")
    rules = [{"days": [1], "start": "09:00", "end": "12:00"}, {"days": [1], "start": "12:00", "end": "13:00"}]
    assert "warnings" not in await preview(hall, ann, {"rules": rules})


async def test_it_compares_with_a_schedule_there_is(hall: Hall) -> None:
    ann = await hall.person("ann@work.test", credit="1 USDT")
    bob = await hall.person("bob@work.test", credit="1 USDT")
    schedule_id = await publish(ann)
    booked = await bob.call("book_schedule", schedule_id=schedule_id, start="2026-03-03T09:00:00Z")
    inside = await bob.call("book_schedule", schedule_id=schedule_id, start="2026-03-03T11:00:00Z")
    shown = await preview(
        hall,
        ann,
        open_from("10:00", "13:00"),
        schedule_id=schedule_id,
        show_from="2026-03-03T00:00:00Z",
        show_until="2026-03-04T00:00:00Z",
    )
    changes = shown["changes_against_existing"]
    assert [slot["start"][11:16] for slot in shown["slots"]] == ["10:00", "12:00"]
    assert changes == {
        "added": ["2026-03-03T12:00:00Z"],
        "added_count": 1,
        "removed": [],
        "removed_count": 0,
        "bookings_outside": [booked["event"]["id"]],
    }
    assert inside["event"]["id"] not in changes["bookings_outside"]


async def test_pages_are_of_the_same_computation(hall: Hall) -> None:
    ann = await hall.person("ann@work.test")
    settings = open_from("09:00", "12:00")
    first = await preview(hall, ann, settings, limit=5)
    second = await preview(hall, ann, settings, limit=5, cursor=first["next_cursor"])
    whole = await preview(hall, ann, settings, limit=10)
    assert first["slots"] + second["slots"] == whole["slots"]
    assert first["count"] == second["count"] == whole["count"] == 42


async def test_others_schedules_and_calendars_cannot_be_tried_on(hall: Hall) -> None:
    ann = await hall.person("ann@work.test", credit="1 USDT")
    bob = await hall.person("bob@work.test")
    schedule_id = await publish(ann)
    (kal_id,) = hall.sql("SELECT default_kal_id FROM persons WHERE id = ?", ann.id)[0]
    with pytest.raises(Refused) as refused:
        await preview(hall, bob, {}, schedule_id=schedule_id)
    assert refused.value.status == 403
    with pytest.raises(Refused) as refused:
        await preview(hall, bob, {}, kal_id=kal_id)
    assert refused.value.status == 404


async def test_too_long_a_range_and_faulty_rules_are_explained(hall: Hall) -> None:
    ann = await hall.person("ann@work.test")
    with pytest.raises(Refused) as refused:
        await preview(hall, ann, {}, show_until="2026-06-01T00:00:00Z")
    assert "at most 62 days" in refused.value.fields["show_until"]
    with pytest.raises(Refused) as refused:
        await preview(hall, ann, {"rules": [{"days": [9], "start": "x", "end": "10:00"}, {"days": [1]}]})
    assert set(refused.value.fields) == {
        "settings.rules[0].days[0]",
        "settings.rules[0].start",
        "settings.rules[1].start",
        "settings.rules[1].end",
    }


async def test_what_is_left_out_is_as_create_schedule_has_it(hall: Hall) -> None:
    ann = await hall.person("ann@work.test", credit="1 USDT")
    settings = open_from("09:00", "12:00")
    shown = await ann.call("preview_schedule", label="L", private=False, settings=settings)
    made = await ann.call("create_schedule", label="L", private=False, settings=settings)
    assert shown["slots"][:5] == [{**slot, "schedule_id": 0} for slot in made["next_slots"]]
    half = await publish(ann, settings, duration=30, currency="USD", price="10.00")
    shown = await ann.call("preview_schedule", label="L", private=False, settings=settings, schedule_id=half)
    assert (shown["slots"][0]["duration"], shown["slots"][0]["currency"]) == (30, "USD")


async def test_rules_that_begin_later_are_shown_from_then_on(hall: Hall) -> None:
    ann = await hall.person("ann@work.test", credit="1 USDT")
    shown = await preview(hall, ann, open_from("09:00", "10:00"), start="2026-04-20T00:00:00Z")
    assert shown["slots"][0]["start"] == "2026-04-20T09:00:00Z"
    assert shown["count"] == 12, "people can book 60 days ahead"


@pytest.mark.parametrize(
    ("settings", "given", "says"),
    [
        (
            open_from("09:00", "10:00"),
            {"start": "2026-04-20T00:00:00Z", "show_from": "2026-03-02T00:00:00Z"},
            "begins at 2026-04-20T09:00:00Z: pass show_from",
        ),
        (
            {"exceptions": [{"date": "2026-04-07", "windows": [{"start": "14:00", "end": "15:00"}]}]},
            {},
            "begins at 2026-04-07T14:00:00Z: pass show_from",
        ),
        (
            {"rules": [{"days": [2], "start": "09:00", "end": "10:00", "from": "2026-04-01"}]},
            {},
            "begins at 2026-04-07T09:00:00Z: pass show_from",
        ),
        (open_from("09:00", "10:00", min_notice=40_000), {}, "begins at 2026-03-30T09:00:00Z: pass show_from"),
        (open_from("09:00", "10:00"), {"start": "2026-09-01T00:00:00Z"}, "max_days_ahead lets people book 60 days"),
        (open_from("09:00", "10:00"), {"start": "2026-09-01T00:00:00Z"}, "first slot begins at 2026-09-01T09:00:00Z"),
    ],
)
async def test_without_slots_in_the_time_shown_it_says_where_they_are(hall: Hall, settings, given, says) -> None:
    ann = await hall.person("ann@work.test", credit="1 USDT")
    shown = await preview(hall, ann, settings, **given)
    assert shown["count"] == 0
    assert any(says in warning for warning in shown["warnings"]), shown["warnings"]
