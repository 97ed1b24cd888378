"""Whom the operations of schedules, bookings and events tell."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from tests.contract.telling import CODE, Expected, Scenario, Watch, told
from tests.hall import TestCaller
from tests.tools.scheduling.bookable import SLOT, add_session, offer
from tests.tools.scheduling.cast import GUEST, book, booker, code_of, guest_booked, ids, plan

START = datetime(2026, 3, 4, 10, 0, tzinfo=UTC)
LATER = "2026-03-05T15:00:00Z"
GUS, KIM = "gus@guest.test", "kim@else.test"


async def eva_and_ann(watch: Watch) -> tuple[TestCaller, TestCaller]:
    """Eva offers time, Ann has money to book it with."""
    return await watch.hall.person("eva@work.test", credit="20 USDT"), await booker(watch.hall, "ann@home.test")


async def with_companions(watch: Watch, **settings: Any) -> tuple[TestCaller, TestCaller, TestCaller, int]:
    """Ann booked two places of Eva's for Ben and Kim, who has no account: Eva, Ann, Ben and the event."""
    eva, ann = await eva_and_ann(watch)
    ben = await watch.hall.person("ben@home.test", credit="5 USDT")
    schedule = await offer(watch.hall, eva, msp=3, **settings)
    who = [{"user_id": ben.id}, {"email": KIM, "name": "Kim"}]
    return eva, ann, ben, await book(ann, schedule, seats=2, attendees=who)


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
    return {told(GUS, "booking_move_decided", "mail"), told(GUS, "booking_moved", "mail")}


async def agree_as_a_guest(watch: Watch) -> Expected:
    eva, _ = await eva_and_ann(watch)
    booked = await guest_booked(watch.hall, await offer(watch.hall, eva))
    event, token = booked["event"]["id"], booked["token"]
    made = await eva.call("request_event_correction", event_id=event, start=LATER)
    asked = {"event_id": event, "token": token, "vote": True, "ids": ids(made)}
    await watch.act(watch.hall.nobody(), "vote_on_event_corrections", **asked)
    return {
        told(eva, "booking_move_decided", "inbox", "mail"),
        told(eva, "booking_moved", "inbox", "mail"),
        told(GUS, "booking_moved", "mail"),
    }


async def agree_to_move_a_booking(watch: Watch) -> Expected:
    eva, ann, ben, event = await with_companions(watch)
    made = await ann.call("request_event_correction", event_id=event, start=LATER)
    await watch.act(eva, "vote_on_event_corrections", event_id=event, vote=True, ids=ids(made))
    return {
        told(ann, "booking_move_decided", "inbox", "mail"),
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


async def add_a_session(watch: Watch) -> Expected:
    eva, ann = await eva_and_ann(watch)
    cid = await watch.hall.person("cid@work.test")
    schedule = await offer_for_all(watch, eva, cid)
    session = {"label": "Class", "start": "2026-03-05T20:00:00Z", "capacity": 5}
    who = [{"user_id": ann.id}, {"email": KIM}]
    await watch.act(eva, "add_schedule_event", schedule_id=schedule, **session, attendees=who)
    return {
        told(ann, "booking_invited", "inbox", "mail"),
        told(KIM, "booking_invited", "mail"),
        told(cid, "booking_confirmed", "inbox", "mail"),
    }


async def delete_a_session(watch: Watch) -> Expected:
    eva, ann = await eva_and_ann(watch)
    schedule = await offer(watch.hall, eva)
    times = "2026-03-05T20:00:00.000Z", "2026-03-05T21:00:00.000Z"
    session = await add_session(watch.hall, schedule, *times, capacity=5, price="5.00")
    who = [{"user_id": ann.id}, {"email": KIM}]
    await ann.call("book_schedule", schedule_id=schedule, event_id=session, seats=2, attendees=who)
    await watch.act(eva, "delete_event", event_id=session, reason="No room")
    return {told(ann, "booking_called_off", "inbox", "mail"), told(KIM, "booking_called_off", "mail")}


async def delete_a_meeting(watch: Watch) -> Expected:
    eva, ann = await eva_and_ann(watch)
    event = await plan(watch.hall, eva, ann, emails=(KIM,), status_id=200)
    await watch.act(eva, "delete_event", event_id=event)
    return {told(ann, "event_changed", "inbox", "mail"), told(KIM, "event_changed", "mail")}


async def delete_a_schedule(watch: Watch) -> Expected:
    eva, ann = await eva_and_ann(watch)
    cid = await watch.hall.person("cid@work.test")
    schedule = await offer(watch.hall, eva, confirm="manual", hosts=(cid,))
    await book(ann, schedule)
    await watch.act(eva, "delete_schedule", schedule_id=schedule)
    return {told(ann, "booking_called_off", "inbox", "mail"), told(cid, "schedule_role", "inbox", "mail")}


async def name_somebody_as_paid(watch: Watch) -> Expected:
    eva, ann = await eva_and_ann(watch)
    settings = {"rules": [{"days": [1], "start": "09:00", "end": "12:00"}]}
    given = {"label": "Lessons", "private": False, "settings": settings, "benefitable_id": ann.id}
    await watch.act(eva, "create_schedule", **given)
    return {told(ann, "schedule_role", "inbox", "mail")}


async def name_somebody_else_as_paid(watch: Watch) -> Expected:
    eva, ann = await eva_and_ann(watch)
    ben = await watch.hall.person("ben@home.test")
    schedule = await offer(watch.hall, eva, columns={"benefitable_type": "user", "benefitable_id": ann.id})
    settings = {"rules": [{"days": [1], "start": "09:00", "end": "12:00"}]}
    given = {"label": "Lessons", "private": False, "settings": settings, "currency": "EUR", "benefitable_id": ben.id}
    await watch.act(eva, "update_schedule", schedule_id=schedule, **given)
    return {told(ann, "schedule_role", "inbox", "mail"), told(ben, "schedule_role", "inbox", "mail")}


async def ask_somebody_to_serve(watch: Watch) -> Expected:
    eva, ann = await eva_and_ann(watch)
    schedule = await offer(watch.hall, eva)
    await watch.act(eva, "add_schedule_users", schedule_id=schedule, users=[{"user_id": ann.id, "role_id": 3}])
    return {told(ann, "schedule_role", "inbox", "mail")}


async def agree_to_serve(watch: Watch) -> Expected:
    eva, ann = await eva_and_ann(watch)
    schedule = await offer(watch.hall, eva)
    await eva.call("add_schedule_users", schedule_id=schedule, users=[{"user_id": ann.id, "role_id": 3}])
    await watch.act(ann, "accept_schedule_role", schedule_id=schedule)
    return {told(eva, "schedule_role", "inbox", "mail")}


async def refuse_to_serve(watch: Watch) -> Expected:
    eva, ann = await eva_and_ann(watch)
    schedule = await offer(watch.hall, eva)
    await eva.call("add_schedule_users", schedule_id=schedule, users=[{"user_id": ann.id, "role_id": 3}])
    await watch.act(ann, "decline_schedule_role", schedule_id=schedule)
    return {told(eva, "schedule_role", "inbox", "mail")}


async def take_a_host_off(watch: Watch) -> Expected:
    eva, ann = await eva_and_ann(watch)
    cid = await watch.hall.person("cid@work.test")
    schedule = await offer(watch.hall, eva, hosts=(cid,), owner_hosts=False)
    await book(ann, schedule)
    dan = await watch.hall.person("dan@work.test")
    await eva.call("add_schedule_users", schedule_id=schedule, users=[{"user_id": dan.id, "role_id": 3}])
    await dan.call("accept_schedule_role", schedule_id=schedule)
    await watch.act(eva, "remove_schedule_user", schedule_id=schedule, user_id=cid.id)
    return {
        told(ann, "booking_reassigned", "inbox", "mail"),
        told(cid, "booking_reassigned", "inbox", "mail"),
        told(dan, "booking_reassigned", "inbox", "mail"),
        told(cid, "schedule_role", "inbox", "mail"),
    }


async def leave_a_schedule(watch: Watch) -> Expected:
    eva, _ = await eva_and_ann(watch)
    cid = await watch.hall.person("cid@work.test")
    schedule = await offer(watch.hall, eva, hosts=(cid,))
    await watch.act(cid, "remove_schedule_user", schedule_id=schedule)
    return {told(eva, "schedule_role", "inbox", "mail")}


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


async def offer_for_all(watch: Watch, owner: TestCaller, host: TestCaller) -> int:
    """A schedule that both serve together."""
    schedule = await offer(watch.hall, owner, hosts=(host,), msp=5)
    settings = '{"rules": [{"days": [0, 1, 2, 3, 4, 5, 6], "start": "09:00", "end": "18:00"}], "hosts": "all"}'
    sql = "UPDATE schedules SET settings = :settings WHERE id = :id"
    await watch.hall.app.database.write(lambda tx: tx.run(sql, settings=settings, id=schedule))
    return schedule


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
    "decline_event of a reported payment": refuse_a_reported_payment,
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
    "pay_schedule_events": pay_a_held_slot,
    "pay_schedule_events where the host confirms": pay_a_request,
    "pay_schedule_events that releases": release_what_is_held,
    "record_schedule_deposit": report_a_payment,
    "record_schedule_deposit by the receiver": record_a_payment,
    "add_schedule_event": add_a_session,
    "delete_event": delete_a_session,
    "delete_event of a meeting": delete_a_meeting,
    "delete_schedule": delete_a_schedule,
    "create_schedule": name_somebody_as_paid,
    "update_schedule": name_somebody_else_as_paid,
    "add_schedule_users": ask_somebody_to_serve,
    "accept_schedule_role": agree_to_serve,
    "decline_schedule_role": refuse_to_serve,
    "remove_schedule_user": take_a_host_off,
    "remove_schedule_user by oneself": leave_a_schedule,
    "tick: a request lapses": lapse_a_request,
    "tick: a day before": remind_a_day_before,
    "tick: the time is over": deliver,
    "tick: the money goes out": pay_out,
}
NOBODY_ELSE = {"create_calendar": "a new calendar is empty and its owner's own"}
