"""Changing schedules: what was booked stays as it was agreed."""

from __future__ import annotations

from typing import Any

import pytest

from tests.hall import Hall, Refused, TestCaller
from tests.tools.scheduling.schedule_world import agree, open_from, publish, slots

NINE_TO_TWELVE = open_from("09:00", "12:00")


async def update(caller: TestCaller, schedule_id: int, **given: Any) -> dict[str, Any]:
    words = {"label": "Lessons", "private": False, "currency": "EUR", "settings": NINE_TO_TWELVE, **given}
    return await caller.call("update_schedule", schedule_id=schedule_id, **words)


async def test_new_rules_count_from_now_on_and_bookings_stay(hall: Hall) -> None:
    ann = await hall.person("ann@work.test", credit="1 USDT")
    bob = await hall.person("bob@work.test", credit="1 USDT")
    await hall.credit(bob.owner, "100.00 EUR")
    schedule_id = await publish(ann, price="60.00", currency="EUR")
    booked = await bob.call("book_schedule", schedule_id=schedule_id, start="2026-03-03T09:00:00Z")
    before = hall.sql("SELECT start_at, amount, terms FROM events WHERE id = ?", booked["event"]["id"])
    changed = await update(ann, schedule_id, settings=open_from("10:00", "13:00", min_notice=30), price="80.00")
    assert changed["schedule"]["price"] == "80.00"
    assert changed["schedule"]["version"] == 2
    assert [outside["event_id"] for outside in changed["bookings_outside"]] == [booked["event"]["id"]]
    assert hall.sql("SELECT start_at, amount, terms FROM events WHERE id = ?", booked["event"]["id"]) == before
    assert await slots(bob, schedule_id, "2026-03-03") == ["10:00", "11:00", "12:00"]
    assert hall.purse(ann.owner, "USDT")[0] == "0.980000"


async def test_what_is_left_out_stays_and_what_is_emptied_goes(hall: Hall) -> None:
    ann = await hall.person("ann@work.test", credit="1 USDT")
    schedule_id = await publish(
        ann,
        price="60.00",
        currency="EUR",
        description="About it",
        slug="lessons",
        end="2026-06-01T00:00:00Z",
        duration=30,
    )
    kept = (await update(ann, schedule_id))["schedule"]
    assert (kept["price"], kept["description"], kept["slug"], kept["duration"]) == ("60.00", "About it", "lessons", 30)
    gone = (await update(ann, schedule_id, price="", description="", slug="", end=""))["schedule"]
    assert not {"price", "description", "slug", "end"} & set(gone)


async def test_a_null_inside_settings_keeps_what_is_stored(hall: Hall) -> None:
    ann = await hall.person("ann@work.test", credit="1 USDT")
    terms = {"free_until_minutes": 60, "late_refund_percent": 20}
    schedule_id = await publish(ann, open_from("09:00", "12:00", min_notice=120, pause=15, cancellation=terms))

    async def after(**settings: Any) -> dict[str, Any]:
        found: dict[str, Any] = (await update(ann, schedule_id, settings=settings))["schedule"]["settings"]
        return found

    kept = await after(rules=None, min_notice=None, pause="", cancellation={"free_until_minutes": None})
    assert (kept["rules"], kept["min_notice"], kept["pause"]) == (NINE_TO_TWELVE["rules"], 120, 15)
    assert (kept["cancellation"]["free_until_minutes"], kept["cancellation"]["late_refund_percent"]) == (60, 50)
    assert (await after(rules=[None]))["rules"] == NINE_TO_TWELVE["rules"]
    replaced = await after(rules=None, confirm="manual")
    assert (replaced["rules"], replaced["min_notice"]) == (NINE_TO_TWELVE["rules"], 0)
    assert (await after(rules=[]))["rules"] == []


@pytest.mark.parametrize("sent", [{}, "{}"])
async def test_empty_settings_are_no_new_settings(hall: Hall, sent: Any) -> None:
    ann = await hall.person("ann@work.test", credit="1 USDT")
    schedule_id = await publish(ann, open_from("09:00", "12:00", min_notice=120))
    found = await update(ann, schedule_id, settings=sent)
    kept = found["schedule"]["settings"]
    assert (kept["rules"], kept["min_notice"]) == (NINE_TO_TWELVE["rules"], 120)
    assert any("stays as it is" in warning for warning in found["warnings"])


async def test_a_null_for_what_is_not_stored_is_as_left_out(hall: Hall) -> None:
    ann = await hall.person("ann@work.test", credit="1 USDT")
    schedule_id = await publish(ann)
    kept = (await update(ann, schedule_id, settings={"rules": None, "max_per_day": None}))["schedule"]["settings"]
    assert "max_per_day" not in kept
    with pytest.raises(Refused) as refused:
        await update(ann, schedule_id, settings={"min_notcie": None})
    assert list(refused.value.fields) == ["settings.min_notcie"]


async def test_a_new_zone_keeps_wall_times_and_moves_slots(hall: Hall) -> None:
    ann = await hall.person("ann@work.test", credit="1 USDT")
    schedule_id = await publish(ann)
    await update(ann, schedule_id, timezone="America/New_York")
    assert await slots(ann, schedule_id, "2026-03-03", timezone="UTC") == ["14:00", "15:00", "16:00"]


async def test_a_stale_version_is_refused(hall: Hall) -> None:
    ann = await hall.person("ann@work.test", credit="1 USDT")
    bob = await hall.person("bob@work.test")
    schedule_id = await publish(ann)
    await ann.call("add_schedule_users", schedule_id=schedule_id, users=[{"user_id": bob.id, "role_id": 2}])
    await agree(schedule_id, bob)
    await update(bob, schedule_id, version=1)
    with pytest.raises(Refused) as refused:
        await update(ann, schedule_id, version=1)
    assert refused.value.code == "version_changed"
    assert refused.value.details["version"] == 2
    assert refused.value.details["changed_by"] == f"person {bob.id}"


async def test_the_currency_stays_while_bookings_are_unpaid(hall: Hall) -> None:
    ann = await hall.person("ann@work.test", credit="1 USDT")
    bob = await hall.person("bob@work.test", credit="1 USDT")
    schedule_id = await publish(ann, price="60.00", currency="EUR")
    await bob.call("book_schedule", schedule_id=schedule_id, start="2026-03-03T09:00:00Z", pay="later")
    with pytest.raises(Refused) as refused:
        await update(ann, schedule_id, currency="USD")
    assert (refused.value.code, refused.value.shape["state"]) == ("wrong_state", "unpaid_bookings")
    hall.clock.advance(minutes=16)
    changed = await update(ann, schedule_id, currency="USDT")
    assert (changed["schedule"]["price"], changed["schedule"]["currency"]) == ("60.000000", "USDT")


async def test_people_without_the_level_may_not(hall: Hall) -> None:
    ann = await hall.person("ann@work.test", credit="1 USDT")
    bob = await hall.person("bob@work.test")
    cid = await hall.person("cid@work.test")
    public, private = await publish(ann), await publish(ann, private=True)
    await ann.call("add_schedule_users", schedule_id=private, users=[{"user_id": bob.id, "role_id": 3}])
    await agree(private, bob)
    for caller, id, status in ((bob, private, 403), (cid, public, 403), (cid, private, 404), (cid, 999, 404)):
        with pytest.raises(Refused) as refused:
            await update(caller, id)
        assert refused.value.status == status


async def test_it_moves_to_another_calendar_of_ones_own_only(hall: Hall) -> None:
    ann = await hall.person("ann@work.test", credit="1 USDT")
    bob = await hall.person("bob@work.test")
    schedule_id = await publish(ann)
    (theirs,) = hall.sql("SELECT default_kal_id FROM persons WHERE id = ?", bob.id)[0]
    with pytest.raises(Refused) as refused:
        await update(ann, schedule_id, kal_id=theirs)
    assert refused.value.status == 404
