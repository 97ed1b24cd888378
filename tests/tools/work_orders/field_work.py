"""Field work for tests: companies with orders, providers, and what the toolsets of the visit will write."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from store.types import Owner, utc_text
from tests.hall import Hall, TestCaller

DAY = "2026-03-10T09:00:00Z"
SITE = {
    "mode": "custom", "address1": "1 Main St", "city": "Minneapolis", "state": "MN", "zip": "55401", "country": "US",
    "latitude": 44.983334, "longitude": -93.26667,
}  # fmt: skip
EXACT = {"mode": "exact", "start": DAY}
FIXED = {"type": "fixed", "base": {"amount": "400.00"}}
HOURLY = {"type": "hourly", "base": {"amount": "65.00", "units": "4"}}


def write(hall: Hall, sql: str, *params: Any) -> int:
    """Write straight into the database; the id of the last row."""
    return hall.write_row(sql, *params)


async def company(hall: Hall, name: str = "Acme", funds: str = "2000.00 USD") -> TestCaller:
    """An agent of a company with money. Its calls are paid from its own purse: the company's shows the work alone."""
    return await hall.agent(name, currency=funds.split()[1], company_funds=funds)


async def admin(hall: Hall, name: str = "Acme", currency: str = "USD") -> TestCaller:
    """An admin of the company."""
    return await hall.person(f"boss@{name.lower()}.test", company=name, currency=currency)


async def clerk(hall: Hall, name: str = "Acme", currency: str = "USD") -> TestCaller:
    """An ordinary member of the company."""
    return await hall.person(f"clerk@{name.lower()}.test", company=name, currency=currency, role="user")


def purse(hall: Hall, caller: TestCaller, currency: str = "USD") -> tuple[str, str]:
    """Balance and held amount of the company somebody acts for."""
    assert caller.company is not None
    return hall.purse(Owner("company", caller.company), currency)


async def provider(hall: Hall, email: str = "pia@work.test") -> TestCaller:
    """A person who takes field work."""
    person = await hall.person(email)
    write(
        hall,
        "INSERT INTO provider_profiles (person_id, active, created_at, updated_at) VALUES (?, 1, ?, ?)"
        " ON CONFLICT (person_id) DO NOTHING",
        person.id,
        "2026-01-01T00:00:00.000Z",
        "2026-01-01T00:00:00.000Z",
    )
    return person


async def order(boss: TestCaller, **fields: Any) -> int:
    """A draft that is ready to publish; its id."""
    given = {
        "title": "Install a POS terminal", "type_of_work_id": 62, "location": SITE, "schedule": EXACT,
        "pay": FIXED, **fields,
    }  # fmt: skip
    made = await boss.call("create_work_order", **{name: value for name, value in given.items() if value is not None})
    assert made["status"]["name"] == "draft"
    return int(made["id"])


async def published(boss: TestCaller, **fields: Any) -> int:
    id = await order(boss, **fields)
    await boss.call("publish_work_order", work_order_id=id)
    return id


async def assigned(boss: TestCaller, person: TestCaller, **fields: Any) -> int:
    id = await order(boss, **fields)
    await boss.call("assign_work_order", work_order_id=id, user_id=person.id)
    return id


async def done(boss: TestCaller, person: TestCaller, **fields: Any) -> int:
    """An order with fixed pay whose provider reported the work done."""
    id = await assigned(boss, person, **fields)
    await person.call("mark_work_order_complete", work_order_id=id)
    return id


def time_log(hall: Hall, order_id: int, person: TestCaller, start: datetime, hours: str | None, **more: Any) -> int:
    """A visit as the check-in and check-out leave it; hours None: still checked in."""
    end = utc_text(start + timedelta(seconds=int(float(hours) * 3600))) if hours is not None else None
    values = {
        "work_order_id": order_id, "person_id": person.id, "in_at": utc_text(start), "in_by_type": "person",
        "in_by_id": person.id, "out_at": end, "hours": hours, "created_at": utc_text(start),
        "updated_at": utc_text(start), **more,
    }  # fmt: skip
    columns, marks = ", ".join(values), ", ".join("?" for _ in values)
    return write(hall, f"INSERT INTO work_order_time_logs ({columns}) VALUES ({marks})", *values.values())


def row(hall: Hall, table: str, order_id: int, **values: Any) -> int:
    """A row of one of the order's own tables; its id."""
    values = {"work_order_id": order_id, **values}
    columns, marks = ", ".join(values), ", ".join("?" for _ in values)
    return write(hall, f"INSERT INTO {table} ({columns}) VALUES ({marks})", *values.values())


def notices(hall: Hall, person: TestCaller) -> list[str]:
    """What a person was told, oldest first."""
    rows = hall.sql("SELECT text FROM notices WHERE owner_type = 'person' AND owner_id = ? ORDER BY id", person.id)
    return [text for (text,) in rows]


def acts(hall: Hall, order_id: int) -> list[str]:
    """The history of an order, oldest first."""
    rows = hall.sql("SELECT act FROM work_order_history WHERE work_order_id = ? ORDER BY id", order_id)
    return [act for (act,) in rows]


def tag_of(hall: Hall, company_id: int | None, name: str) -> int:
    """A tag of a company; its number."""
    sql = "INSERT INTO company_tags (company_id, name, created_at) VALUES (?, ?, '2026-01-01T00:00:00.000Z')"
    return write(hall, sql, company_id, name)
