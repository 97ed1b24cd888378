"""Saying no: nothing happens, whoever asked hears why, and the same is refused for a day where that is wanted."""

from __future__ import annotations

import pytest

from tests.hall import Refused
from tests.tools.approvals.desk_world import desk_world


async def test_a_no_is_final_and_tells_why(hall):
    world = await desk_world(hall, mode="desk_always")
    first = await world.waiting()
    with pytest.raises(Refused) as no:
        await world.mia.call("decline_request", approval_id=first["public_id"], reason="  ")
    assert set(no.value.fields) == {"reason"}
    said = await world.mia.call("decline_request", approval_id=first["public_id"], reason="Too dear", block_same=True)
    assert (said["request"]["status"], said["request"]["decline_reason"]) == ("declined", "Too dear")
    assert said["request"]["decided_by"] == {"id": world.mia.id, "name": "Mia"}
    notice = (await world.bot.call("list_notices"))["items"][0]
    assert notice["kind"] == "approval_decided"
    assert "Too dear" in notice["text"]
    with pytest.raises(Refused) as no:
        await world.boss.call("approve_request", approval_id=first["public_id"], version=1)
    assert no.value.details["state"] == "declined"
    with pytest.raises(Refused) as no:
        await world.book()
    assert (no.value.status, no.value.code) == (403, "declined")
    hall.clock.advance(hours=24, seconds=1)
    second = await world.waiting()
    assert second["public_id"] != first["public_id"]
    await world.boss.call("decline_request", approval_id=second["public_id"], reason="Still")
    assert (await world.waiting())["public_id"] not in (first["public_id"], second["public_id"])
    assert world.bookings() == 0


async def test_what_is_blocked_is_refused_in_the_chat_too_without_a_question(hall):
    world = await desk_world(hall, mode="desk_always")
    waiting = await world.waiting()
    await world.boss.call("decline_request", approval_id=waiting["public_id"], reason="Too dear", block_same=True)
    await world.boss.call("set_approval_policy", mode="ask_in_chat")
    for how in ({}, {"dry_run": True}, {"wait": False}):
        with pytest.raises(Refused) as no:
            await world.book(**how)
        assert (no.value.status, no.value.code) == (403, "declined")
    assert (world.bot.questions, world.bookings()) == ([], 0)
    # Another act is another question, and so is this one from tomorrow on.
    await world.book(note="With the garden door")
    assert len(world.bot.questions) == 1
