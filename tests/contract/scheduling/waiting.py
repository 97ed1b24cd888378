"""Whom lines for full slots tell: who is offered a place, and whom the host takes out."""

from __future__ import annotations

from tests.contract.scheduling.people import GUS, eva_and_ann
from tests.contract.telling import Expected, Scenario, Watch, told
from tests.hall import TestCaller
from tests.tools.scheduling.bookable import SLOT, offer
from tests.tools.scheduling.cast import book, booker


async def full(watch: Watch) -> tuple[TestCaller, TestCaller, TestCaller, int, int]:
    """Eva, Ann who has booked her slot, and Ben; the schedule and the event."""
    eva, ann = await eva_and_ann(watch)
    ben = await booker(watch.hall, "ben@home.test")
    schedule = await offer(watch.hall, eva)
    return eva, ann, ben, schedule, await book(ann, schedule)


async def get_in_line(watch: Watch) -> Expected:
    _, _, ben, schedule, _ = await full(watch)
    await watch.act(ben, "join_waiting_list", schedule_id=schedule, start=SLOT)
    return set()


async def leave_it(watch: Watch) -> Expected:
    _, _, ben, schedule, _ = await full(watch)
    entry = (await ben.call("join_waiting_list", schedule_id=schedule, start=SLOT))["entry"]["id"]
    await watch.act(ben, "leave_waiting_list", entry_id=entry)
    return set()


async def be_taken_out(watch: Watch) -> Expected:
    eva, _, ben, schedule, _ = await full(watch)
    entry = (await ben.call("join_waiting_list", schedule_id=schedule, start=SLOT))["entry"]["id"]
    await watch.act(eva, "leave_waiting_list", entry_id=entry)
    return {told(ben, "booking_called_off", "inbox", "mail")}


async def be_offered_a_place(watch: Watch) -> Expected:
    _, ann, ben, schedule, event = await full(watch)
    other = await booker(watch.hall, "cas@home.test")
    for each in (ben, other):
        await each.call("join_waiting_list", schedule_id=schedule, start=SLOT)
    await ann.call("decline_event", event_id=event)
    hold = (await ben.call("list_waiting_list"))["items"][0]["hold"]["hold_id"]
    await watch.act(ben, "release_slot_hold", hold_id=hold)
    return {told(other, "waiting_list_offer", "inbox", "mail")}


async def be_offered_one_as_a_guest(watch: Watch) -> Expected:
    eva, ann, _, schedule, event = await full(watch)
    guest = {"name": "Gus", "email": GUS}
    await watch.hall.nobody().call("join_waiting_list", schedule_id=schedule, start=SLOT, guest=guest)
    await watch.act(eva, "decline_event", event_id=event)
    return {told(ann, "booking_called_off", "inbox", "mail"), told(GUS, "waiting_list_offer", "mail")}


async def let_an_offer_lapse(watch: Watch) -> Expected:
    _, ann, ben, schedule, event = await full(watch)
    other = await booker(watch.hall, "cas@home.test")
    for each in (ben, other):
        await each.call("join_waiting_list", schedule_id=schedule, start=SLOT)
    await ann.call("decline_event", event_id=event)
    watch.hall.clock.advance(hours=1)
    await watch.tick()
    return {told(other, "waiting_list_offer", "inbox", "mail")}


SCENARIOS: dict[str, Scenario] = {
    "join_waiting_list": get_in_line,
    "leave_waiting_list": leave_it,
    "leave_waiting_list by the host": be_taken_out,
    "release_slot_hold of an offer": be_offered_a_place,
    "decline_event with a guest in line": be_offered_one_as_a_guest,
    "tick: an offer lapses": let_an_offer_lapse,
}
