"""Whom calendars tell."""

from __future__ import annotations

from tests.contract.scheduling.people import KIM, eva_and_ann
from tests.contract.telling import Expected, Scenario, Watch, told
from tests.tools.scheduling.bookable import offer
from tests.tools.scheduling.cast import book, plan


async def delete_a_calendar(watch: Watch) -> Expected:
    eva, ann = await eva_and_ann(watch)
    cid = await watch.hall.person("cid@work.test")
    ben = await watch.hall.person("ben@home.test", credit="5 USDT")
    kal_id = (await eva.call("create_calendar", label="Work", private=False))["calendar"]["id"]
    settings = {"hosts": (cid,), "owner_hosts": False, "columns": {"kal_id": kal_id}}
    schedule = await offer(watch.hall, eva, price="20.00", msp=2, **settings)
    await book(ann, schedule, seats=2, attendees=[{"user_id": ann.id}, {"user_id": ben.id}])
    await plan(watch.hall, eva, emails=(KIM,), status_id=200, kal_id=kal_id)
    await watch.act(eva, "delete_calendar", kal_id=kal_id, cancel_bookings=True)
    return {
        told(ann, "booking_called_off", "inbox", "mail"),
        told(ben, "booking_called_off", "inbox", "mail"),
        told(cid, "booking_called_off", "inbox", "mail"),
        told(cid, "schedule_role", "inbox", "mail"),
        told(KIM, "event_changed", "mail"),
    }


SCENARIOS: dict[str, Scenario] = {"delete_calendar": delete_a_calendar}
