"""Whom bookings tell: made, answered, called off."""

from __future__ import annotations

from datetime import timedelta

from tests.contract.scheduling.people import GUS, KIM, START, eva_and_ann, with_companions
from tests.contract.telling import CODE, Expected, Scenario, Watch, told
from tests.tools.scheduling.bookable import SLOT, offer
from tests.tools.scheduling.cast import GUEST, book, code_of, guest_booked, plan


async def book_with_companions(watch: Watch) -> Expected:
    eva, ann = await eva_and_ann(watch)
    ben = await watch.hall.person("ben@home.test")
    schedule = await offer(watch.hall, eva, msp=3)
    who = [{"user_id": ben.id}, {"email": KIM}, {"user_id": ann.id}]
    await watch.act(ann, "book_schedule", schedule_id=schedule, start=SLOT, seats=3, attendees=who)
    return {
        told(eva, "booking_confirmed", "inbox", "mail"),
        told(ben, "booking_invited", "inbox", "mail"),
        told(KIM, "booking_invited", "mail"),
    }


async def ask_for_a_booking(watch: Watch) -> Expected:
    eva, ann = await eva_and_ann(watch)
    schedule = await offer(watch.hall, eva, confirm="manual")
    await watch.act(ann, "book_schedule", schedule_id=schedule, start=SLOT)
    return {told(eva, "booking_requested", "inbox", "mail")}


async def hold_a_slot(watch: Watch) -> Expected:
    eva, ann = await eva_and_ann(watch)
    schedule = await offer(watch.hall, eva, price="5.00")
    await watch.act(ann, "book_schedule", schedule_id=schedule, start=SLOT, pay="later")
    return set()


async def book_where_somebody_else_pays(watch: Watch) -> Expected:
    eva, ann = await eva_and_ann(watch)
    pat = await watch.hall.person("pat@pays.test")
    schedule = await offer(watch.hall, eva, price="5.00", columns={"billable_type": "user", "billable_id": pat.id})
    await watch.act(ann, "book_schedule", schedule_id=schedule, start=SLOT)
    return {told(pat, "booking_payment_due", "inbox", "mail")}


async def hold_as_a_guest(watch: Watch) -> Expected:
    eva, _ = await eva_and_ann(watch)
    schedule = await offer(watch.hall, eva)
    await watch.act(watch.hall.nobody(), "book_schedule", schedule_id=schedule, start=SLOT, guest=GUEST)
    return {told(GUS, CODE, "mail")}


async def confirm_as_a_guest(watch: Watch) -> Expected:
    eva, _ = await eva_and_ann(watch)
    schedule, nobody = await offer(watch.hall, eva, msp=2), watch.hall.nobody()
    who = [{"email": KIM}]
    held = await nobody.call("book_schedule", schedule_id=schedule, start=SLOT, guest=GUEST, attendees=who)
    code = await code_of(watch.hall, GUS)
    await watch.act(nobody, "confirm_guest_booking", event_id=held["event"]["id"], code=code)
    return {
        told(eva, "booking_confirmed", "inbox", "mail"),
        told(GUS, "booking_confirmed", "mail"),
        told(KIM, "booking_invited", "mail"),
    }


async def accept_a_request(watch: Watch) -> Expected:
    eva, ann = await eva_and_ann(watch)
    event = await book(ann, await offer(watch.hall, eva, confirm="manual"))
    await watch.act(eva, "confirm_event", event_id=event)
    return {told(ann, "booking_confirmed", "inbox", "mail")}


async def come_along(watch: Watch) -> Expected:
    eva, ann, ben, event = await with_companions(watch)
    await watch.act(ben, "confirm_event", event_id=event)
    return {told(eva, "event_answered", "inbox"), told(ann, "event_answered", "inbox")}


async def accept_an_invitation(watch: Watch) -> Expected:
    eva, ann = await eva_and_ann(watch)
    ben = await watch.hall.person("ben@home.test")
    await watch.act(ann, "confirm_event", event_id=await plan(watch.hall, eva, ann, ben))
    return {told(eva, "event_answered", "inbox")}


async def call_off_a_paid_booking(watch: Watch) -> Expected:
    eva, ann, ben, event = await with_companions(watch, price="10.00")
    await watch.act(eva, "decline_event", event_id=event, reason="I am ill")
    return {
        told(ann, "booking_called_off", "inbox", "mail"),
        told(ben, "booking_called_off", "inbox", "mail"),
        told(KIM, "booking_called_off", "mail"),
    }


async def cancel_a_booking(watch: Watch) -> Expected:
    eva, ann, ben, event = await with_companions(watch)
    await watch.act(ann, "decline_event", event_id=event)
    return {
        told(eva, "booking_called_off", "inbox", "mail"),
        told(ben, "booking_called_off", "inbox", "mail"),
        told(KIM, "booking_called_off", "mail"),
    }


async def call_off_a_guests_booking(watch: Watch) -> Expected:
    eva, _ = await eva_and_ann(watch)
    booked = await guest_booked(watch.hall, await offer(watch.hall, eva))
    await watch.act(eva, "decline_event", event_id=booked["event"]["id"], reason="I am ill")
    return {told(GUS, "booking_called_off", "mail")}


async def cancel_as_a_guest(watch: Watch) -> Expected:
    eva, _ = await eva_and_ann(watch)
    booked = await guest_booked(watch.hall, await offer(watch.hall, eva))
    event, token = booked["event"]["id"], booked["token"]
    await watch.act(watch.hall.nobody(), "decline_event", event_id=event, token=token)
    return {told(eva, "booking_called_off", "inbox", "mail")}


async def send_delivered_time_back(watch: Watch) -> Expected:
    eva, ann = await eva_and_ann(watch)
    event = await book(ann, await offer(watch.hall, eva, price="10.00"))
    watch.hall.clock.set(START + timedelta(hours=2))
    await watch.hall.tick()
    await watch.act(ann, "decline_event", event_id=event, reason="Nobody came")
    return {told(eva, "booking_called_off", "inbox", "mail")}


async def decline_an_invitation(watch: Watch) -> Expected:
    eva, ann = await eva_and_ann(watch)
    await watch.act(ann, "decline_event", event_id=await plan(watch.hall, eva, ann))
    return {told(eva, "event_answered", "inbox")}


SCENARIOS: dict[str, Scenario] = {
    "book_schedule": book_with_companions,
    "book_schedule where the host confirms": ask_for_a_booking,
    "book_schedule to pay later": hold_a_slot,
    "book_schedule where somebody else pays": book_where_somebody_else_pays,
    "book_schedule as a guest": hold_as_a_guest,
    "confirm_guest_booking": confirm_as_a_guest,
    "confirm_event": accept_a_request,
    "confirm_event as a companion": come_along,
    "confirm_event as invited": accept_an_invitation,
    "decline_event": call_off_a_paid_booking,
    "decline_event by the booker": cancel_a_booking,
    "decline_event of a guest": call_off_a_guests_booking,
    "decline_event by a guest": cancel_as_a_guest,
    "decline_event of delivered time": send_delivered_time_back,
    "decline_event as invited": decline_an_invitation,
}
