"""The people of the tests of contracts, and what they do again and again. conftest.py has them as fixtures.

Olga owns the contract and pays, Will works on it at 40.00 EUR an hour, Rita reviews it, Sam has no part in anything."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from tests.hall import Hall, TestCaller

RATE = "40.00"
WEEKDAYS = [1, 2, 3, 4, 5]
OFFICE_HOURS = {"rules": [{"days": WEEKDAYS, "start": "09:00", "end": "17:00"}]}
LATER = "2026-06-30T18:00:00+02:00"


@dataclass(frozen=True)
class Job:
    """A contract in EUR with Will's confirmed place on it. place, schedule: of Will."""

    id: int
    kal_id: int
    place: int
    schedule: int


async def member(hall: Hall, email: str, credit: str = "1000 EUR") -> TestCaller:
    """Somebody with money to pay with and credit for calls."""
    person = await hall.person(email, credit="20 USDT")
    if credit:
        await hall.credit(person.owner, credit)
    return person


async def contract(owner: TestCaller, **given: Any) -> int:
    """Open a contract in EUR in the zone of Berlin; its id."""
    made = await owner.call(
        "create_contract", **{"label": "Web shop", "currency": "EUR", "timezone": "Europe/Berlin", **given}
    )
    id: int = made["contract"]["id"]
    return id


async def ask(owner: TestCaller, contract_id: int, person: TestCaller, **given: Any) -> dict[str, Any]:
    """Invite somebody at 40.00 an hour; the participant as answered."""
    hours = {"price": RATE, "settings": OFFICE_HOURS} | given.pop("schedule", {})
    more = {"role": "developer", **given}
    answer = await owner.call(
        "add_contract_participant", contract_id=contract_id, user_id=person.id, schedule=hours, **more
    )
    asked: dict[str, Any] = answer["participant"]
    return asked


async def reply(caller: TestCaller, place: dict[str, Any], answer: bool = True, **more: Any) -> dict[str, Any]:
    """Answer what is asked about a place; the whole answer."""
    where = {"contract_id": place["contract_id"], "participant_id": place["id"]}
    return await caller.call("reply_to_participation_request", **where, answer=answer, **more)


async def hire(owner: TestCaller, contract_id: int, person: TestCaller, **given: Any) -> dict[str, Any]:
    """Invite somebody, who accepts; the participant as it is then."""
    place: dict[str, Any] = (await reply(person, await ask(owner, contract_id, person, **given)))["participant"]
    return place


async def job(owner: TestCaller, worker: TestCaller, reviewer: TestCaller | None = None, **given: Any) -> Job:
    """A contract of an owner with a worker at 40.00 an hour, and a reviewer (levels 4/4)."""
    contract_id = await contract(owner, **given)
    place = await hire(owner, contract_id, worker)
    if reviewer is not None:
        await owner.call("add_contract_user", contract_id=contract_id, user_id=reviewer.id, role_id=5)
    kal_id = owner.hall.sql("SELECT kal_id FROM contracts WHERE id = ?", contract_id)[0][0]
    return Job(contract_id, kal_id, place["id"], place["schedule_id"])


def state(hall: Hall, contract_id: int) -> int:
    """The state a contract is in."""
    status: int = hall.sql("SELECT status_id FROM contracts WHERE id = ?", contract_id)[0][0]
    return status


def place_state(hall: Hall, place_id: int) -> int:
    """The state a paid place is in."""
    status: int = hall.sql("SELECT status_id FROM contract_participants WHERE id = ?", place_id)[0][0]
    return status


def heard(hall: Hall, person: TestCaller) -> list[str]:
    """What somebody was told, newest first."""
    rows = hall.sql(
        "SELECT text FROM notices WHERE owner_type = ? AND owner_id = ? ORDER BY id DESC", person.kind, person.id
    )
    return [row[0] for row in rows]


async def charge(worker: TestCaller, place: int, minutes: int = 90, by: TestCaller | None = None) -> int:
    """A pending charge for a day of work; its id. 90 minutes at 40.00 are 60.00."""
    how = {"participant_id": place, "date": "2026-03-02", "time": minutes}
    id: int = (await (by or worker).call("create_participant_charge", **how))["transaction"]["id"]
    return id


async def owed(owner: TestCaller, worker: TestCaller, made: Job, minutes: int = 90) -> int:
    """An approved charge; its id."""
    id = await charge(worker, made.place, minutes)
    await owner.call("approve_contract_transactions", contract_id=made.id, transactions=[id])
    return id


async def put_aside(owner: TestCaller, made: Job, amount: str) -> int:
    """Money held from the owner's purse for the worker; the deposit's id."""
    how = {"participant_id": made.place, "date": "2026-03-02", "amount": amount, "method": "balance"}
    id: int = (await owner.call("record_participant_deposit", **how))["transaction"]["id"]
    return id
