"""Whom kept slots tell: nobody, unless the host takes one back."""

from __future__ import annotations

from tests.contract.scheduling.people import eva_and_ann
from tests.contract.telling import Expected, Scenario, Watch, told
from tests.tools.scheduling.bookable import SLOT, offer


async def keep_a_slot(watch: Watch) -> Expected:
    eva, ann = await eva_and_ann(watch)
    await watch.act(ann, "hold_slot", schedule_id=await offer(watch.hall, eva), start=SLOT)
    return set()


async def keep_it_longer(watch: Watch) -> Expected:
    eva, ann = await eva_and_ann(watch)
    held = await ann.call("hold_slot", schedule_id=await offer(watch.hall, eva), start=SLOT)
    await watch.act(ann, "extend_slot_hold", hold_id=held["hold"]["public_id"], minutes=20)
    return set()


async def give_it_back(watch: Watch) -> Expected:
    eva, ann = await eva_and_ann(watch)
    held = await ann.call("hold_slot", schedule_id=await offer(watch.hall, eva), start=SLOT)
    await watch.act(ann, "release_slot_hold", hold_id=held["hold"]["public_id"])
    return set()


async def take_it_back_as_the_host(watch: Watch) -> Expected:
    eva, ann = await eva_and_ann(watch)
    schedule = await offer(watch.hall, eva)
    held = await ann.call("hold_slot", schedule_id=schedule, start=SLOT)
    await watch.act(eva, "release_slot_hold", hold_id=held["hold"]["public_id"])
    return {told(ann, "booking_called_off", "inbox", "mail")}


async def let_it_lapse(watch: Watch) -> Expected:
    eva, ann = await eva_and_ann(watch)
    await ann.call("hold_slot", schedule_id=await offer(watch.hall, eva), start=SLOT)
    watch.hall.clock.advance(minutes=10)
    await watch.tick()
    return set()


async def book_what_was_kept(watch: Watch) -> Expected:
    eva, ann = await eva_and_ann(watch)
    schedule = await offer(watch.hall, eva)
    held = await ann.call("hold_slot", schedule_id=schedule, start=SLOT)
    await watch.act(ann, "book_schedule", schedule_id=schedule, hold_id=held["hold"]["public_id"])
    return {told(eva, "booking_confirmed", "inbox", "mail")}


async def take_a_link_back(watch: Watch) -> Expected:
    eva, ann = await eva_and_ann(watch)
    schedule = await offer(watch.hall, eva, private=True)
    made = await eva.call("create_booking_link", schedule_id=schedule)
    await ann.call("hold_slot", schedule_id=schedule, start=SLOT, link=made["token"])
    await watch.act(eva, "revoke_booking_link", link_id=made["link"]["public_id"])
    return {told(ann, "booking_called_off", "inbox", "mail")}


SCENARIOS: dict[str, Scenario] = {
    "revoke_booking_link": take_a_link_back,
    "hold_slot": keep_a_slot,
    "extend_slot_hold": keep_it_longer,
    "release_slot_hold": give_it_back,
    "release_slot_hold by the host": take_it_back_as_the_host,
    "tick: a kept slot lapses": let_it_lapse,
    "book_schedule of a kept slot": book_what_was_kept,
}
