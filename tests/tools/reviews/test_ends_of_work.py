"""Each kind of paid work ends in something its two sides may review."""

from __future__ import annotations

from typing import Any

from tests.hall import Hall, TestCaller
from tests.tools.contracts.finance.money_world import money_world
from tests.tools.scheduling.bookable import offer
from tests.tools.scheduling.cast import book, booked, booker
from tests.tools.tasks.task_world import world_of
from tests.tools.work_orders import field_work


async def pending(who: TestCaller) -> list[tuple[Any, ...]]:
    """What may be reviewed: kind, id, side, who is on the other side, and what was paid."""
    items = (await who.call("list_pending_reviews"))["items"]
    return [
        (item["kind"], item["engagement_id"], item["side"], item["with"]["type"], item["amount"]["amount"])
        for item in items
    ]


async def at(hall: Hall, **after: float) -> None:
    """So long after Wednesday 10:00, when the slot begins."""
    hall.clock.set(hall.clock.now.replace(day=4, hour=10, minute=0, second=0))
    hall.clock.advance(**after)
    await hall.tick()
    await hall.tick()


async def test_a_task_that_is_paid(hall: Hall) -> None:
    w = await world_of(hall)
    task = await w.at(4)
    assert await pending(w.ann) == []
    await w.acme.call("pay_task", task_id=task)
    assert await pending(w.ann) == [("task", task, "worker", "company", "81.00")]
    for side in (w.acme, w.boss):
        assert await pending(side) == [("task", task, "client", "person", "81.00")]
    assert await pending(w.rival) == []
    [(ended, paid)] = hall.sql("SELECT g.ended_at, t.date_paid FROM engagements g JOIN tasks t ON t.id = g.work_id")
    assert ended == paid


async def test_a_booking_whose_money_is_released(hall: Hall) -> None:
    eva, ann = await booker(hall, "eva@pro.test", ""), await booker(hall, "ann@home.test")
    event = await booked(hall, eva, ann, release_after_hours=2)
    await at(hall, hours=1, minutes=1)
    assert await pending(ann) == []
    await ann.call("pay_schedule_events", schedule_id=1, ids=[event], release=True)
    [booking] = hall.sql("SELECT id FROM event_attendees WHERE status_id = 777")[0]
    assert await pending(ann) == [("booking", booking, "client", "person", "99.99")]
    assert await pending(eva) == [("booking", booking, "worker", "person", "99.99")]


async def test_several_seats_are_several_pieces_of_work(hall: Hall) -> None:
    eva = await booker(hall, "eva@pro.test", "")
    guests = [await booker(hall, f"{name}@home.test") for name in ("ann", "ben")]
    schedule = await offer(hall, eva, price="10.00", msp=3, release_after_hours=2)
    for guest in guests:
        await book(guest, schedule)
    await at(hall, hours=4)
    assert len(await pending(eva)) == 2
    for guest in guests:
        assert [row[2:] for row in await pending(guest)] == [("client", "person", "10.00")]


async def test_free_time_and_what_was_called_off_is_none(hall: Hall) -> None:
    eva, ann = await booker(hall, "eva@pro.test", ""), await booker(hall, "ann@home.test")
    await book(ann, await offer(hall, eva, release_after_hours=2))
    other = await book(ann, await offer(hall, eva, price="10.00"), "2026-03-04T14:00:00Z")
    await ann.call("decline_event", event_id=other)
    await at(hall, hours=9)
    assert hall.sql("SELECT count(*) FROM engagements") == [(0,)]


async def test_a_guest_who_did_not_come_and_pays_a_part(hall: Hall) -> None:
    eva, ann = await booker(hall, "eva@pro.test", ""), await booker(hall, "ann@home.test")
    event = await booked(hall, eva, ann, release_after_hours=48, cancellation={"no_show_refund_percent": 30})
    await at(hall, minutes=20)
    await eva.call("mark_booking_no_show", event_id=event)
    await ann.call("mark_booking_no_show", event_id=event, act="agree")
    assert [row[2:] for row in await pending(ann)] == [("client", "person", "69.99")]


async def test_a_host_who_did_not_come_gives_all_back_and_is_no_work(hall: Hall) -> None:
    eva, ann = await booker(hall, "eva@pro.test", ""), await booker(hall, "ann@home.test")
    event = await booked(hall, eva, ann, release_after_hours=48)
    await at(hall, minutes=20)
    await ann.call("mark_booking_no_show", event_id=event)
    await eva.call("mark_booking_no_show", event_id=event, act="agree")
    assert hall.sql("SELECT count(*) FROM engagements") == [(0,)]


async def test_an_approved_order_brings_its_rating_as_a_hidden_review(hall: Hall) -> None:
    """V5"""
    boss, pia = await field_work.company(hall), await field_work.provider(hall)
    clerk = await field_work.clerk(hall)
    id = await field_work.done(boss, pia)
    await boss.call(
        "approve_work_order", work_order_id=id, rating={"score": "4.25", "comment": "Good, at pia@work.test"}
    )
    [order] = await pending(pia)
    assert order[:4] == ("work_order", id, "worker", "company")
    assert await pending(boss) == []
    [item] = (await clerk.call("list_pending_reviews", written=True))["items"]
    own = item["own_review"]
    assert (own["overall"], own["text"], own["written_by"]["id"]) == ("4.3", "Good, at [removed]", boss.id)
    hall.clock.advance(days=14)
    [summary] = (await pia.call("get_review_summary", about=[{"type": "person", "id": pia.id}]))["items"]
    assert (summary["score"], summary["distribution"]["4"], summary["mean"]) == ("4.05", 1, "4.30")


async def test_what_the_company_writes_itself_counts_before_its_rating(hall: Hall) -> None:
    boss, pia = await field_work.company(hall), await field_work.provider(hall)
    id = await field_work.done(boss, pia)
    await boss.call("approve_work_order", work_order_id=id, rating={"score": "3"})
    await boss.call("create_review", kind="work_order", engagement_id=id, overall=5)
    await hall.tick()
    await pia.call("create_review", kind="work_order", engagement_id=id, overall=5)
    [about] = (await pia.call("list_reviews"))["items"]
    assert about["overall"] == "5"


async def test_a_paid_place_on_a_contract_when_it_ends(hall: Hall) -> None:
    w = await money_world(hall)
    await w.pay(await w.owed())
    assert await pending(w.walt) == []
    for gone in (w.walt, w.wanda):
        await gone.call("remove_contract_user", contract_id=w.contract)
    assert await pending(w.walt) == [("contract", w.walt_place, "worker", "person", "60.00")]
    assert await pending(w.olga) == [("contract", w.walt_place, "client", "person", "60.00")]
    assert await pending(w.wanda) == []


async def test_a_place_that_is_paid_after_it_ended(hall: Hall) -> None:
    w = await money_world(hall)
    owed = await w.owed()
    await w.walt.call("remove_contract_user", contract_id=w.contract)
    assert await pending(w.walt) == []
    await w.pay(owed)
    assert await pending(w.walt) == [("contract", w.walt_place, "worker", "person", "60.00")]
