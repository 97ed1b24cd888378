"""Making schedules."""

from __future__ import annotations

import pytest

from tests.hall import Hall, Refused
from tests.tools.scheduling.schedule_world import WEEKDAYS, open_from, publish, slots


async def test_a_schedule_is_made_with_its_first_slots(hall: Hall) -> None:
    ann = await hall.person("ann@work.test", credit="1 USDT")
    made = await ann.call(
        "create_schedule",
        label="Lessons",
        private=False,
        settings=open_from("10:00", "12:00", WEEKDAYS, pause=15),
        price="60.00",
        currency="EUR",
        timezone="Europe/Berlin",
        duration=45,
        slug="lessons",
        description="German for beginners",
    )
    schedule = made["schedule"]
    assert (schedule["price"], schedule["currency"], schedule["payment"]) == ("60.00", "EUR", "required")
    assert (schedule["user_id"], schedule["benefitable_id"], schedule["version"]) == (ann.id, ann.id, 1)
    assert (schedule["owner_slug"], schedule["slug"]) == ("ann", "lessons")
    assert [user["role_name"] for user in schedule["users"]] == ["owner"]
    assert [slot["start"] for slot in made["next_slots"]] == [
        "2026-03-02T10:00:00+01:00",
        "2026-03-02T11:00:00+01:00",
        "2026-03-03T10:00:00+01:00",
        "2026-03-03T11:00:00+01:00",
        "2026-03-04T10:00:00+01:00",
    ]
    assert made["charge"]["amount"] == "0.020000"
    assert hall.purse(ann.owner, "USDT") == ("0.980000", "0.000000")


async def test_defaults_follow_the_type(hall: Hall) -> None:
    ann = await hall.person("ann@work.test", credit="1 USDT")
    hours = await ann.call(
        "create_schedule", label="Hours", private=True, settings=open_from("09:00", "17:00"), type_id=2
    )
    hire = await ann.call(
        "create_schedule",
        label="Shifts",
        private=False,
        settings=open_from("09:00", "17:00"),
        type_id=3,
        price="80",
        currency="EUR",
    )
    assert hours["schedule"]["price_per"] == "hour"
    assert "benefitable_id" not in hours["schedule"]
    assert (hire["schedule"]["price_per"], hire["schedule"]["billable_id"]) == ("slot", ann.id)


async def test_rules_can_be_taken_from_an_own_schedule_once_or_for_good(hall: Hall) -> None:
    ann = await hall.person("ann@work.test", credit="1 USDT")
    parent = await publish(ann)
    copy = await publish(ann, {}, parent_id=parent, duration=90)
    follower = await publish(ann, {"inherit": True, "pause": 30}, parent_id=parent)
    assert await slots(ann, copy, "2026-03-03") == ["09:00", "10:30"]
    assert await slots(ann, follower, "2026-03-03") == ["09:00", "10:30"]
    await ann.call(
        "update_schedule",
        schedule_id=parent,
        label="Lessons",
        private=False,
        currency="EUR",
        settings=open_from("14:00", "16:00"),
    )
    assert await slots(ann, copy, "2026-03-03") == ["09:00", "10:30"]
    assert await slots(ann, follower, "2026-03-03") == ["14:00"]


@pytest.mark.parametrize(
    ("given", "field", "says"),
    [
        ({"settings": {"rules": [{"days": [8], "start": "9", "end": "10:00"}]}}, "settings.rules[0].start", "HH:MM"),
        ({"settings": {"pausse": 3}}, "settings.pausse", "did you mean pause"),
        ({"price": "60.00"}, "currency", "required with a price"),
        ({"price": "60.001", "currency": "EUR"}, "price", "2 decimals"),
        ({"timezone": "Europe/Berlni"}, "timezone", "Europe/Berlin"),
        ({"skills": [{"skill_id": 99}]}, "skills[0].skill_id", "no skill 99"),
        ({"start": "2026-03-03T00:00:00Z", "end": "2026-03-03T00:00:00Z"}, "end", "after start"),
        ({"settings": {"inherit": True}}, "settings.inherit", "parent_id"),
        ({"settings": {"checks": "listed", "check_kal_ids": [77]}}, "settings.check_kal_ids", "no calendar 77"),
        ({"files": [5]}, "files", "no file 5"),
        ({"billable_id": 99}, "billable_id", "no person 99"),
        ({"benefitable_id": 9, "benefitable_type": "participant"}, "benefitable_id", "no participant 9"),
        ({"duration": 14}, "duration", "at least 15"),
    ],
)
async def test_what_cannot_be_is_named_and_nothing_is_saved_or_charged(hall: Hall, given, field, says) -> None:
    ann = await hall.person("ann@work.test", credit="1 USDT")
    with pytest.raises(Refused) as refused:
        await ann.call(
            "create_schedule", **{"label": "L", "private": False, "settings": open_from("09:00", "12:00"), **given}
        )
    assert refused.value.code == "invalid_argument"
    assert says in refused.value.fields[field]
    assert hall.sql("SELECT count(*) FROM schedules") == [(0,)]
    assert hall.purse(ann.owner, "USDT")[0] == "1.000000"


async def test_a_dry_run_shows_everything_and_saves_nothing(hall: Hall) -> None:
    ann = await hall.person("ann@work.test", credit="1 USDT")
    tried = await ann.call(
        "create_schedule", label="L", private=False, settings=open_from("09:00", "12:00"), dry_run=True
    )
    assert tried["next_slots"]
    assert tried["dry_run"] is True
    assert hall.sql("SELECT count(*) FROM schedules") == [(0,)]
    assert hall.purse(ann.owner, "USDT")[0] == "1.000000"


async def test_an_empty_purse_saves_nothing(hall: Hall) -> None:
    ann = await hall.person("ann@work.test")
    with pytest.raises(Refused) as refused:
        await publish(ann)
    assert refused.value.status == 402
    assert hall.sql("SELECT count(*) FROM schedules") == [(0,)]


async def test_a_schedule_without_rules_is_a_warning(hall: Hall) -> None:
    ann = await hall.person("ann@work.test", credit="1 USDT")
    made = await ann.call("create_schedule", label="L", private=False, settings={})
    assert made["next_slots"] == []
    assert any("no slots" in warning for warning in made["warnings"])


async def test_people_search_follows_what_is_published(hall: Hall) -> None:
    ann = await hall.person("ann@work.test", credit="1 USDT")
    found = "SELECT o.schedule_id FROM specialist_offers o ORDER BY o.schedule_id"
    public, private = await publish(ann), await publish(ann, private=True)
    assert hall.sql(found) == [(public,)]
    settings = open_from("09:00", "12:00")
    words = {"label": "L", "currency": "EUR", "settings": settings}
    await ann.call("update_schedule", schedule_id=private, private=False, **words)
    await ann.call("delete_schedule", schedule_id=public)
    assert hall.sql(found) == [(private,)]


async def test_a_slug_belongs_to_one_schedule_of_an_owner(hall: Hall) -> None:
    ann = await hall.person("ann@work.test", credit="1 USDT")
    bob = await hall.person("bob@work.test", credit="1 USDT")
    await publish(ann, slug="lessons")
    await publish(bob, slug="lessons")
    with pytest.raises(Refused) as refused:
        await publish(ann, slug="lessons")
    assert refused.value.code == "slug_taken"
    assert refused.value.details["free"] == "lessons-2"
    made = await ann.call("create_schedule", **refused.value.step("create_schedule"))
    assert made["schedule"]["slug"] == "lessons-2"


async def test_calendars_of_others_do_not_exist(hall: Hall) -> None:
    ann = await hall.person("ann@work.test", credit="1 USDT")
    bob = await hall.person("bob@work.test", credit="1 USDT")
    (kal_id,) = hall.sql("SELECT default_kal_id FROM persons WHERE id = ?", bob.id)[0]
    for id in (kal_id, 999):
        with pytest.raises(Refused) as refused:
            await publish(ann, kal_id=id)
        assert refused.value.text.replace(str(id), "X") == (
            '{"error":"There is no calendar X that you can see.","code":"not_found","status":404,'
            '"tool":"create_schedule","next":[{"tool":"run_read","arguments":{"tool":"list_calendars","arguments":{}}}],'
            '"retry":"not unchanged; do what next names first"}'
        )
