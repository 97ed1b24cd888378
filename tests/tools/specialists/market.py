"""People with schedules to be found, for tests: written straight to the store, found through the real pipeline."""

from __future__ import annotations

import json
from typing import Any

from store.database import Transaction
from store.people.persons import replace_languages, replace_skills, skill_named
from store.scheduling.schedules import insert_schedule
from store.search.index import reindex
from store.types import Money
from tests.hall import Hall, TestCaller

WEEKDAYS = [{"days": [1, 2, 3, 4, 5], "start": "09:00", "end": "17:00"}]


async def specialist(
    hall: Hall,
    email: str,
    name: str = "Ann Virtanen",
    *,
    skills: tuple[str, ...] = (),
    languages: tuple[str, ...] = (),
    schedule: dict[str, Any] | None = None,
    credit: str = "",
    **columns: Any,
) -> TestCaller:
    """A person with one public schedule (see offer) and these columns of their profile."""
    person = await hall.person(email, credit=credit)
    first, _, last = name.partition(" ")

    def write(tx: Transaction) -> None:
        tx.change("persons", person.id, name=first, last_name=last or None, **columns)
        replace_skills(tx, person.id, [(skill_named(tx, skill), None) for skill in skills])
        replace_languages(tx, person.id, [(code, None) for code in languages])

    await hall.app.database.write(write)
    await offer(hall, person, **(schedule or {}))
    return person


async def offer(
    hall: Hall,
    owner: TestCaller,
    label: str = "Consultation",
    *,
    price: str | None = None,
    currency: str = "EUR",
    rules: Any = WEEKDAYS,
    settings: dict[str, Any] | None = None,
    skills: tuple[str, ...] = (),
    **columns: Any,
) -> int:
    """A public schedule on weekdays from 9 to 17 UTC in slots of an hour, listed in the search; its id."""

    def write(tx: Transaction) -> int:
        kal_id = tx.value("SELECT default_kal_id FROM persons WHERE id = :id", id=owner.id)
        given = {"type_id": 1, "private": 0, "timezone": "UTC", "duration": 60, "msp": 1, **columns}
        schedule_id = insert_schedule(
            tx,
            hall.clock(),
            kal_id=kal_id,
            owner_type="person",
            owner_id=owner.id,
            label=label,
            price=Money.of(price, currency).amount if price else None,
            currency=currency,
            settings=json.dumps({"rules": rules, **(settings or {})}),
            **given,
        )
        for skill in skills:
            tx.insert("schedule_skills", schedule_id=schedule_id, skill_id=skill_named(tx, skill))
        reindex(tx, owner.id, hall.clock())
        return schedule_id

    return await hall.app.database.write(write)


def names(answer: dict[str, Any]) -> list[str]:
    return [person["name"] for person in answer["specialists"]]
