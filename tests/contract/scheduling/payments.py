"""Whom payments tell, and what time does by itself."""

from __future__ import annotations

from datetime import timedelta

from tests.contract.scheduling.people import KIM, START, eva_and_ann, with_companions
from tests.contract.telling import Expected, Scenario, Watch, told
from tests.tools.scheduling.bookable import offer
from tests.tools.scheduling.cast import book


async def pay_a_held_slot(watch: Watch) -> Expected:
    eva, ann = await eva_and_ann(watch)
    schedule = await offer(watch.hall, eva, price="5.00")
    await book(ann, schedule, pay="later")
    await watch.act(ann, "pay_schedule_events", schedule_id=schedule)
    return {told(eva, "booking_confirmed", "inbox", "mail")}


async def pay_a_request(watch: Watch) -> Expected:
    eva, ann = await eva_and_ann(watch)
    schedule = await offer(watch.hall, eva, price="5.00", confirm="manual")
    await book(ann, schedule, pay="later")
    await watch.act(ann, "pay_schedule_events", schedule_id=schedule)
    return {told(eva, "booking_requested", "inbox", "mail")}


async def release_what_is_held(watch: Watch) -> Expected:
    eva, ann = await eva_and_ann(watch)
    schedule = await offer(watch.hall, eva, price="5.00")
    event = await book(ann, schedule)
    watch.hall.clock.set(START + timedelta(hours=2))
    await watch.hall.tick()
    await watch.act(ann, "pay_schedule_events", schedule_id=schedule, ids=[event], release=True)
    return {told(eva, "booking_completed", "inbox")}


async def report_a_payment(watch: Watch) -> Expected:
    eva, ann = await eva_and_ann(watch)
    schedule = await offer(watch.hall, eva, price="5.00", payment="optional")
    event = await book(ann, schedule, pay="later")
    paid = {"date": "2026-03-02", "amount": "5.00", "ids": [event]}
    await watch.act(ann, "record_schedule_deposit", schedule_id=schedule, **paid)
    return {told(eva, "booking_requested", "inbox", "mail")}


async def record_a_payment(watch: Watch) -> Expected:
    eva, ann = await eva_and_ann(watch)
    schedule = await offer(watch.hall, eva, price="5.00", payment="optional")
    event = await book(ann, schedule, pay="later")
    paid = {"date": "2026-03-02", "amount": "5.00", "ids": [event]}
    await watch.act(eva, "record_schedule_deposit", schedule_id=schedule, **paid)
    return {told(ann, "booking_confirmed", "inbox", "mail")}


async def refuse_a_reported_payment(watch: Watch) -> Expected:
    eva, ann = await eva_and_ann(watch)
    schedule = await offer(watch.hall, eva, price="5.00", payment="optional")
    event = await book(ann, schedule, pay="later")
    paid = {"date": "2026-03-02", "amount": "5.00", "ids": [event]}
    deposit = (await ann.call("record_schedule_deposit", schedule_id=schedule, **paid))["event"]["id"]
    await watch.act(eva, "decline_event", event_id=deposit)
    return {told(ann, "booking_payment_due", "inbox", "mail")}


async def lapse_a_request(watch: Watch) -> Expected:
    eva, ann, ben, _ = await with_companions(watch, price="5.00", confirm="manual")
    watch.hall.clock.advance(hours=24)
    await watch.tick()
    return {
        told(eva, "booking_lapsed", "inbox", "mail"),
        told(ann, "booking_lapsed", "inbox", "mail"),
        told(ben, "booking_lapsed", "inbox", "mail"),
        told(KIM, "booking_lapsed", "mail"),
    }


async def remind_a_day_before(watch: Watch) -> Expected:
    eva, ann, ben, _ = await with_companions(watch)
    watch.hall.clock.set(START - timedelta(hours=24))
    await watch.tick()
    return {
        told(eva, "booking_reminder", "inbox", "mail"),
        told(ann, "booking_reminder", "inbox", "mail"),
        told(ben, "booking_reminder", "inbox", "mail"),
        told(KIM, "booking_reminder", "mail"),
    }


async def deliver(watch: Watch) -> Expected:
    eva, ann = await eva_and_ann(watch)
    await book(ann, await offer(watch.hall, eva, price="5.00"))
    watch.hall.clock.set(START - timedelta(hours=20))
    await watch.hall.tick()
    watch.hall.clock.set(START + timedelta(hours=1))
    await watch.tick()
    return {told(ann, "booking_delivered", "inbox", "mail")}


async def pay_out(watch: Watch) -> Expected:
    eva, ann = await eva_and_ann(watch)
    await book(ann, await offer(watch.hall, eva, price="5.00"))
    watch.hall.clock.set(START + timedelta(hours=1))
    await watch.hall.tick()
    watch.hall.clock.set(START + timedelta(hours=26))
    await watch.tick()
    return {told(eva, "booking_completed", "inbox"), told(ann, "booking_completed", "inbox")}


SCENARIOS: dict[str, Scenario] = {
    "decline_event of a reported payment": refuse_a_reported_payment,
    "pay_schedule_events": pay_a_held_slot,
    "pay_schedule_events where the host confirms": pay_a_request,
    "pay_schedule_events that releases": release_what_is_held,
    "record_schedule_deposit": report_a_payment,
    "record_schedule_deposit by the receiver": record_a_payment,
    "tick: a request lapses": lapse_a_request,
    "tick: a day before": remind_a_day_before,
    "tick: the time is over": deliver,
    "tick: the money goes out": pay_out,
}
