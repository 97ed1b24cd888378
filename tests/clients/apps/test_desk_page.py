"""What waits at the desk, on the page for approvals: looked at, agreed to and turned down by the keyboard."""

from __future__ import annotations

import pytest

from tests.clients.apps.browser import showing
from tests.clients.apps.test_app_pages import check
from tests.hall import Hall
from tests.tools.approvals.desk_world import desk_world

pytestmark = pytest.mark.slow


async def test_a_waiting_act_is_looked_at_and_carried_out_by_a_yes(hall: Hall) -> None:
    world = await desk_world(hall, mode="desk_always")
    waiting = await world.waiting()
    async with showing(world.boss, "list_approval_requests", {}) as shown:
        await shown.act(until=waiting["public_id"])
        check(await shown.act(look=True), shown)
        await shown.act(press=f"Look at {waiting['public_id']}")
        await shown.act(until="Yes, do exactly this")
        seen = await shown.act(look=True)
        check(seen, shown)
        assert "120.00 EUR" in seen["text"]
        assert "otherwise than when" not in seen["text"]
        assert world.bookings() == 0
        await shown.act(press="Yes, do exactly")
        await shown.act(until="executed")
        check(await shown.act(look=True), shown)
    assert world.bookings() == 1


async def test_a_no_wants_a_reason(hall: Hall) -> None:
    world = await desk_world(hall, mode="desk_always")
    waiting = await world.waiting()
    async with showing(world.fin, "get_approval_request", {"approval_id": waiting["public_id"]}) as shown:
        await shown.act(until="Reason for a no")
        await shown.act(press="Decline")
        await shown.act(type="Too dear")
        await shown.act(press="Decline")
        await shown.act(until="declined")
        check(await shown.act(look=True), shown)
    request = await world.request(waiting["public_id"])
    assert (request["status"], request["decline_reason"]) == ("declined", "Too dear")
    assert world.bookings() == 0


async def test_who_asked_is_told_that_it_waits(hall: Hall) -> None:
    world = await desk_world(hall, mode="desk_always")
    given = {"schedule_id": world.schedule, "start": "2026-03-05T09:00:00Z", "pay": "balance", "dry_run": True}
    async with showing(world.bot, "book_schedule", given) as shown:
        await shown.act(until="Yes, do exactly this")
        await shown.act(press="Yes, do exactly")
        await shown.act(until="Waits for approval")
        check(await shown.act(look=True), shown)
    assert world.bookings() == 0


async def test_what_changed_meanwhile_is_not_carried_out_but_shown(hall: Hall) -> None:
    world = await desk_world(hall, mode="desk_always")
    waiting = await world.waiting()
    async with showing(world.boss, "get_approval_request", {"approval_id": waiting["public_id"]}) as shown:
        await shown.act(until="Yes, do exactly this")
        await world.eva.call(
            "update_schedule", schedule_id=world.schedule, price="150.00", currency="EUR", private=False
        )
        await shown.act(press="Yes, do exactly")
        await shown.act(until="150.00")
        assert world.bookings() == 0
        await shown.act(press="Look at")
        await shown.act(until="Yes, do exactly this")
        seen = await shown.act(look=True)
        check(seen, shown)
        assert "150.00 EUR" in seen["text"]
        await shown.act(press="Yes, do exactly")
        await shown.act(until="executed")
    assert world.bookings() == 1
