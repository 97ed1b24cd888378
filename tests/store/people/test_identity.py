from __future__ import annotations

import sqlite3
from datetime import UTC, datetime
from typing import Any

import pytest

from store.people import identity
from store.types import Owner
from store.wallet import wallets
from tests.hall import Hall

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


async def write(hall: Hall, work: Any) -> Any:
    return await hall.app.database.write(work)


async def test_a_person_an_agent_and_a_company_are_found_again_whatever_the_case(hall: Hall) -> None:
    def make(tx: Any) -> tuple[int, int, int]:
        company = identity.create_company(tx, " Acme   Oy ", "EUR", NOW)
        person = identity.create_person(tx, "u-1", "Ann@Work.test", "Ann", NOW)
        agent = identity.create_agent(tx, company, "Planner", "Bot@Acme.test", "hash", "prefix", "USDT", NOW)
        return company, person, agent

    company, person, agent = await write(hall, make)

    def find(tx: Any) -> list[Any]:
        return [
            identity.find_company_by_name(tx, "ACME oy"),
            identity.find_person_by_email(tx, "ann@work.TEST"),
            identity.find_agent_by_email(tx, "bot@acme.test"),
            identity.find_agent_by_name(tx, "Planner"),
            identity.find_company_by_name(tx, "Acme"),
        ]

    found = await hall.app.database.read(find)
    assert [row and row["id"] for row in found] == [company, person, agent, agent, None]
    assert found[0]["company_name"] == "Acme Oy"
    kept = hall.sql("SELECT owner_type, owner_id, is_default FROM calendars ORDER BY id")
    assert kept == [("person", person, 1), ("agent", agent, 1)]


async def test_an_address_belongs_to_one_living_person_and_to_one_agent(hall: Hall) -> None:
    person = await write(hall, lambda tx: identity.create_person(tx, "u-1", "ann@work.test", "Ann", NOW))
    with pytest.raises(sqlite3.IntegrityError):
        await write(hall, lambda tx: identity.create_person(tx, "u-2", "ANN@work.test", "Ann", NOW))
    await write(hall, lambda tx: tx.change("persons", person, deleted_at="2026-03-02T09:00:00.000Z"))
    assert await write(hall, lambda tx: identity.create_person(tx, "u-3", "ann@work.test", "Ann", NOW)) != person


async def test_the_first_company_a_person_joins_is_the_default_one(hall: Hall) -> None:
    def join(tx: Any) -> tuple[int, int]:
        person = identity.create_person(tx, "u-1", None, "Ann", NOW)
        first = identity.create_company(tx, "Acme", "EUR", NOW)
        second = identity.create_company(tx, "Beta", "EUR", NOW)
        identity.add_membership(tx, first, person, NOW, role="admin")
        identity.add_membership(tx, second, person, NOW)
        return person, first

    person, first = await write(hall, join)
    assert hall.sql("SELECT default_company_id FROM persons WHERE id = ?", person) == [(first,)]


async def test_a_wallet_is_opened_once_in_each_currency_and_the_first_is_selected(hall: Hall) -> None:
    owner = Owner("agent", 7)
    ids = iter(f"id-{number}" for number in range(9))

    def open_all(tx: Any) -> list[tuple[str, int]]:
        opened = [
            wallets.open_wallet(tx, owner, currency, NOW, lambda: next(ids)) for currency in ("USDT", "BTC", "USDT")
        ]
        return [(row["deposit_address"], row["selected"]) for row in opened]

    assert await write(hall, open_all) == [("sandbox:usdt:id-0", 1), ("sandbox:btc:id-1", 0), ("sandbox:usdt:id-0", 1)]
