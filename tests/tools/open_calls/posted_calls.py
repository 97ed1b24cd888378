"""Open calls as they stand in a hall: written straight into the database, where a test is about those who look and apply."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

from store.database import Transaction
from store.folding import folded
from store.ledger import Books, Moved
from store.types import Money, Owner, utc_text
from tests.hall import Hall, TestCaller

HELSINKI = {"country": "FI", "city": "Helsinki", "latitude": 60.17, "longitude": 24.94}


async def posted(hall: Hall, boss: TestCaller, *, status: str = "published", **columns: Any) -> int:
    """A call of the caller's company in a state; its number. Lists and objects are written as JSON."""
    now = utc_text(hall.clock())
    row: dict[str, Any] = {
        "title": "Photograph a shop window", "description": "Take pictures from the street.", "work": "task",
        "currency": "EUR", "seats": 3, "price_max": 6000, "estimated_hours": "2", "counter_price": 0,
        "apply_until": utc_text(hall.clock() + timedelta(days=14)), "deadline_hours": 48, **columns,
    }  # fmt: skip
    row.setdefault("public_id", f"call_{hall.sql('SELECT count(*) FROM open_calls')[0][0] + 1:04}")
    row.setdefault("per_hour", int(row["price_max"] / float(row["estimated_hours"])))
    row |= {"company_id": boss.company, "creator_type": boss.kind, "creator_id": boss.id}
    row |= {"folded_title": folded(row["title"]), "folded": folded(f"{row['title']}\n{row['description']}")}
    row |= {"created_at": now, "updated_at": now}
    stored = {
        name: json.dumps(value) if isinstance(value, list | dict) else value
        for name, value in row.items()
        if value is not None
    }
    marks = ", ".join("?" for _ in stored)
    call = hall.write_row(f"INSERT INTO open_calls ({', '.join(stored)}) VALUES ({marks})", *stored.values())
    for skill in (row.get("requirements") or {}).get("skill_ids", ()):
        own = "INSERT INTO skills (id, name, name_folded) VALUES (?, ?, ?) ON CONFLICT DO NOTHING"
        hall.write_row(own, skill, f"Skill {skill}", f"skill {skill}")
        hall.write_row("INSERT INTO open_call_skills (open_call_id, skill_id) VALUES (?, ?)", call, skill)
    if status != "draft":
        await _hold(hall, boss)
        move(hall, call, "published", hold_per_seat=row["price_max"], published_at=now)
    if status not in ("draft", "published"):
        move(hall, call, status)
    return call


async def _hold(hall: Hall, boss: TestCaller) -> None:
    """One hold that all calls of a test point to: what they hold is no matter here."""
    if hall.sql("SELECT 1 FROM ledger_holds LIMIT 1"):
        return

    def held(tx: Transaction) -> int:
        books = Books(tx, hall.clock(), "test", "agent", boss.id, "publish_open_call", Moved())
        return books.hold(books.purse(Owner("agent", boss.id), "USDT"), Money(1, "USDT"), kind="open_call")

    await hall.app.database.write(held)


def move(hall: Hall, call: int, status: str, **columns: Any) -> None:
    """Put a call into a state, whatever way leads there."""
    ended = status in ("filled", "expired", "cancelled")
    row = {
        "status": status,
        "hold_id": hall.sql("SELECT min(id) FROM ledger_holds")[0][0]
        if status in ("published", "closed", "suspended")
        else None,
        "suspended_from": "published" if status == "suspended" else None,
        "ended_at": utc_text(hall.clock()) if ended else None,
        **columns,
    }
    hall.write_row(
        f"UPDATE open_calls SET {', '.join(f'{name} = ?' for name in row)} WHERE id = ?", *row.values(), call
    )


def applied(hall: Hall, call: int, person: TestCaller, status: str = "pending", **columns: Any) -> int:
    """Somebody's application for a call in a state; its number."""
    now = utc_text(hall.clock())
    company, version = hall.sql("SELECT company_id, version FROM open_calls WHERE id = ?", call)[0]
    row: dict[str, Any] = {
        "open_call_id": call, "company_id": company, "person_id": person.id, "currency": "EUR", "status": status,
        "seen_version": version, "created_at": now, "sent_at": None if status == "unsent" else now, **columns,
    }  # fmt: skip
    if status == "accepted":
        row = {"result_type": "task", "result_id": 1, **row}
    if status == "shortlisted":
        row = {"shortlist_rank": 1, **row}
    marks = ", ".join("?" for _ in row)
    return hall.write_row(f"INSERT INTO open_call_applications ({', '.join(row)}) VALUES ({marks})", *row.values())
