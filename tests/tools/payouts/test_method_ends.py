"""What becomes of links that nobody used, and of cards past their last day."""

from __future__ import annotations

from datetime import UTC, datetime

from tests.hall import Hall
from tests.tools.payouts.method_cast import added, begun, team


async def test_what_was_not_entered_within_half_an_hour_is_gone(hall: Hall) -> None:
    _, ann = await team(hall)
    for kind, status in (("card", 7), ("wallet", 2), ("bank_account", 2)):
        link = await begun(hall, ann, kind)
        hall.clock.advance(minutes=29, seconds=59)
        await hall.tick()
        assert hall.sql("SELECT deleted_at FROM payout_methods WHERE id = ?", link["id"]) == [(None,)]
        hall.clock.advance(seconds=1)
        await hall.tick()
        assert hall.sql("SELECT status FROM payout_methods WHERE id = ?", link["id"]) == [(status,)]


async def test_what_was_entered_stays(hall: Hall) -> None:
    _, ann = await team(hall)
    methods = [await added(hall, ann, kind) for kind in ("card", "wallet", "bank_account")]
    hall.clock.advance(days=30)
    await hall.tick()
    assert hall.sql("SELECT id, deleted_at FROM payout_methods ORDER BY id") == [(it["id"], None) for it in methods]


async def test_a_card_is_blocked_after_the_end_of_its_month_and_its_owner_is_told(hall: Hall) -> None:
    _, ann = await team(hall)
    card, later = await added(hall, ann, expire="03/26"), await added(hall, ann, expire="04/26", number="4222222222222")
    await ann.call("set_payout_auto_pay", payout_endpoint_type=1, payout_endpoint_id=card["id"], auto_pay=True)
    hall.clock.set(datetime(2026, 3, 31, 23, 59, tzinfo=UTC))
    await hall.tick()
    assert hall.sql("SELECT status FROM payout_methods WHERE id = ?", card["id"]) == [(4,)]
    hall.clock.set(datetime(2026, 4, 1, 0, 0, tzinfo=UTC))
    await hall.tick()
    ann = await hall.person("ann@work.test")
    states = {
        it["id"]: (it["status"], it["auto_pay"], it["usable"])
        for it in (await ann.call("list_payout_methods"))["cards"]
    }
    assert states == {card["id"]: (3, False, False), later["id"]: (4, False, True)}
    told = (await ann.call("list_notices"))["items"][0]
    assert (told["kind"], card["number"] in told["text"], "expired" in told["text"]) == ("contact_changed", True, True)
    before = len((await ann.call("list_notices"))["items"])
    await hall.tick()
    assert len((await ann.call("list_notices"))["items"]) == before
    assert (await ann.call("delete_payout_card", card_id=card["id"]))["card"]["status"] == 7
