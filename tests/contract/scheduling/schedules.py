"""Whom schedules, sessions and the people in them tell."""

from __future__ import annotations

from tests.contract.scheduling.people import KIM, eva_and_ann, offer_for_all
from tests.contract.telling import Expected, Scenario, Watch, told
from tests.tools.scheduling.bookable import add_session, offer
from tests.tools.scheduling.cast import book, plan


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


SCENARIOS: dict[str, Scenario] = {
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
}
