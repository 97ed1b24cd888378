"""Deleting schedules."""

from __future__ import annotations

import pytest

from tests.hall import Hall, Refused
from tests.tools.scheduling.schedule_world import agree, open_from, publish


class TestDeleting:
    async def test_requests_end_with_their_money_and_confirmed_ones_stay(self, hall: Hall) -> None:
        ann = await hall.person("ann@work.test", credit="1 USDT")
        bob = await hall.person("bob@work.test", credit="1 USDT")
        cid = await hall.person("cid@work.test", credit="1 USDT")
        for payer in (bob, cid):
            await hall.credit(payer.owner, "100.00 EUR")
        schedule_id = await publish(ann, open_from("09:00", "12:00", confirm="manual"), price="60.00", currency="EUR")
        firm = await bob.call("book_schedule", schedule_id=schedule_id, start="2026-03-03T09:00:00Z")
        await ann.call("confirm_event", event_id=firm["event"]["id"])
        asked = await cid.call("book_schedule", schedule_id=schedule_id, start="2026-03-03T10:00:00Z")
        held = await cid.call("book_schedule", schedule_id=schedule_id, start="2026-03-03T11:00:00Z", pay="later")
        session = await ann.call(
            "add_schedule_event", schedule_id=schedule_id, label="Extra", start="2026-03-07T13:00:00Z"
        )
        deleted = await ann.call("delete_schedule", schedule_id=schedule_id)
        assert deleted["pending_cancelled"] == 2
        assert deleted["refunds"] == [{"payer": f"person {cid.id}", "amount": "60.00", "currency": "EUR"}]
        assert deleted["confirmed_left"] == [firm["event"]["id"]]
        states = dict(hall.sql("SELECT id, status_id FROM events"))
        assert [states[event["event"]["id"]] for event in (firm, asked, held, session)] == [200, 444, 444, 444]
        assert hall.purse(cid.owner, "EUR") == ("100.00", "0.00")
        assert hall.purse(bob.owner, "EUR") == ("100.00", "60.00")
        assert "Delete schedule" in ann.questions[-1]

    async def test_nothing_is_offered_afterwards_and_twice_says_since_when(self, hall: Hall) -> None:
        ann = await hall.person("ann@work.test", credit="1 USDT")
        bob = await hall.person("bob@work.test", credit="1 USDT")
        schedule_id = await publish(ann)
        await ann.call("delete_schedule", schedule_id=schedule_id)
        for tool, words in (
            ("get_schedule", {}),
            ("find_next_slot", {}),
            ("book_schedule", {"start": "2026-03-03T09:00:00Z"}),
        ):
            with pytest.raises(Refused) as refused:
                await bob.call(tool, schedule_id=schedule_id, **words)
            assert refused.value.status == 404
        assert (await ann.call("list_schedules"))["total"] == 0
        with pytest.raises(Refused) as refused:
            await ann.call("delete_schedule", schedule_id=schedule_id)
        assert refused.value.shape["state"] == "deleted"
        assert "2026-03-02T09:00:00Z" in refused.value.text
        with pytest.raises(Refused) as refused:
            await bob.call("delete_schedule", schedule_id=schedule_id)
        assert refused.value.status == 404

    async def test_only_its_owner_after_saying_yes(self, hall: Hall) -> None:
        ann = await hall.person("ann@work.test", credit="1 USDT")
        bob = await hall.person("bob@work.test")
        schedule_id = await publish(ann)
        await ann.call("add_schedule_users", schedule_id=schedule_id, users=[{"user_id": bob.id, "role_id": 2}])
        await agree(schedule_id, bob)
        with pytest.raises(Refused) as refused:
            await bob.call("delete_schedule", schedule_id=schedule_id)
        assert refused.value.status == 403
        ann.says_yes = False
        with pytest.raises(Refused):
            await ann.call("delete_schedule", schedule_id=schedule_id)
        assert hall.sql("SELECT deleted_at FROM schedules") == [(None,)]

    async def test_its_slug_is_free_again(self, hall: Hall) -> None:
        ann = await hall.person("ann@work.test", credit="1 USDT")
        schedule_id = await publish(ann, slug="lessons")
        await ann.call("delete_schedule", schedule_id=schedule_id)
        await publish(ann, slug="lessons")
