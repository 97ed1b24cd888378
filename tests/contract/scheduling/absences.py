"""Whom it tells that somebody did not come, and what is answered to that."""

from __future__ import annotations

from datetime import timedelta

from tests.contract.scheduling.people import START, eva_and_ann
from tests.contract.telling import Expected, Scenario, Watch, told
from tests.hall import TestCaller
from tests.tools.scheduling.bookable import offer
from tests.tools.scheduling.cast import book


async def missed(watch: Watch) -> tuple[TestCaller, TestCaller, int]:
    """A paid booking of Ann's with Eva that began a quarter of an hour ago."""
    eva, ann = await eva_and_ann(watch)
    event = await book(ann, await offer(watch.hall, eva, price="10.00"))
    watch.hall.clock.set(START + timedelta(minutes=15))
    await watch.hall.tick()
    return eva, ann, event


async def mark_the_guest(watch: Watch) -> Expected:
    eva, ann, event = await missed(watch)
    await watch.act(eva, "mark_booking_no_show", event_id=event, note="I waited")
    return {told(ann, "booking_no_show", "inbox", "mail")}


async def mark_the_host(watch: Watch) -> Expected:
    eva, ann, event = await missed(watch)
    await watch.act(ann, "mark_booking_no_show", event_id=event)
    return {told(eva, "booking_no_show", "inbox", "mail")}


async def agree_as_the_host(watch: Watch) -> Expected:
    eva, ann, event = await missed(watch)
    await ann.call("mark_booking_no_show", event_id=event)
    await watch.act(eva, "mark_booking_no_show", event_id=event, act="agree")
    return {told(ann, "booking_called_off", "inbox", "mail")}


async def contest_it(watch: Watch) -> Expected:
    eva, ann, event = await missed(watch)
    await eva.call("mark_booking_no_show", event_id=event)
    await watch.act(ann, "mark_booking_no_show", event_id=event, act="contest", note="I was there")
    return {told(eva, "booking_no_show", "inbox", "mail")}


async def take_it_back(watch: Watch) -> Expected:
    eva, ann, event = await missed(watch)
    await eva.call("mark_booking_no_show", event_id=event)
    await watch.act(eva, "mark_booking_no_show", event_id=event, act="withdraw")
    return {told(ann, "booking_no_show", "inbox", "mail")}


async def say_nothing_in_time(watch: Watch) -> Expected:
    eva, ann, event = await missed(watch)
    await eva.call("mark_booking_no_show", event_id=event)
    watch.hall.clock.set(START + timedelta(hours=2))
    await watch.hall.tick()
    watch.hall.clock.set(START + timedelta(hours=24, minutes=15))
    await watch.tick()
    return {told(eva, "booking_no_show", "inbox", "mail"), told(ann, "booking_no_show", "inbox", "mail")}


SCENARIOS: dict[str, Scenario] = {
    "mark_booking_no_show": mark_the_guest,
    "mark_booking_no_show of the host": mark_the_host,
    "mark_booking_no_show agreed by the host": agree_as_the_host,
    "mark_booking_no_show contested": contest_it,
    "mark_booking_no_show taken back": take_it_back,
    "tick: nobody said otherwise": say_nothing_in_time,
}
