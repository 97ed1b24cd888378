"""The people of the tests of scheduling, and what they do again and again. conftest.py has them as fixtures."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

from store.database import Transaction
from store.types import utc_text, utc_time
from tests.hall import Hall, TestCaller
from tests.tools.scheduling.bookable import SLOT, offer

GUEST = {"name": "Gus Guest", "email": "gus@guest.test"}
LONG_AGO = "2026-01-01T00:00:00.000Z"


async def booker(hall: Hall, email: str, credit: str = "500 EUR") -> TestCaller:
    """Somebody with money to pay with and credit for calls."""
    person = await hall.person(email)
    await hall.credit(person.owner, "20 USDT")
    if credit:
        await hall.credit(person.owner, credit)
    return person


async def book(caller: TestCaller, schedule: int, start: str = SLOT, **more: Any) -> int:
    """Book a slot; its event's id."""
    answer = await caller.call("book_schedule", schedule_id=schedule, start=start, **more)
    event: int = answer["event"]["id"]
    return event


async def code_of(hall: Hall, address: str) -> str:
    """The code of the newest mail to an address."""
    found = re.findall(r"\b[0-9]{6}\b", (await hall.mails(address))[-1].body)
    return str(found[0])


async def guest_booked(hall: Hall, schedule: int, start: str = SLOT, **more: Any) -> dict[str, Any]:
    """Book as a guest and pass the code that was mailed; the answer, with the token."""
    guest = more.pop("guest", GUEST)
    held = await hall.nobody().call("book_schedule", schedule_id=schedule, start=start, guest=guest, **more)
    code = await code_of(hall, guest["email"])
    return await hall.nobody().call("confirm_guest_booking", event_id=held["event"]["id"], code=code)


async def booked(hall: Hall, host: TestCaller, guest: TestCaller, **settings: Any) -> int:
    """A paid booking of 99.99; its event's id."""
    return await book(guest, await offer(hall, host, price="99.99", **settings))


def ids(answer: dict[str, Any]) -> list[int]:
    """The suggestions of an answer."""
    return [correction["id"] for correction in answer["corrections"]]


def calendar_of(hall: Hall, person: TestCaller) -> int:
    """A person's default calendar."""
    id: int = hall.sql("SELECT default_kal_id FROM persons WHERE id = ?", person.id)[0][0]
    return id


async def appointment(hall: Hall, owner: TestCaller, start: str | None, **columns: Any) -> int:
    """An appointment of an hour in somebody's calendar, outside schedules; its id."""
    begins = utc_time(start) if start else None
    values = {
        "owner_type": "person",
        "owner_id": owner.id,
        "type_id": 1,
        "status_id": 200,
        "kal_id": calendar_of(hall, owner),
        "label": "Meeting",
        "start_at": utc_text(begins) if begins else None,
        "end_at": utc_text(begins + timedelta(hours=1)) if begins else None,
        "created_at": LONG_AGO,
        "updated_at": LONG_AGO,
    }
    return await hall.app.database.write(lambda tx: tx.insert("events", **{**values, **columns}))


async def plan(hall: Hall, owner: TestCaller, *people: TestCaller, emails: tuple[str, ...] = (), **columns: Any) -> int:
    """An appointment of an owner's own calendar that waits for these people; its id."""

    def insert(tx: Transaction) -> int:
        values = {
            "owner_type": owner.kind,
            "owner_id": owner.id,
            "type_id": 1,
            "status_id": 100,
            "kal_id": tx.value("SELECT id FROM calendars WHERE owner_id = :id AND owner_type = 'person'", id=owner.id),
            "label": "Review",
            "timezone": "Europe/Berlin",
            "start_at": "2026-03-05T09:00:00.000Z",
            "end_at": "2026-03-05T10:00:00.000Z",
            "date": "2026-03-05",
            "duration": 60,
            "created_at": "2026-03-02T09:00:00.000Z",
            "updated_at": "2026-03-02T09:00:00.000Z",
            **columns,
        }
        event_id = tx.insert("events", **values)
        for person in people:
            tx.insert(
                "event_attendees",
                event_id=event_id,
                user_type="person",
                user_id=person.id,
                created_at=values["created_at"],
            )
        for email in emails:
            tx.insert(
                "event_attendees",
                event_id=event_id,
                email=email,
                email_key=email,
                role="optional",
                created_at=values["created_at"],
            )
        return event_id

    return await hall.app.database.write(insert)
