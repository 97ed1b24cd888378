"""Whom bookings tell that were made together."""

from __future__ import annotations

from tests.contract.scheduling.people import KIM, eva_and_ann
from tests.contract.telling import Expected, Scenario, Watch, told
from tests.tools.scheduling.bookable import SLOT, offer


async def book_two_together(watch: Watch) -> Expected:
    eva, ann = await eva_and_ann(watch)
    ben = await watch.hall.person("ben@work.test", credit="5 USDT")
    ids = [await offer(watch.hall, eva), await offer(watch.hall, ben, confirm="manual")]
    who = [{"email": KIM, "name": "Kim"}]
    await watch.act(ann, "book_group_slot", schedule_ids=ids, mode="all", start=SLOT, attendees=who)
    return {
        told(eva, "booking_confirmed", "inbox", "mail"),
        told(ben, "booking_requested", "inbox", "mail"),
        told(KIM, "booking_invited", "mail"),
    }


async def book_whoever_is_free(watch: Watch) -> Expected:
    eva, ann = await eva_and_ann(watch)
    ben = await watch.hall.person("ben@work.test", credit="5 USDT")
    ids = [await offer(watch.hall, eva), await offer(watch.hall, ben)]
    await watch.act(ann, "book_group_slot", schedule_ids=ids, mode="any", start=SLOT)
    return {told(eva, "booking_confirmed", "inbox", "mail")}


async def one_of_two_is_out(watch: Watch) -> Expected:
    eva, ann = await eva_and_ann(watch)
    ben = await watch.hall.person("ben@work.test", credit="5 USDT")
    ids = [await offer(watch.hall, eva), await offer(watch.hall, ben)]
    booked = await ann.call("book_group_slot", schedule_ids=ids, mode="all", start=SLOT)
    await watch.act(ben, "decline_event", event_id=booked["bookings"][1]["event_id"])
    return {told(ann, "booking_called_off", "inbox", "mail"), told(eva, "booking_called_off", "inbox", "mail")}


async def book_every_week(watch: Watch) -> Expected:
    eva, ann = await eva_and_ann(watch)
    await watch.act(ann, "book_recurring_slots", schedule_id=await offer(watch.hall, eva), start=SLOT, times=2)
    return {told(eva, "booking_confirmed", "inbox", "mail")}


SCENARIOS: dict[str, Scenario] = {
    "book_group_slot": book_two_together,
    "book_group_slot with whoever is free": book_whoever_is_free,
    "decline_event of one of a joint time": one_of_two_is_out,
    "book_recurring_slots": book_every_week,
}
