"""Whom suggestions and votes tell, and what takes effect by them."""

from __future__ import annotations

from tests.contract.scheduling.people import GUS, KIM, LATER, eva_and_ann, with_companions
from tests.contract.telling import Expected, Scenario, Watch, told
from tests.tools.scheduling.bookable import offer
from tests.tools.scheduling.cast import book, guest_booked, ids, plan


async def suggest_a_time_to_a_guest(watch: Watch) -> Expected:
    eva, _ = await eva_and_ann(watch)
    booked = await guest_booked(watch.hall, await offer(watch.hall, eva))
    await watch.act(eva, "request_event_correction", event_id=booked["event"]["id"], start=LATER)
    return {told(GUS, "booking_move_proposed", "mail")}


async def suggest_a_time_as_a_guest(watch: Watch) -> Expected:
    eva, _ = await eva_and_ann(watch)
    booked = await guest_booked(watch.hall, await offer(watch.hall, eva))
    event, token = booked["event"]["id"], booked["token"]
    await watch.act(watch.hall.nobody(), "request_event_correction", event_id=event, token=token, start=LATER)
    return {told(eva, "booking_move_proposed", "inbox", "mail")}


async def move_a_booking_oneself(watch: Watch) -> Expected:
    eva, ann, ben, event = await with_companions(watch, reschedule="auto")
    await watch.act(ann, "request_event_correction", event_id=event, start=LATER)
    return {
        told(eva, "booking_moved", "inbox", "mail"),
        told(ben, "booking_moved", "inbox", "mail"),
        told(KIM, "booking_moved", "mail"),
    }


async def suggest_who_comes(watch: Watch) -> Expected:
    eva, ann, _, event = await with_companions(watch)
    await watch.act(ann, "request_event_correction", event_id=event, attendees=[{"email": "lou@else.test"}])
    return {told(eva, "booking_move_proposed", "inbox", "mail")}


async def agree_on_who_comes(watch: Watch) -> Expected:
    eva, ann, ben, event = await with_companions(watch)
    cid = await watch.hall.person("cid@home.test")
    who = [{"user_id": cid.id}, {"email": "lou@else.test"}]
    made = await ann.call("request_event_correction", event_id=event, attendees=who)
    await watch.act(eva, "vote_on_event_corrections", event_id=event, vote=True, ids=ids(made))
    return {
        told(ann, "booking_move_decided", "inbox", "mail"),
        told(cid, "booking_invited", "inbox", "mail"),
        told("lou@else.test", "booking_invited", "mail"),
        told(ben, "booking_called_off", "inbox", "mail"),
        told(KIM, "booking_called_off", "mail"),
    }


async def move_a_meeting_of_ones_own(watch: Watch) -> Expected:
    eva, ann = await eva_and_ann(watch)
    event = await plan(watch.hall, eva, ann, emails=(KIM,), status_id=200)
    await watch.hall.app.database.write(lambda tx: tx.run("UPDATE event_attendees SET role = 'optional'"))
    await watch.act(eva, "request_event_correction", event_id=event, start="11:30")
    return {told(ann, "event_changed", "inbox", "mail"), told(KIM, "event_changed", "mail")}


async def invite_to_a_meeting(watch: Watch) -> Expected:
    eva, ann = await eva_and_ann(watch)
    event = await plan(watch.hall, eva)
    who = [{"user_id": ann.id}, {"email": KIM}]
    await watch.act(eva, "request_event_correction", event_id=event, attendees=who)
    return {told(ann, "event_invited", "inbox", "mail"), told(KIM, "event_invited", "mail")}


async def agree_to_move_a_guest(watch: Watch) -> Expected:
    """Of several bookers one moves alone: the event has another number then."""
    eva, ann = await eva_and_ann(watch)
    schedule = await offer(watch.hall, eva, msp=2)
    await book(ann, schedule)
    booked = await guest_booked(watch.hall, schedule)
    event, token = booked["event"]["id"], booked["token"]
    asked = {"event_id": event, "token": token, "start": LATER}
    made = await watch.hall.nobody().call("request_event_correction", **asked)
    await watch.act(eva, "vote_on_event_corrections", event_id=event, vote=True, ids=ids(made))
    return {told(GUS, "booking_moved", "mail")}


async def agree_as_a_guest(watch: Watch) -> Expected:
    eva, _ = await eva_and_ann(watch)
    booked = await guest_booked(watch.hall, await offer(watch.hall, eva))
    event, token = booked["event"]["id"], booked["token"]
    made = await eva.call("request_event_correction", event_id=event, start=LATER)
    asked = {"event_id": event, "token": token, "vote": True, "ids": ids(made)}
    await watch.act(watch.hall.nobody(), "vote_on_event_corrections", **asked)
    return {
        told(eva, "booking_moved", "inbox", "mail"),
        told(GUS, "booking_moved", "mail"),
    }


async def agree_to_move_a_booking(watch: Watch) -> Expected:
    eva, ann, ben, event = await with_companions(watch)
    made = await ann.call("request_event_correction", event_id=event, start=LATER)
    await watch.act(eva, "vote_on_event_corrections", event_id=event, vote=True, ids=ids(made))
    return {
        told(ann, "booking_moved", "inbox", "mail"),
        told(ben, "booking_moved", "inbox", "mail"),
        told(KIM, "booking_moved", "mail"),
    }


async def refuse_a_move(watch: Watch) -> Expected:
    eva, ann = await eva_and_ann(watch)
    event = await book(ann, await offer(watch.hall, eva))
    made = await ann.call("request_event_correction", event_id=event, start=LATER)
    await watch.act(eva, "vote_on_event_corrections", event_id=event, vote=False, ids=ids(made))
    return {told(ann, "booking_move_decided", "inbox", "mail")}


SCENARIOS: dict[str, Scenario] = {
    "request_event_correction": suggest_a_time_to_a_guest,
    "request_event_correction by a guest": suggest_a_time_as_a_guest,
    "request_event_correction that takes effect": move_a_booking_oneself,
    "request_event_correction of who comes": suggest_who_comes,
    "request_event_correction of a meeting": move_a_meeting_of_ones_own,
    "request_event_correction that invites": invite_to_a_meeting,
    "vote_on_event_corrections": agree_to_move_a_booking,
    "vote_on_event_corrections of a guest": agree_to_move_a_guest,
    "vote_on_event_corrections by a guest": agree_as_a_guest,
    "vote_on_event_corrections against it": refuse_a_move,
    "vote_on_event_corrections of who comes": agree_on_who_comes,
}
